package nl.sluis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nl.sluis.testing.CapturedLog;
import nl.sluis.testing.Http;
import nl.sluis.testing.IndependentOpener;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.RawHttp;
import nl.sluis.testing.Settings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stranger sends inflates nothing, holds no thread, and is no fault of ours; whatever the configuration says. */
@Tag("slow")
class StrangerTest {
  private static final int PATIENCE_MILLIS = 60_000;
  private static final String PAGE = "POST /link/status HTTP/1.1\r\nHost: a\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\n";
  private static final String TASK = "POST /tasks/gc HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + Settings.OPERATOR_KEY + "\r\n";
  private static LocalSluis sluis;

  @BeforeAll
  static void start() {
    // More threads than these hold nobody up; the gateway needs some for itself.
    sluis = LocalSluis.started(settings -> settings.set("server.gzip.enabled", "true").set("server.gzip.syncFlush", "true")
        .set("server.gzip.minimumEntitySize", "1B")
        .set("server.maxThreads", "12").set("publicUrl", "https://invitations.example"));
  }

  @AfterAll
  static void stop() {
    sluis.close();
  }

  // ---- a connection that ends

  @ParameterizedTest
  @MethodSource("requestsRefusedBeforeTheirBody")
  void whoIsRefusedBeforeTheBodyCameIsToldThatTheConnectionEnds(boolean admin, String head) throws Exception {
    try (var socket = new Socket("127.0.0.1", admin ? adminPort() : sluis.settings.port())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write((head + "Content-Length: 2\r\n\r\n").getBytes(US_ASCII));
      var first = new byte[16_384];
      var read = socket.getInputStream().read(first);
      var answer = new String(first, 0, read, ISO_8859_1);
      assertThat(answer).startsWith("HTTP/1.1 4");
      // A client keeps the connection for its next request, which is lost if the gateway closes it and had not said so (RFC 9112 §9.6).
      if (!answer.contains("\r\nConnection: close\r\n")) {
        socket.getOutputStream().write(("{}" + head + "Connection: close\r\nContent-Length: 2\r\n\r\n{}").getBytes(US_ASCII));
        assertThat(new String(RawHttp.rest(socket), ISO_8859_1)).contains("HTTP/1.1 4");
      }
    }
  }

  /** Most clients read nothing before all is sent, and a connection that is reset meanwhile takes the answer with it. */
  @ParameterizedTest
  @MethodSource("requestsRefusedBeforeTheirBody")
  void whoIsRefusedWhileSendingReadsWhyAfterwards(boolean admin, String head) throws Exception {
    assertThat(answerAfterSending(admin, head, 3_000_000)).startsWith("HTTP/1.1 4");
  }

  @Test
  void whoSendsTooMuchReadsSoAfterwards() throws Exception {
    assertThat(answerAfterSending(false, client(), 3_000_000)).startsWith("HTTP/1.1 413").contains("too-large");
    assertThat(answerAfterSending(false, PAGE, 3_000_000)).startsWith("HTTP/1.1 413").contains("too-large");
  }

  /** As curl does by itself with a large body. */
  @Test
  void whoAsksBeforeSendingTooMuchReadsSoAfterwards() throws Exception {
    try (var socket = new Socket("127.0.0.1", sluis.settings.port())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write((client() + "Expect: 100-continue\r\nContent-Length: 6000000\r\n\r\n").getBytes(US_ASCII));
      var first = new byte[16];
      var read = socket.getInputStream().readNBytes(first, 0, first.length);
      if (new String(first, 0, read, US_ASCII).startsWith("HTTP/1.1 100")) {
        for (var sent = 0; sent < 6_000_000; sent += 100_000) {
          socket.getOutputStream().write(new byte[100_000]);
          Thread.sleep(5);
        }
        assertThat(new String(RawHttp.rest(socket), ISO_8859_1)).contains("HTTP/1.1 413", "too-large");
      } else {
        assertThat(new String(first, 0, read, US_ASCII)).startsWith("HTTP/1.1 413");
      }
    }
  }

  @Test
  void whoNeverStopsSendingIsCutOff() {
    assertThatThrownBy(() -> answerAfterSending(false, client(), 100_000_000)).isInstanceOf(SocketException.class);
  }

