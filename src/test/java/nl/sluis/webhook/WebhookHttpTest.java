package nl.sluis.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import nl.sluis.testing.ScriptedServer;
import nl.sluis.testing.ScriptedServer.Reply;
import nl.sluis.testing.TestCertificate;
import nl.sluis.webhook.Answer.Reason;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Whatever a receiver does, an attempt comes to its end soon, and goes to no address that may not be. */
class WebhookHttpTest {
  /** For those that must be cut off, and for no others: an exchange may take longer on a busy machine. */
  private static final Duration LONGEST = Duration.ofSeconds(2);
  private static final Duration PATIENT = Duration.ofSeconds(60);
  /** On a machine that is busy with something else. */
  private static final Duration SOON_AFTER = Duration.ofSeconds(30);

  @Test
  void itPostsTheBytesWithTheHeadersOfTheSpecification() throws Exception {
    try (var server = new ScriptedServer(ScriptedServer.says(204, "text/plain", "")); var http = http(SSLContext.getDefault())) {
      var at = Instant.parse("2027-01-12T10:00:00.9Z");
      assertThat(http.post(endpoint(server.url() + "/hook?a=b"), message(), at).status()).isEqualTo(204);
      var request = server.requests().get(0);
      assertThat(request.line()).isEqualTo("POST /hook?a=b HTTP/1.1");
      assertThat(request.body()).isEqualTo("{\"a\":1}");
      assertThat(request.headers()).containsEntry("webhook-id", "id").containsEntry("webhook-timestamp", "1799748000")
          .containsEntry("webhook-signature", message().signature(at, List.of(new byte[32]))).containsEntry("user-agent", "Sluis")
          .containsEntry("content-type", "application/json").containsEntry("content-length", "7").containsEntry("connection", "close")
          .doesNotContainKeys("accept-encoding", "cookie", "upgrade", "authorization", "transfer-encoding", "expect");
    }
  }

  @Test
  void whatTheReceiverSaysIsHeard() throws Exception {
    assertThat(answers(ScriptedServer.says(200, "text/plain", "x".repeat(5_000))).isTaken()).isTrue();
    assertThat(answers(ScriptedServer.says(410, "text/plain", "")).isGone()).isTrue();
    assertThat(answers(ScriptedServer.says(500, "text/plain", "x")).word()).isEqualTo("500");
    var busy = answers(ScriptedServer.says(429, "text/plain", "", "Retry-After: 7"));
    assertThat(busy.retryAfter()).isEqualTo("7");
    assertThat(busy.isTaken()).isFalse();
    assertThat(answers(ScriptedServer.cut()).reason()).isEqualTo(Reason.BROKEN);
    assertThat(answers((out, server) -> write(out, "SMTP 220 hello\r\n\r\n")).reason()).isEqualTo(Reason.BROKEN);
  }

  @Test
  void aRedirectIsNotFollowedAndNothingIsSentTwice() throws Exception {
    for (var status : new int[] {301, 302, 303, 307, 308, 401, 407, 503}) {
      try (var elsewhere = new ScriptedServer();
          var server = new ScriptedServer(ScriptedServer.says(status, "text/plain", "", "Location: " + elsewhere.url(), "Set-Cookie: a=b",
              "WWW-Authenticate: Basic realm=x", "Retry-After: 0"));
          var http = http(SSLContext.getDefault())) {
        assertThat(http.post(endpoint(server.url()), message(), Instant.now()).status()).isEqualTo(status);
        assertThat(server.requests()).hasSize(1);
        assertThat(elsewhere.requests()).isEmpty();
        http.post(endpoint(server.url()), message(), Instant.now());
        assertThat(server.requests().get(1).headers()).doesNotContainKey("cookie");
      }
    }
  }

  @Test
  void whoHangsIsCutOff() throws Exception {
    isCutOff(ScriptedServer.hangs());
  }

  @Test
  void whoDripsHeadersIsCutOff() throws Exception {
    isCutOff((out, server) -> {
      write(out, "HTTP/1.1 200 OK\r\n");
      for (var at = 0; at < 600; at++) {
        write(out, "X-" + at + ": x\r\n");
        TimeUnit.MILLISECONDS.sleep(100);
      }
    });
  }

  @Test
  void whoSaysForeverThatItGoesOnIsCutOff() throws Exception {
    isCutOff((out, server) -> {
      for (var at = 0; at < 6_000; at++) {
        write(out, "HTTP/1.1 103 Early Hints\r\n\r\n");
        TimeUnit.MILLISECONDS.sleep(10);
      }
    });
  }

