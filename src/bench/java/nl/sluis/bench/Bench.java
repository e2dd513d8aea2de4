package nl.sluis.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts everything, warms it up, measures round after round, prints. */
public final class Bench {
  /** As many hands as the gateway's courier has. */
  private static final int SMTP_CONNECTIONS = 8;
  private final Options options;
  private final Report report = new Report();

  private Bench(Options options) {
    this.options = options;
  }

  public static void main(String[] arguments) throws Exception {
    Options options;
    try {
      options = Options.read(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(Options.USAGE);
      System.exit(2);
      return;
    }
    new Bench(options).run();
    System.exit(0);
  }

  private void run() throws Exception {
    var folder = Files.createTempDirectory("sluis-bench");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      ProcessHandle.current().children().forEach(child -> {
        child.destroy();
        child.onExit().orTimeout(10, TimeUnit.SECONDS).exceptionally(late -> child).join();
      });
      delete(folder);
    }));
    try (var databases = options.postgres() ? new PostgresDatabases() : new H2Databases(folder);
        var twilio = new LocalTwilio();
        var relay = new SmtpSink(Service.freePort());
        var floorRelay = new SmtpSink(Service.freePort());
        var floor = new Floor(folder, options.jvm(), databases, floorRelay.port(), SMTP_CONNECTIONS);
        var gateway = new Gateway(folder, options.jvm(), databases, relay.port(), twilio.baseUrl())) {
      floorRelay.open();
      floor.start();
      gateway.start();
      if (options.rows() > 0) {
        say("Filling %,d live invitations.", options.rows());
        LiveRows.fill(gateway, options.rows());
      }
      measure(new Trials(gateway, floor, relay, twilio).of(options), databases);
      var conditions = conditions(databases);
      say("%n%s%n%n%s", conditions, report.table());
      report.write(Path.of("target/bench.json"), conditions);
    }
  }

  /** Flow by flow: all that take part in it are warmed up, and then take turns. */
  private void measure(List<List<Trial>> flows, Databases databases) throws Exception {
    var all = flows.stream().mapToInt(List::size).sum();
    for (var flow : flows) {
      say("%s", flow.get(0).flow);
      for (var trial : flow) {
        if (!(trial instanceof StartTrial)) {
          once(trial, Duration.ofMillis(1000L * options.seconds() / all), databases);
        }
      }
      for (var round = 1; round <= options.rounds(); round++) {
        for (var trial : flow) {
          var figures = once(trial, options.round(), databases);
          report.add(trial, figures);
          say("  %d %-8s %,10.1f/s %8.2f ms of CPU", round, trial.service.name, figures.perSecond(), figures.cpuInAll());
        }
      }
    }
  }

  private static Figures once(Trial trial, Duration time, Databases databases) throws Exception {
    trial.prepare(time);
    var figures = Figures.of(trial.service, databases, () -> trial.load(time));
    trial.finish();
    return figures;
  }

  private Map<String, Object> conditions(Databases databases) {
    var conditions = new LinkedHashMap<String, Object>();
    conditions.put("database", databases.version());
    conditions.put("java", System.getProperty("java.version"));
    conditions.put("jvm", String.join(" ", options.jvm()));
    conditions.put("processors", Runtime.getRuntime().availableProcessors());
    conditions.put("connections", Load.CONNECTIONS);
    conditions.put("liveRows", options.rows());
    conditions.put("warmUpSeconds", options.seconds());
    conditions.put("roundSeconds", options.round().toSeconds());
    conditions.put("rounds", options.rounds());
    return conditions;
  }

  private static void say(String words, Object... values) {
    System.out.println(String.format(Locale.ROOT, words, values));
  }

  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      for (var file : new ArrayList<>(files.sorted(Comparator.reverseOrder()).toList())) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.err.println("Left behind: " + folder);
    }
  }
}
