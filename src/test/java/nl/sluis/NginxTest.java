package nl.sluis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import nl.sluis.testing.IndependentOpener;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Meetings;
import nl.sluis.problem.Problem;
import nl.sluis.testing.Nginx;
import nl.sluis.testing.Ports;
import nl.sluis.testing.RawHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The nginx.conf that ships, run by nginx. */
@Tag("slow")
class NginxTest {
  private static LocalSluis sluis;
  private static Nginx nginx;

  @BeforeAll
  static void start() throws Exception {
    sluis = LocalSluis.started(settings -> settings.set("limits.unknownLinksPerHour", "5"));
    nginx = Nginx.before(sluis.settings.port(),
        shipped -> shipped.replace("limit_conn sluis_connections 200", "limit_conn sluis_connections 5"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (nginx != null) {
      nginx.close();
    }
    sluis.close();
  }

  @Test
  void visitorsAndSchedulersComeThroughAndNothingOfItLiesOnTheDisk() throws Exception {
    assertThat(ask("GET /i HTTP/1.1\r\n", "")).startsWith("HTTP/1.1 200 ").contains("flow.js").doesNotContain("Server: nginx/");
    assertThat(ask("GET /i%23canary HTTP/1.1\r\n", "")).startsWith("HTTP/1.1 200 ").contains("flow.js");
    var meeting = Meetings.interview();
    meeting.put("description", "canary ".repeat(8_000));
    assertThat(ask("POST /v1/invitations HTTP/1.1\r\nAuthorization: Bearer " + sluis.clientKey() + "\r\nContent-Type: application/json\r\n",
        Meetings.request(meeting, 500).toString())).startsWith("HTTP/1.1 201 ");
    assertThat(ask("POST /v1/invitations HTTP/1.1\r\nAuthorization: Bearer " + sluis.clientKey() + "\r\nContent-Type: application/json\r\n",
        " ".repeat(1_000_000) + "{")).startsWith("HTTP/1.1 400 ");
    try (var files = Files.walk(nginx.folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, ISO_8859_1)).as(file.toString()).doesNotContain("canary", "/i%23");
      }
    }
    for (var folder : List.of("client_body", "proxy")) {
      try (var files = Files.walk(nginx.folder.resolve(folder))) {
        assertThat(files.filter(Files::isRegularFile)).as(folder).isEmpty();
      }
    }
    assertThat(Files.readString(nginx.folder.resolve("sluis.log"))).contains("POST 201");
  }

  @Test
  void cookiesOfAParentDomainEndHere() throws Exception {
    assertThat(ask("GET /i HTTP/1.1\r\nCookie: " + "a=b; ".repeat(20_000) + "\r\n", "")).startsWith("HTTP/1.1 200 ").contains("flow.js");
  }

  @Test
  void whoSendsTooManyCookiesReadsWhatToDo() throws Exception {
    assertThat(ask("GET /i HTTP/1.1\r\nCookie: " + "a=b; ".repeat(40_000) + "\r\n", "")).startsWith("HTTP/1.1 431 ").contains("text/html",
        "private window");
  }

  @Test
  void aRoomFullOfInviteesLoadsThePageWhereWhatAsksTheDatabaseIsBounded() throws Exception {
    try (var strict = Nginx.before(sluis.settings.port(),
        shipped -> shipped.replace("rate=50r/s", "rate=1r/m").replace("burst=200", "burst=20"))) {
      for (var i = 0; i < 100; i++) {
        assertThat(ask(strict, "GET /i/flow.js HTTP/1.1\r\n", "")).startsWith("HTTP/1.1 200 ");
      }
      var statuses = new ArrayList<Integer>();
      for (var i = 0; i < 30; i++) {
        statuses.addAll(RawHttp.statuses(ask(strict, "GET /v1/invitations/x HTTP/1.1\r\n", "")));
      }
      assertThat(statuses.subList(0, 21)).containsOnly(401);
      assertThat(statuses.get(29)).isEqualTo(429);
    }
  }

  @Test
  void whatAVisitorWroteOfItsAddressEndsHere() throws Exception {
    sluis.clock.awayFromTheEndOfTheHour();
    var body = "{\"access\":\"" + IndependentOpener.encode(new byte[32]) + "\"}";
    var statuses = new ArrayList<Integer>();
    for (var i = 0; i < 6; i++) {
      statuses.addAll(RawHttp.statuses(
          ask("POST /link/status HTTP/1.1\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\nX-Forwarded-For: 203.0." + i
              + ".1\r\n"
              + "Forwarded: for=203.0." + i + ".1\r\n", body)));
    }
    assertThat(statuses).containsExactly(404, 404, 404, 404, 404, 429);
  }