  @Test
  void endlessHeadersAreNotRead() throws Exception {
    var answer = answers((out, server) -> {
      write(out, "HTTP/1.1 200 OK\r\n");
      for (var at = 0; at < 100_000; at++) {
        write(out, "X-" + at + ": x\r\n");
      }
    });
    assertThat(answer.isTaken()).isFalse();
    var line = answers((out, server) -> {
      write(out, "HTTP/1.1 200 OK\r\nX: ");
      for (var at = 0; at < 100_000; at++) {
        write(out, "xxxxxxxxxxxxxxxx");
      }
    });
    assertThat(line.isTaken()).isFalse();
  }

  @Test
  void ofALongAnswerLittleIsRead() throws Exception {
    var written = new AtomicInteger();
    Reply twentyMegabytes = (out, server) -> {
      write(out, "HTTP/1.1 200 OK\r\nContent-Length: 20971520\r\n\r\n");
      for (var at = 0; at < 20_480; at++) {
        out.write(new byte[1_024]);
        written.incrementAndGet();
      }
    };
    assertThat(answers(twentyMegabytes).isTaken()).isTrue();
    assertThat(written.get()).as("kibibytes that fit into the buffers of the two systems").isLessThan(20_000);
    Reply chunks = (out, server) -> {
      write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
      for (var at = 0; at < 20_480; at++) {
        write(out, "400\r\n" + "x".repeat(1_024) + "\r\n");
      }
    };
    assertThat(answers(chunks).isTaken()).isTrue();
  }

  @Test
  void anAnswerWhoseBodyDripsIsTakenAndSlow() throws Exception {
    var answer = answers(LONGEST, (out, server) -> {
      write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
      for (var at = 0; at < 1_000; at++) {
        write(out, "x");
        TimeUnit.MILLISECONDS.sleep(100);
      }
    });
    assertThat(answer.isTaken()).isTrue();
    assertThat(answer.took()).isBetween(LONGEST.minusMillis(200), SOON_AFTER);
  }

  @Test
  void aPackedAnswerIsNotUnpacked() throws Exception {
    assertThat(answers(ScriptedServer.says(200, "text/plain", "no gzip at all", "Content-Encoding: gzip")).isTaken()).isTrue();
  }

