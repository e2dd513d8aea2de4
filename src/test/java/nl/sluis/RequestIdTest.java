package nl.sluis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dropwizard.logging.common.DropwizardLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.regex.Pattern;
import nl.sluis.testing.Http;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.RawHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Every answer to a scheduler has an id, which the log lines of its request have too. */
class RequestIdTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final Pattern ID = Pattern.compile("(?im)^Request-Id: ([^\r\n]*)\r?$");
  private static LocalSluis sluis;

  @BeforeAll
  static void start() {
    sluis = LocalSluis.started();
  }

  @AfterAll
  static void stop() {
    sluis.close();
  }

  @Test
  void everyAnswerHasOneAndNoTwoAreTheSame() throws IOException {
    var key = "Authorization: Bearer " + sluis.clientKey() + "\r\n";
    var reading = "Authorization: Bearer " + sluis.createClient("reading", "&scopes=read") + "\r\n";
    var json = "Content-Type: application/json\r\n";
    var body = Meetings.request().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    var requests = Map.ofEntries(
        Map.entry("POST /v1/invitations 201", key + json + "Content-Length: " + body.length + "\r\n\r\n" + new String(body, ISO_8859_1)),
        Map.entry("GET /v1/invitations 200", key + "\r\n"),
        Map.entry("HEAD /v1/invitations 200", key + "\r\n"),
        Map.entry("OPTIONS /v1/invitations 200", key + "\r\n"),
        Map.entry("GET /v1/invitations 401", "\r\n"),
        Map.entry("GET /v1 401", "\r\n"),
        Map.entry("GET /%761/invitations 401", "\r\n"),
        Map.entry("GET /v1;a=b/invitations 401", "\r\n"),
        Map.entry("GET /v1/elsewhere 404", key + "\r\n"),
        Map.entry("PUT /v1/invitations 405", key + "\r\n"),
        Map.entry("DELETE /v1/invitations/AAAAAAAAAAAAAAAAAAAAAA 403", reading + "\r\n"),
        Map.entry("POST /v1/meetings/close 400", key + json + "Content-Length: 2\r\n\r\n[]"),
        Map.entry("POST /v1/meetings/close 415", key + "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}"),
        Map.entry("POST /v1/meetings/cancel 415", key + json + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}"),
        Map.entry("POST /v1/meetings/cancel 400", key + json + "Transfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"),
        Map.entry("POST /v1/meetings/cancel 422", key + json + "Content-Length: 2\r\n\r\n{}"),
        Map.entry("GET /v1/invitations 406", key + "Accept: text/html\r\n\r\n"));
    var ids = new HashSet<String>();
    requests.forEach((line, rest) -> {
      var answer = exchange(line.replaceAll(" \\d+$", " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n") + rest);
      assertThat(answer).as(line).startsWith("HTTP/1.1 " + line.replaceAll(".* ", "") + " ");
      var found = ID.matcher(answer).results().map(one -> one.group(1)).toList();
      assertThat(found).as(line + "\n" + answer).hasSize(1).allMatch(id -> id.matches("[0-9a-f]{32}"));
      assertThat(ids.addAll(found)).as(line).isTrue();
    });
  }

  @Test
  void otherAnswersHaveNone() {
    for (var path : List.of("/i", "/v1x", "/v", "/elsewhere")) {
      assertThat(exchange("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")).doesNotContainPattern(ID);
    }
    assertThat(sluis.operates("GET", "/keys").http().headers().map()).doesNotContainKey("request-id");
  }

  @Test
  void aTraceIsGoneOnWith() {
    var traced = Http.send("GET", sluis.settings.publicUrl() + "/v1/invitations", null, "traceparent",
        "00-" + TRACE + "-b7ad6b7169203331-01");
    assertThat(traced.status()).isEqualTo(401);
    assertThat(traced.http().headers().allValues("Request-Id")).containsExactly(TRACE);
    var wrong = Http.send("GET", sluis.settings.publicUrl() + "/v1/invitations", null, "traceparent",
        "00-" + TRACE + "-0000000000000000-01");
    assertThat(wrong.http().headers().firstValue("Request-Id").orElseThrow()).matches("[0-9a-f]{32}").isNotEqualTo(TRACE);
  }

  @Test
  void theLogLinesOfARequestHaveItAndThoseOfOthersDoNot() {
    var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    root.addAppender(lines);
    try {
      var posted = sluis.post(Meetings.request());
      assertThat(posted.status()).isEqualTo(201);
      var id = posted.http().headers().firstValue("Request-Id").orElseThrow();
      var invitation = posted.json().at("/invitations/0/id").asText();
      await().until(() -> of(lines, "POST /v1/invitations 201").stream().map(RequestIdTest::request).toList(), List.of(id)::equals);
      assertThat(of(lines, "invitation-queued " + invitation)).extracting(RequestIdTest::request).containsExactly(id);
      await().until(() -> !of(lines, "invitation-mailed " + invitation).isEmpty());
      assertThat(of(lines, "invitation-mailed " + invitation)).extracting(RequestIdTest::request).containsOnlyNulls();
      Http.send("GET", sluis.settings.publicUrl() + "/i", null);
      await().until(() -> !of(lines, "GET /i 200").isEmpty());
      assertThat(of(lines, "GET /i 200")).extracting(RequestIdTest::request).containsOnlyNulls();
    } finally {
      root.detachAppender(lines);
    }
  }

  @Test
  void theShippedConfigurationPrintsIt() throws IOException {
    var layout = new DropwizardLayout((LoggerContext) LoggerFactory.getILoggerFactory(), TimeZone.getTimeZone("UTC"));
    var written = new YAMLMapper().readTree(Path.of("config.yml").toFile()).at("/logging/appenders/0/logFormat")
        .asText();
    layout.setPattern(written);
    layout.start();
    assertThat(layout.doLayout(event(Map.of("request", TRACE))))
        .matches("INFO  \\[.*] nl.sluis.audit: invitation-queued x request=" + TRACE + "\n");
    assertThat(layout.doLayout(event(Map.of()))).matches("INFO  \\[.*] nl.sluis.audit: invitation-queued x\n");
  }

  private static LoggingEvent event(Map<String, String> context) {
    var event = new LoggingEvent();
    event.setLoggerName("nl.sluis.audit");
    event.setLevel(Level.INFO);
    event.setMessage("invitation-queued x");
    event.setInstant(java.time.Instant.EPOCH);
    event.setMDCPropertyMap(context);
    return event;
  }

  private static List<ILoggingEvent> of(ListAppender<ILoggingEvent> lines, String beginning) {
    return List.copyOf(lines.list).stream().filter(line -> line.getFormattedMessage().startsWith(beginning)).toList();
  }

  private static String request(ILoggingEvent line) {
    return line.getMDCPropertyMap().get("request");
  }

  private static String exchange(String request) {
    try {
      return RawHttp.exchange(sluis.settings.port(), request, 60_000);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
