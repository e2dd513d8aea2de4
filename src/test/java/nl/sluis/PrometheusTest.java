package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import nl.sluis.testing.Answer;
import nl.sluis.testing.FakeTwilio;
import nl.sluis.standin.ZoomStandIn;
import nl.sluis.testing.Http;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.PromQl;
import nl.sluis.testing.Settings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Prometheus sees of a running gateway, and that our rules and our dashboard ask for what is there. */
class PrometheusTest {
  private static final Pattern LINE = Pattern.compile("([a-z_]+)(?:\\{(.*)})? (\\S+)");
  private static ZoomStandIn zoom;
  private static LocalSluis sluis;

  @BeforeAll
  static void start() {
    zoom = ZoomStandIn.start();
    sluis = LocalSluis.started(settings -> ConferencesGateways.makesMeetings(settings, zoom));
  }

  @AfterAll
  static void stop() {
    sluis.close();
    zoom.close();
  }

  @Test
  void whoAcceptsTextGetsTextAndEverybodyElseJson() {
    var prometheus = metrics("application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.2");
    assertThat(type(prometheus)).startsWith("application/openmetrics-text");
    assertThat(prometheus.http().body()).contains("# TYPE sluis_mails counter\n").endsWith("# EOF\n");
    var text = metrics("text/plain");
    assertThat(type(text)).startsWith("text/plain");
    assertThat(text.http().body()).contains("# TYPE sluis_mails_total counter\n", "# HELP sluis_mails_total ").doesNotContain("NaN");
    for (var accept : List.of("*/*", "application/json", "text/html,application/xhtml+xml,*/*;q=0.8")) {
      var json = metrics(accept);
      assertThat(type(json)).startsWith("application/json");
      assertThat(json.json().path("meters").has("nl.sluis.mail.sent")).isTrue();
    }
    assertThat(Http.send("GET", sluis.settings.adminUrl() + "/metrics", null, "Accept", "text/plain").status()).isEqualTo(401);
  }

  @Test
  void whatHappensToInvitationsIsCountedOnceItIsCommitted() {
    var posted = sluis.postsInterview();
    var holder = sluis.holderOf(posted);
    awaitAllMailed();
    var before = List.of(event("queued"), event("mailed"), event("wrong-try"), event("opened"), event("revoked"), sms("sent"),
        value("sluis_mails_total{outcome=\"sent\"}"));
    assertThat(event("queued")).isPositive();
    assertThat(holder.asksForCode(posted.digits().equals("0000") ? "0001" : "0000").problem()).isEqualTo("wrong-digits");
    var code = sluis.codeFor(holder, posted);
    assertThat(holder.asksForCode(posted.digits()).problem()).isEqualTo("too-soon");
    assertThat(holder.releases(code).status()).isEqualTo(200);
    var second = sluis.postsInterview();
    sluis.mailbox.takeLink(second.email());
    awaitAllMailed();
    assertThat(sluis.ask("DELETE", "/v1/invitations/" + second.id()).status()).isEqualTo(204);
    var after = List.of(event("queued"), event("mailed"), event("wrong-try"), event("opened"), event("revoked"), sms("sent"),
        value("sluis_mails_total{outcome=\"sent\"}"));
    for (var i = 0; i < after.size(); i++) {
      assertThat(after.get(i)).as("counter " + i).isEqualTo(before.get(i) + 1);
    }
    assertThat(value("sluis_limit_refusals_total{limit=\"code-pause\"}")).isPositive();
    assertThat(value("sluis_http_responses_total{status=\"2xx\"}")).isPositive();
    assertThat(value("sluis_http_responses_total{status=\"4xx\"}")).isPositive();
  }

  @Test
  void whatTheProviderRefusesIsCountedByItsOutcome() {
    var before = sms("number-takes-no-sms");
    sluis.twilio.answers(FakeTwilio.error(400, 21614));
    var posted = sluis.postsInterview();
    assertThat(sluis.holderOf(posted).asksForCode(posted.digits()).status()).isEqualTo(422);
    assertThat(sms("number-takes-no-sms")).isEqualTo(before + 1);
  }

  @Test
  void healthIsAMetricToo() {
    assertThat(value("sluis_health{check=\"database\"}")).isEqualTo(1);
    sluis.mailbox.stop();
    try {
      await().until(() -> value("sluis_health{check=\"smtp\"}") == 0);
    } finally {
      sluis.mailbox.restart();
    }
  }