  @Test
  void whoDoesNotShakeHandsIsCutOff() throws Exception {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress()); var http = http(SSLContext.getDefault(), LONGEST)) {
      var answer = http.post(endpoint("https://localhost:" + silent.getLocalPort()), message(), Instant.now());
      assertThat(answer.reason()).isEqualTo(Reason.TIMEOUT);
      assertThat(answer.took()).isLessThan(SOON_AFTER);
    }
  }

  @Test
  void nobodyListens() throws Exception {
    int port;
    try (var closed = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    try (var http = http(SSLContext.getDefault())) {
      assertThat(http.post(endpoint("http://127.0.0.1:" + port), message(), Instant.now()).reason()).isEqualTo(Reason.NO_CONNECTION);
    }
  }

  @Test
  void theCertificateMustBeOfTheNameAndOfSomebodyKnown() throws Exception {
    var right = TestCertificate.of("localhost");
    var other = TestCertificate.of("other.example");
    try (var server = new ScriptedServer("https", right.server().getServerSocketFactory());
        var wrong = new ScriptedServer("https", other.server().getServerSocketFactory())) {
      try (var http = http(right.clientContext())) {
        assertThat(http.post(endpoint(server.url()), message(), Instant.now()).status()).isEqualTo(201);
        assertThat(http.post(endpoint(wrong.url()), message(), Instant.now()).reason()).as("of nobody known").isEqualTo(Reason.TLS);
      }
      try (var http = http(other.clientContext())) {
        assertThat(http.post(endpoint(wrong.url()), message(), Instant.now()).reason()).as("of another name").isEqualTo(Reason.TLS);
      }
      try (var http = http(SSLContext.getDefault())) {
        assertThat(http.post(endpoint(server.url()), message(), Instant.now()).reason()).isEqualTo(Reason.TLS);
      }
      assertThat(wrong.requests()).isEmpty();
    }
  }

  /** A name that was public when it was looked at, and is this machine a moment later. */
  @Test
  void aNameThatTurnsToThisMachineLeadsNowhere() throws Exception {
    var asked = new AtomicInteger();
    Names turning = host -> asked.getAndIncrement() == 0 ? addresses("8.8.8.8") : addresses("127.0.0.1");
    try (var server = new ScriptedServer();
        var http = new WebhookHttp(new CheckedAddresses(turning, true), SSLContext.getDefault(), PATIENT)) {
      assertThat(http.isAllowed("turning.example")).isTrue();
      var port = URI.create(server.url()).getPort();
      assertThat(http.post(endpoint("http://turning.example:" + port), message(), Instant.now()).reason())
          .isEqualTo(Reason.NO_PUBLIC_ADDRESS);
      assertThat(asked).hasValue(2);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void theAddressConnectedToIsTheOneThatWasLookedUp() throws Exception {
    // No name server knows it, so only what we looked up can lead there.
    Names ours = host -> addresses("127.0.0.1");
    try (var server = new ScriptedServer();
        var http = new WebhookHttp(new CheckedAddresses(ours, true), SSLContext.getDefault(), PATIENT)) {
      var port = URI.create(server.url()).getPort();
      assertThat(http.post(endpoint("http://localhost:" + port), message(), Instant.now()).status()).isEqualTo(201);
      assertThat(server.requests().get(0).header("Host")).isEqualTo("localhost:" + port);
    }
  }

  @Test
  void anIpv6AddressIsWrittenInBrackets() throws Exception {
    try (var server = new ServerSocket(0, 50, InetAddress.getByName("::1")); var http = http(SSLContext.getDefault())) {
      var answering = new Thread(() -> {
        try (var socket = server.accept()) {
          socket.getInputStream().read(new byte[4_096]);
          write(socket.getOutputStream(), "HTTP/1.1 204 No Content\r\n\r\n");
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
      answering.start();
      assertThat(http.post(endpoint("http://[::1]:" + server.getLocalPort() + "/"), message(), Instant.now()).status()).isEqualTo(204);
      answering.join();
    } catch (BindException e) {
      Assumptions.abort("this machine has no IPv6");
    }
  }

  @Test
  void oneWrongAddressOfANameIsEnough() throws Exception {
    var right = new CheckedAddresses(host -> addresses("8.8.8.8", "2606:4700::1111"), false);
    assertThat(right.resolve("receiver.example")).hasSize(2);
    for (var wrong : List.of("127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fe80::1", "::ffff:10.0.0.1", "64:ff9b::10.0.0.1",
        "fd00::1")) {
      var addresses = new CheckedAddresses(host -> addresses("8.8.8.8", wrong), false);
      assertThat(refuses(addresses, "receiver.example")).as(wrong).isEqualTo("no public address");
    }
    assertThat(refuses(new CheckedAddresses(host -> new InetAddress[0], false), "receiver.example")).isEqualTo("no public address");
    assertThat(refuses(new CheckedAddresses(host -> {
      throw new UnknownHostException(host + " is not known");
    }, false), "receiver.example")).as("the same words").isEqualTo("no public address");
  }

  @Test
  void thisMachineIsNoReceiverUnlessItIsWrittenAndInviteesAreHereToo() throws Exception {
    assertThat(refuses(new CheckedAddresses(Names.OF_THIS_MACHINE, false), "127.0.0.1")).isNotNull();
    assertThat(refuses(new CheckedAddresses(Names.OF_THIS_MACHINE, false), "localhost")).isNotNull();
    assertThat(new CheckedAddresses(Names.OF_THIS_MACHINE, true).resolve("127.0.0.1")).isNotEmpty();
    assertThat(refuses(new CheckedAddresses(host -> addresses("10.0.0.1"), true), "localhost")).as("whatever it means").isNotNull();
    var own = Collections.list(NetworkInterface.getNetworkInterfaces()).stream().flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress()).toList();
    for (var address : own) {
      for (var loopbackToo : List.of(true, false)) {
        assertThat(refuses(new CheckedAddresses(host -> new InetAddress[] {address}, loopbackToo), "receiver.example")).isNotNull();
      }
    }
  }

  private static String refuses(CheckedAddresses addresses, String host) {
    try {
      addresses.resolve(host);
      return null;
    } catch (UnknownHostException e) {
      return e.getMessage();
    }
  }

  private static InetAddress[] addresses(String... written) throws UnknownHostException {
    var all = new InetAddress[written.length];
    for (var at = 0; at < written.length; at++) {
      all[at] = InetAddress.getByName(written[at]);
    }
    return all;
  }

  private static void isCutOff(Reply reply) throws Exception {
    var answer = answers(LONGEST, reply);
    assertThat(answer.reason()).isEqualTo(Reason.TIMEOUT);
    assertThat(answer.took()).isBetween(LONGEST.minusMillis(200), SOON_AFTER);
  }

  private static Answer answers(Reply reply) throws Exception {
    return answers(PATIENT, reply);
  }

  private static Answer answers(Duration longest, Reply reply) throws Exception {
    try (var server = new ScriptedServer(reply); var http = http(SSLContext.getDefault(), longest)) {
      return http.post(endpoint(server.url()), message(), Instant.now());
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static WebhookHttp http(SSLContext tls) {
    return http(tls, PATIENT);
  }

  private static WebhookHttp http(SSLContext tls, Duration longest) {
    return new WebhookHttp(new CheckedAddresses(Names.OF_THIS_MACHINE, true), tls, longest);
  }

  private static Endpoint endpoint(String url) {
    return new Endpoint(URI.create(url), List.of(new byte[32]));
  }

  private static Message message() {
    return new Message("id", "{\"a\":1}".getBytes(StandardCharsets.US_ASCII));
  }
}
