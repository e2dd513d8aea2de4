package nl.sluis.admin;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.health.HealthCheckRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the gateway's metrics as Prometheus names them: base units, {@code _total} behind counters, and labels in place of parts of a name.
 *
 * @see <a href="https://prometheus.io/docs/practices/naming/">Prometheus, Metric and label naming</a>
 */
public final class PrometheusMetrics {
  private static final String OURS = "nl.sluis.";
  private static final String HTTP = "io.dropwizard.jetty.MutableServletContextHandler.";
  private static final String POOL = "io.dropwizard.db.ManagedPooledDataSource.database.";

  private final MetricRegistry metrics;
  private final HealthCheckRegistry checks;
  private final Labels build;

  /** @param build version and commit, by name */
  public PrometheusMetrics(MetricRegistry metrics, HealthCheckRegistry checks, Map<String, String> build) {
    this.metrics = metrics;
    this.checks = checks;
    this.build = labels(build);
  }

  /** Reads all of them, and runs the health checks. */
  MetricSnapshots read() {
    var all = new ArrayList<MetricSnapshot>();
    all.add(gauge("sluis_build_info", "The version and the commit that run, always 1", List.of(point(build, 1))));
    all.add(health());
    all.add(counters("sluis_invitation_events", "What happened to invitations in this gateway", "event", OURS + "events."));
    all.add(counters("sluis_mails", "What became of mails that were given to the relay", "outcome", OURS + "mail."));
    all.add(counters("sluis_bounces", "What came of reports of mails that did not arrive", "outcome", OURS + "bounces."));
    all.add(counters("sluis_text_messages", "What became of text messages that were given to the provider", "outcome", OURS + "sms."));
    all.add(counters("sluis_conference_messages", "What came of messages of the video service", "outcome", OURS + "conference-messages."));
    all.add(counters("sluis_webhook_messages", "What became of messages that were sent to webhooks", "outcome", OURS + "webhooks."));
    all.add(one("sluis_webhooks_disabled", "Webhooks that are disabled", OURS + "webhooks.disabled"));
    all.add(counters("sluis_limit_refusals", "Requests that a limit refused", "limit", OURS + "limit."));
    all.add(counters("sluis_rewritten_links", "Links that a mail scanner had rewritten", OURS + "page.RewrittenLinks.met"));
    all.add(one("sluis_outbox_mails", "Mails that wait to be sent", OURS + "outbox.owed"));
    all.add(one("sluis_outbox_oldest_seconds", "How long the oldest mail has waited", OURS + "outbox.oldest-seconds"));
    all.add(one("sluis_conferences_left", "Meetings that the hosts may still make today", OURS + "conference.left"));
    all.add(one("sluis_conferences_owed", "Meetings that are to be deleted at the video service", OURS + "conference.owed"));
    all.add(gauge("sluis_key_age_seconds", "The age of the active key", keys("age", "")));
    var rows = new ArrayList<>(keys("rows", "active"));
    rows.addAll(keys("waiting", "retired"));
    all.add(gauge("sluis_key_rows", "Rows that are sealed under keys of this state", rows));
    all.add(one("sluis_rotation_running", "Whether this gateway rotates keys now", OURS + "keys.rotation.running"));
    all.add(one("sluis_rotation_resealed_rows", "Rows that the rotation has sealed again", OURS + "keys.rotation.resealed"));
    all.add(responses());
    all.add(gauges("sluis_database_connections", "Connections of the pool of the database", "state", POOL,
        List.of("active", "idle", "waiting")));
    all.add(gauges("sluis_disk_free_bytes", "Room that is left on a disk", "folder", OURS + "disk.free.", List.of("database", "keys")));
    all.add(gauges("jvm_memory_used_bytes", "Memory that the JVM uses", "area", "jvm.memory.", List.of("heap.used", "non-heap.used")));
    all.add(one("jvm_memory_max_bytes", "The largest heap that the JVM may have", "jvm.memory.heap.max"));
    all.add(one("jvm_threads_current", "Threads of the JVM", "jvm.threads.count"));
    return new MetricSnapshots(all);
  }

  private MetricSnapshot health() {
    var points = new ArrayList<GaugeDataPointSnapshot>();
    checks.runHealthChecks().forEach((name, result) -> points.add(point(Labels.of("check", name), result.isHealthy() ? 1 : 0)));
    return gauge("sluis_health", "Whether a health check is healthy: 1, or 0", points);
  }

  private MetricSnapshot responses() {
    var points = new ArrayList<CounterDataPointSnapshot>();
    for (var kind = 1; kind <= 5; kind++) {
      points.add(counted(Labels.of("status", kind + "xx"), HTTP + kind + "xx-responses"));
    }
    return counter("sluis_http_responses", "Answers at the public port", points);
  }

  private MetricSnapshot counters(String name, String help, String label, String prefix) {
    var points = new ArrayList<CounterDataPointSnapshot>();
    new TreeMap<>(metrics.getMeters((full, metric) -> full.startsWith(prefix)))
        .forEach((full, meter) -> points.add(counted(Labels.of(label, full.substring(prefix.length())), full)));
    return counter(name, help, points);
  }

  private MetricSnapshot counters(String name, String help, String meter) {
    return counter(name, help, List.of(counted(Labels.EMPTY, meter)));
  }

  private CounterDataPointSnapshot counted(Labels labels, String meter) {
    var found = metrics.getMeters().get(meter);
    return CounterDataPointSnapshot.builder().labels(labels).value(found == null ? 0 : (double) found.getCount()).build();
  }

  private static MetricSnapshot counter(String name, String help, List<CounterDataPointSnapshot> points) {
    var snapshot = CounterSnapshot.builder().name(name).help(help);
    points.forEach(snapshot::dataPoint);
    return snapshot.build();
  }

  private MetricSnapshot one(String name, String help, String full) {
    return gauge(name, help, measured(Labels.EMPTY, full));
  }

  private MetricSnapshot gauges(String name, String help, String label, String prefix, List<String> last) {
    return gauge(name, help,
        last.stream().flatMap(each -> measured(Labels.of(label, each.replace(".used", "")), prefix + each).stream()).toList());
  }

  private List<GaugeDataPointSnapshot> keys(String what, String state) {
    var points = new ArrayList<GaugeDataPointSnapshot>();
    for (var family : List.of("outbox", "store")) {
      var labels = state.isEmpty() ? Labels.of("family", family) : Labels.of("family", family, "state", state);
      points.addAll(measured(labels, OURS + "keys." + family + "." + what));
    }
    return points;
  }

  /** @return nothing of a gauge that is not there, or cannot be read now, as while the database is away */
  private List<GaugeDataPointSnapshot> measured(Labels labels, String full) {
    Gauge<?> gauge = metrics.getGauges().get(full);
    try {
      return gauge != null && gauge.getValue() instanceof Number value ? List.of(point(labels, value.doubleValue())) : List.of();
    } catch (RuntimeException e) {
      return List.of();
    }
  }

  private static GaugeDataPointSnapshot point(Labels labels, double value) {
    return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
  }

  private static MetricSnapshot gauge(String name, String help, List<GaugeDataPointSnapshot> points) {
    var snapshot = GaugeSnapshot.builder().name(name).help(help);
    points.forEach(snapshot::dataPoint);
    return snapshot.build();
  }

  private static Labels labels(Map<String, String> values) {
    var sorted = new TreeMap<>(values);
    return Labels.of(sorted.keySet().toArray(String[]::new), sorted.values().toArray(String[]::new));
  }
}