  @Test
  void oneVisitorHasSoManyConnectionsAndIsToldWhenToComeBack() throws Exception {
    var open = new ArrayList<Socket>();
    try {
      for (var i = 0; i < 5; i++) {
        var socket = nginx.connects();
        open.add(socket);
        socket.getOutputStream()
            .write(("POST /link/status HTTP/1.1\r\nHost: invitations.example.org\r\nContent-Length: 9\r\n\r\n{").getBytes(UTF_8));
      }
      org.awaitility.Awaitility.await().untilAsserted(() -> assertThat(ask("GET /i HTTP/1.1\r\n", "")).startsWith("HTTP/1.1 429 ")
          .contains("urn:sluis:problem:too-soon", "\r\nRetry-After: 5\r\n"));
    } finally {
      for (var socket : open) {
        socket.close();
      }
    }
    org.awaitility.Awaitility.await().untilAsserted(() -> assertThat(ask("GET /i HTTP/1.1\r\n", "")).startsWith("HTTP/1.1 200 "));
  }

  @Test
  void codedBodiesAreRefusedBehindItToo() throws Exception {
    assertThat(ask("POST /link/status HTTP/1.1\r\nContent-Encoding: gzip\r\n", "{}")).startsWith("HTTP/1.1 415 ");
  }

  @Test
  void whenNoGatewayAnswersPeopleReadWhatToDoAndProgramsGetAProblem() throws Exception {
    try (var alone = Nginx.before(Ports.next(), shipped -> shipped)) {
      for (var path : List.of("/", "/i", "/i%23x", "/i/flow.js")) {
        assertThat(ask(alone, "GET " + path + " HTTP/1.1\r\n", "")).startsWith("HTTP/1.1 502 ").contains("\r\nRetry-After: 5\r\n",
            "Content-Type: text/html; charset=utf-8", "lang=\"nl\"", "lang=\"en\"", "lang=\"de\"", "lang=\"fr\"");
      }
      for (var path : List.of("/v1", "/v1/invitations", "/link/status")) {
        assertThat(ask(alone, "POST " + path + " HTTP/1.1\r\n", "{}")).startsWith("HTTP/1.1 502 ").contains("\r\nRetry-After: 5\r\n",
            "Content-Type: application/problem+json", "urn:sluis:problem:unavailable", Problem.UNAVAILABLE.title());
      }
    }
  }

  @Test
  void aBodyThatIsTooLargeForItIsRefusedInTheSameWays() throws Exception {
    assertThat(ask("POST /v1/invitations HTTP/1.1\r\n", " ".repeat(1_200_000))).startsWith("HTTP/1.1 413 ")
        .contains("Content-Type: application/problem+json", "urn:sluis:problem:too-large", Problem.TOO_LARGE.title());
    assertThat(ask("POST /i HTTP/1.1\r\n", " ".repeat(1_200_000))).startsWith("HTTP/1.1 413 ").contains("text/html", "lang=\"fr\"");
    assertThat(ask("GET /v1/x HTTP/1.1\r\nCookie: " + "a=b; ".repeat(40_000) + "\r\n", "")).startsWith("HTTP/1.1 431 ");
  }

  @Test
  void whoTypesTheHostAloneReadsWhoseItIs() throws Exception {
    assertThat(ask("GET / HTTP/1.1\r\n", "")).startsWith("HTTP/1.1 200 ").contains("Secure invitations of Bureau Voorbeeld");
  }

  private static String ask(String head, String body) throws Exception {
    return ask(nginx, head, body);
  }

  private static String ask(Nginx proxy, String head, String body) throws Exception {
    var bytes = body.getBytes(UTF_8);
    try (var socket = proxy.connects()) {
      try {
        socket.getOutputStream()
            .write((head + "Host: invitations.example.org\r\nConnection: close\r\nContent-Length: " + bytes.length + "\r\n\r\n")
                .getBytes(ISO_8859_1));
        socket.getOutputStream().write(bytes);
      } catch (IOException alreadyRefused) {
        // Its answer may have arrived all the same.
      }
      return new String(RawHttp.rest(socket), ISO_8859_1);
    }
  }
}