  @Test
  void whoLooksAfterProcessesNeedsNoKey() {
    for (var path : List.of("/live", "/ready")) {
      var answer = Http.send("GET", sluis.settings.adminUrl() + path, null);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.http().body()).isEqualTo("ok\n");
      assertThat(Http.send("POST", sluis.settings.adminUrl() + path, null).status()).isEqualTo(401);
    }
  }

  @Test
  void theRulesAskForWhatIsThere() throws IOException {
    var expressions = new ArrayList<String>();
    for (var group : new YAMLMapper().readTree(Path.of("docs/prometheus-alerts.yml").toFile()).path("groups")) {
      for (var rule : group.path("rules")) {
        assertThat(rule.path("alert").asText()).matches("Sluis[A-Za-z]+");
        assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning");
        assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
        namesASection(rule.at("/annotations/description").asText());
        expressions.add(rule.path("expr").asText());
      }
    }
    assertThat(expressions).hasSizeGreaterThan(10);
    areThere(expressions);
  }

  @Test
  void theDashboardAsksForWhatIsThereAndShowsAll() throws IOException {
    var dashboard = new JsonMapper().readTree(Path.of("docs/grafana-dashboard.json").toFile());
    var expressions = new ArrayList<String>();
    dashboard.path("panels").forEach(panel -> panel.path("targets").forEach(target -> expressions.add(target.path("expr").asText())));
    areThere(expressions);
    var shown = new TreeSet<String>();
    expressions.forEach(expression -> PromQl.selectors(expression).forEach(selector -> shown.add(selector.name())));
    assertThat(shown).isEqualTo(names());
  }

  @Test
  void theDocumentsListWhatIsThere() throws IOException {
    var listed = new TreeSet<String>();
    Pattern.compile("`((?:sluis|jvm)_[a-z_]+)").matcher(Files.readString(Path.of("docs/operations.md"))).results()
        .forEach(found -> listed.add(found.group(1)));
    assertThat(listed).isEqualTo(names());
  }

  @Test
  void whatIsNoExpressionIsFound() {
    for (var wrong : List.of("", "sluis_health ==", "rate(sluis_mails_total)", "sum(sluis_health", "sluis_health{check=smtp}",
        "rato(x[5m])",
        "sluis_health 1", "rate(x[5 minutes])", "sum by (a, ) (x)", "a & b")) {
      assertThatThrownBy(() -> PromQl.selectors(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static void namesASection(String description) throws IOException {
    var headings = Pattern.compile("(?m)^#+ (.*)$").matcher(Files.readString(Path.of("docs/operations.md"))).results()
        .map(found -> found.group(1)).toList();
    Pattern.compile("\"([^\"]*)\"").matcher(description).results().forEach(found -> assertThat(headings).contains(found.group(1)));
  }

  /** Each name, and each value of a label that is asked for by itself. */
  private static void areThere(List<String> expressions) {
    var series = series();
    for (var expression : expressions) {
      assertThat(PromQl.selectors(expression)).as(expression).isNotEmpty().allSatisfy(selector -> {
        if (selector.name().equals("up")) {
          return;
        }
        assertThat(series).as(selector.name()).anyMatch(line -> line.matches(Pattern.quote(selector.name()) + "[{ ].*"));
        for (var label : selector.labels()) {
          var values = label.value().split("\\|");
          if (!label.label().equals("instance")) {
            for (var value : values) {
              assertThat(series).as(expression)
                  .anyMatch(line -> line.startsWith(selector.name()) && line.contains(label.label() + "=\"" + value + "\""));
            }
          }
        }
      });
    }
  }

  private static TreeSet<String> names() {
    var names = new TreeSet<String>();
    series().forEach(line -> names.add(line.replaceFirst("[{ ].*", "")));
    return names;
  }

  private static List<String> series() {
    var lines = metrics("text/plain").http().body().lines().filter(line -> !line.startsWith("#")).toList();
    assertThat(lines).allMatch(line -> LINE.matcher(line).matches());
    return lines;
  }

  /** A mail is counted when it is on the disk, and its state may be seen before. */
  private static void awaitAllMailed() {
    await().until(() -> event("mailed") == event("queued"));
  }

  private static double event(String event) {
    return value("sluis_invitation_events_total{event=\"" + event + "\"}");
  }

  private static double sms(String outcome) {
    return value("sluis_text_messages_total{outcome=\"" + outcome + "\"}");
  }

  private static double value(String series) {
    return series().stream().filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.replaceFirst(".* ", "")))
        .findFirst().orElseThrow(() -> new AssertionError(series));
  }

  private static Answer metrics(String accept) {
    return Http.send("GET", sluis.settings.adminUrl() + "/metrics", null, "Authorization", "Bearer " + Settings.OPERATOR_KEY, "Accept",
        accept);
  }

  private static String type(Answer answer) {
    return answer.http().headers().firstValue("Content-Type").orElse("");
  }
}