  @Test
  void whoTricklesAfterTheRefusalIsCutOffToo() throws Exception {
    try (var socket = new Socket("127.0.0.1", sluis.settings.port())) {
      socket.getOutputStream().write((client() + "Content-Length: 3000000\r\n\r\n").getBytes(US_ASCII));
      await().pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> assertThatThrownBy(() -> socket.getOutputStream().write('x'))
          .isInstanceOf(SocketException.class));
    }
  }

  private static String answerAfterSending(boolean admin, String head, int bytes) throws Exception {
    try (var socket = new Socket("127.0.0.1", admin ? adminPort() : sluis.settings.port())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write((head + "Content-Length: " + bytes + "\r\n\r\n").getBytes(US_ASCII));
      for (var sent = 0; sent < bytes; sent += 100_000) {
        socket.getOutputStream().write(new byte[100_000]);
        Thread.sleep(5);
      }
      return new String(RawHttp.rest(socket), ISO_8859_1);
    }
  }

  static Stream<Arguments> requestsRefusedBeforeTheirBody() {
    return Stream.of(Arguments.of(false, client().replace("Bearer ", "Bearer x")),
        Arguments.of(false, client().replace(sluis.clientKey(), sluis.createClient("reading", "&scopes=read"))),
        Arguments.of(false, PAGE + "Content-Encoding: gzip\r\n"),
        Arguments.of(false, client().replace("POST /v1/invitations", "POST /v1/elsewhere")),
        Arguments.of(true, TASK.replace("Bearer ", "Bearer x")), Arguments.of(true, TASK + "Content-Encoding: gzip\r\n"),
        Arguments.of(true, TASK.replace("/tasks/gc", "/tasks/elsewhere")), Arguments.of(true, TASK.replace("/tasks/gc", "/elsewhere")));
  }

  // ---- codings

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZip", "x-gzip", "deflate", "br", "zstd", "identity, gzip", "gzip, identity", "gzip;q=0", "aes128gcm",
    "x", "identity;q=1", ",gzip"})
  void noCodedBodyIsRead(String coding) throws Exception {
    for (var request : List.of(PAGE, client(), PAGE.replace("POST /link/status", "GET /i"))) {
      isRefused(exchange(request + "Content-Encoding: " + coding + "\r\nContent-Length: 2\r\n\r\n{}"));
    }
    isRefused(exchange(PAGE + "Content-Encoding: " + coding + "\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"));
    isRefused(RawHttp.exchange(adminPort(), TASK + "Content-Encoding: " + coding + "\r\nContent-Length: 2\r\n\r\n{}", PATIENCE_MILLIS));
  }

  private static void isRefused(String answer) {
    assertThat(answer).startsWith("HTTP/1.1 415 ").contains("\r\nAccept-Encoding: identity\r\n", "urn:sluis:problem:unsupported-media-type",
        "\r\nX-Content-Type-Options: nosniff");
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "IDENTITY", "", ",", "identity,", "identity, Identity"})
  void aBodyThatIsNotCodedIs(String coding) throws Exception {
    assertThat(exchange(PAGE + "Content-Encoding: " + coding + "\r\nContent-Length: 2\r\n\r\n{}")).startsWith("HTTP/1.1 404 ")
        .contains("unknown-link");
    assertThat(exchange(client() + "Content-Encoding: " + coding + "\r\nContent-Length: 2\r\n\r\n{}")).startsWith("HTTP/1.1 422 ");
  }

  @Test
  void severalFieldsAreOneList() throws Exception {
    isRefused(exchange(PAGE + "Content-Encoding: identity\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip, chunked", "gzip", "chunked, gzip", "identity", "identity, chunked", "x, chunked", "chunked, chunked"})
  void noTransferIsCoded(String coding) throws Exception {
    assertThat(exchange(PAGE + "Transfer-Encoding: " + coding + "\r\n\r\n2\r\n{}\r\n0\r\n\r\n")).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void noAnswerIsCompressed() {
    for (var accept : List.of("gzip", "gzip, deflate, br, zstd", "*", "gzip;q=1.0, identity;q=0")) {
      for (var path : List.of("/i", "/i/flow.js", "/i/words-nl.json", "/i/levels", "/nothing", "/v1/invitations")) {
        assertThat(Http.send("GET", url() + path, null, "Accept-Encoding", accept).http().headers().firstValue("Content-Encoding")).as(path)
            .isEmpty();
      }
      assertThat(Http.send("GET", sluis.settings.adminUrl() + "/healthcheck", null, "Accept-Encoding", accept).http().headers()
          .firstValue("Content-Encoding")).isEmpty();
    }
  }

  // ---- threads

  @Test
  void whoSendsABodySlowlyHoldsNoThread() throws Exception {
    try (var crowd = new Crowd()) {
      for (var i = 0; i < 40; i++) {
        crowd.sends(PAGE + (i % 2 == 0 ? "Content-Length: 4000\r\n\r\n{" : "Transfer-Encoding: chunked\r\n\r\nfff\r\n{"));
      }
      for (var i = 0; i < 5; i++) {
        assertThat(Http.send("GET", url() + "/i", null).status()).isEqualTo(200);
        crowd.sendsMore("\"");
      }
      await().untilAsserted(() -> assertThat(held()).isEmpty());
      // A byte now and then keeps a connection from being idle.
      await().pollInterval(Duration.ofSeconds(1)).until(() -> {
        crowd.sendsMore("\"");
        return crowd.isAnswered();
      });
      crowd.isToldAfterAll("HTTP/1.1 408 ", "urn:sluis:problem:timeout");
    }
  }

  @Test
  void whoDoesNotReadAnAnswerHoldsNoThread() throws Exception {
    try (var crowd = new Crowd()) {
      for (var i = 0; i < 40; i++) {
        // More than any buffer on the way takes, and no answer is fetched.
        crowd.sends("GET /i HTTP/1.1\r\nHost: a\r\n\r\n".repeat(2_000));
      }
      for (var i = 0; i < 5; i++) {
        assertThat(Http.send("GET", url() + "/i", null).status()).isEqualTo(200);
      }
      await().untilAsserted(() -> assertThat(held()).isEmpty());
    }
  }

  /** @return threads of the server that wait within a request */
  private static List<String> held() {
    return Thread.getAllStackTraces().entrySet().stream().filter(thread -> thread.getKey().getName().startsWith("dw-"))
        .filter(thread -> Stream.of(thread.getValue()).anyMatch(frame -> frame.getClassName().startsWith("org.eclipse.jetty.ee10")))
        .map(thread -> thread.getKey().getName()).toList();
  }

  // ---- no fault of ours

  @Test
  void whatIsBrokenIsRefusedInWordsAndLeavesNothingInTheLog() throws Exception {
    var answers = new ArrayList<String>();
    try (var log = new CapturedLog()) {
      for (var head : List.of("Content-Length: 9\r\n\r\n{}", "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
          "Transfer-Encoding: chunked\r\n\r\n5\r\n{}",
          "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\n{}\r\n0\r\n\r\n", "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
          "Content-Length: -2\r\n\r\n{}", "Content-Length: 2\r\nHost: canary b\r\n\r\n{}", "Content-Length: 2\r\nX : y\r\n\r\n{}",
          "Content-Length: 2\r\nX\0: y\r\n\r\n{}",
          "Content-Length: 2\r\nExpect: canary\r\n\r\n{}", "Content-Length: 2\r\nAccept: canary/x;q=x\r\n\r\n{}",
          "Content-Length: 2\r\nAccept: canary\r\n\r\n{}")) {
        answers.add(exchange(PAGE + head));
        answers.add(exchange(client() + head));
      }
      for (var type : List.of("application/json;q=x", "application/json;qs=canary", "application/json;charset=\"", "canary", "/", "a/b/c",
          ";", "*/*;q=2")) {
        answers.add(exchange(PAGE.replace("application/json", type) + "Content-Length: 2\r\n\r\n{}"));
      }
      for (var line : List.of("GET /i%23canary%zz HTTP/1.1", "CONNECT /i%23canary HTTP/1.1", "CONNECT canary:99999 HTTP/1.1",
          "G\u00e9T /canary HTTP/1.1", "GET /canary HTTP/1.2",
          "GET /canary", "GET /canary HTTP/3", "PRI * HTTP/2.0", "GET http://[::1/canary HTTP/1.1", "GET /canary/..;/x HTTP/1.1",
          "GET //canary HTTP/1.1", "GET /\0canary HTTP/1.1",
          "GET /%c0%afcanary HTTP/1.1", "TRACE /canary HTTP/1.1", "OPTIONS ?canary HTTP/1.1", "GET http://canary HTTP/1.1",
          "\u0016\u0003\u0001canary")) {
        answers.add(exchange(line + "\r\nHost: a\r\n\r\n"));
      }
      assertThat(log.text().lines().filter(line -> line.contains(" ERROR ") || line.contains("canary"))).isEmpty();
    }
    for (var answer : answers) {
      assertThat(RawHttp.statuses(answer)).as(answer).hasSize(1).allSatisfy(status -> assertThat(status).isBetween(400, 431));
      assertThat(answer)
          .contains("urn:sluis:problem:", "\r\nCache-Control: no-store\r\n", "\r\nX-Content-Type-Options: nosniff\r\n",
              "\r\nStrict-Transport-Security: max-age=63072000; includeSubDomains\r\n")
          .doesNotContain("canary");
    }
  }

  @Test
  void whatAnOperatorSpoilsIsNoFaultOfOursEither() throws Exception {
    var form = TASK.replace("gc", "create-client") + "Content-Type: application/x-www-form-urlencoded";
    for (var request : List.of(form + "\r\nContent-Length: 8\r\n\r\nname=%zz", form + "\r\nContent-Length: 8\r\n\r\nname=%ff",
        form + ";charset=utf-99\r\nContent-Length: 6\r\n\r\nname=a",
        TASK.replace("POST", "PATCH").replace("gc", "create-client") + "\r\n")) {
      assertThat(RawHttp.exchange(adminPort(), request, PATIENCE_MILLIS)).matches("(?s)HTTP/1\\.1 4\\d\\d .*").contains("nosniff");
    }
  }

  @Test
  void whoseCookiesAreTooLargeReadsWhatToDo() throws Exception {
    var cookies = "Cookie: " + "a=b; ".repeat(20_000) + "\r\n\r\n";
    for (var path : List.of("/i", "/i%23AAAA", "/i/levels")) {
      var page = exchange("GET " + path + " HTTP/1.1\r\nHost: a\r\n" + cookies);
      assertThat(new String(page.getBytes(ISO_8859_1), java.nio.charset.StandardCharsets.UTF_8)).startsWith("HTTP/1.1 431 ")
          .contains("text/html", "default-src 'none'", "Your browser sends too many cookies", "Uw browser stuurt te veel cookies mee",
              "Ihr Browser schickt", "Votre navigateur envoie")
          .doesNotContain("AAAA");
    }
    assertThat(exchange("GET /v1/invitations HTTP/1.1\r\nHost: a\r\n" + cookies)).startsWith("HTTP/1.1 431 ")
        .contains("urn:sluis:problem:bad-request");
    assertThat(exchange("GET /i HTTP/1.1\r\nHost: a\r\nCookie: " + "a=b; ".repeat(6_000) + "\r\n\r\n")).as("30 KB")
        .startsWith("HTTP/1.1 200 ");
  }

  // ---- dead links

  @Test
  void aDeadLinkIsCountedAHandfulAtATime() {
    sluis.clock.awayFromTheEndOfTheHour();
    var database = sluis.settings.database();
    var asked = "{\"access\":\"" + IndependentOpener.encode(new byte[32]) + "\"}";
    for (var i = 0; i < 21; i++) {
      assertThat(
          Http.send("POST", url() + "/link/status", asked, "Sec-Fetch-Site", "same-origin", "X-Forwarded-For", "203.0.113." + i + ":80")
              .status())
          .isEqualTo(404);
      int used = database.withHandle(
          handle -> handle.createQuery("SELECT MAX(used) FROM limit_use WHERE subject LIKE 'unknown:%'").mapTo(Integer.class).one());
      assertThat(used)
          .as("request " + i).isGreaterThanOrEqualTo(i < 20 ? 20 : 40).isLessThanOrEqualTo(60);
    }
  }

  private static String url() {
    return "http://127.0.0.1:" + sluis.settings.port();
  }

  private static String client() {
    return "POST /v1/invitations HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + sluis.clientKey()
        + "\r\nContent-Type: application/json\r\n";
  }

  private static String exchange(String request) throws IOException {
    return RawHttp.exchange(sluis.settings.port(), request, PATIENCE_MILLIS);
  }

  private static int adminPort() {
    return URI.create(sluis.settings.adminUrl()).getPort();
  }

  /** Connections of one stranger, with the smallest window there is. */
  private static final class Crowd implements AutoCloseable {
    private final List<Socket> sockets = new ArrayList<>();

    void sends(String request) throws IOException {
      var socket = new Socket();
      sockets.add(socket);
      socket.setReceiveBufferSize(1);
      socket.connect(new InetSocketAddress("127.0.0.1", sluis.settings.port()));
      socket.setSoTimeout(PATIENCE_MILLIS);
      var bytes = request.getBytes(US_ASCII);
      // What the gateway does not take in is not waited for.
      socket.getOutputStream().write(bytes, 0, Math.min(bytes.length, 60_000));
      socket.getOutputStream().flush();
    }

    void sendsMore(String text) throws IOException {
      for (var socket : sockets) {
        try {
          socket.getOutputStream().write(text.getBytes(US_ASCII));
        } catch (SocketException alreadyRefused) {
          // On a slow machine their time may be over by now.
        }
      }
    }

    boolean isAnswered() throws IOException {
      for (var socket : sockets) {
        if (socket.getInputStream().available() == 0) {
          return false;
        }
      }
      return true;
    }

    void isToldAfterAll(String answer, String problem) throws IOException {
      for (var socket : sockets) {
        assertThat(new String(RawHttp.rest(socket), ISO_8859_1)).startsWith(answer).contains(problem);
      }
    }

    @Override
    public void close() throws IOException {
      for (var socket : sockets) {
        socket.close();
      }
    }
  }
}
