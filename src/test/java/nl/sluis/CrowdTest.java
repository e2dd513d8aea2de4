package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nl.sluis.testing.CapturedLog;
import nl.sluis.testing.Http;
import nl.sluis.testing.LocalSluis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many who connect and say nothing, little or too much: others are served as ever. {@code -Dsluis.crowd=10000} for more of them. */
@Tag("slow")
class CrowdTest {
  private static final int CROWD = Integer.getInteger("sluis.crowd", 2_000);
  /** Before an idle connection is closed, which is after thirty seconds: so nobody waits for the crowd. */
  private static final Duration SOON = Duration.ofSeconds(25);
  private static LocalSluis sluis;

  @BeforeAll
  static void start() {
    sluis = LocalSluis.started();
    sluis.clientKey();
  }

  @AfterAll
  static void stop() {
    sluis.close();
  }

  @Test
  void thousandsOfIdleConnectionsHoldUpNobodyAndTakeNoThreads() throws Exception {
    var threads = Thread.getAllStackTraces().size();
    var idle = new ArrayList<Socket>();
    try {
      for (var i = 0; i < CROWD; i++) {
        // A third each: silent, in the middle of its headers, and kept alive after an answer.
        idle.add(says(i % 3 == 0
            ? ""
            : i % 3 == 1 ? "GET /i HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: " : "GET /i HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"));
      }
      var slowest = serves(20);
      System.out.println(CROWD + " idle connections: slowest of 20 requests " + slowest.toMillis() + " ms, threads " + threads + " then "
          + Thread.getAllStackTraces().size());
      assertThat(slowest).isLessThan(SOON);
      assertThat(Thread.getAllStackTraces()).as("a few, to serve them; not one each").hasSizeLessThan(threads + CROWD / 5);
    } finally {
      close(idle);
    }
  }

  @Test
  void bodiesThatNeverEndHoldUpNobodyAndAreNoFaultOfOurs() throws Exception {
    var threads = Thread.getAllStackTraces().size();
    var slow = new ArrayList<Socket>();
    try (var log = new CapturedLog()) {
      for (var i = 0; i < 300; i++) {
        slow.add(says("POST /link/status HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\n"
            + "Content-Length: 100\r\n\r\n{\"acc"));
      }
      assertThat(serves(20)).isLessThan(SOON);
      assertThat(Thread.getAllStackTraces()).as("none takes a thread").hasSizeLessThan(threads + 200);
      close(slow);
      assertThat(serves(2)).isLessThan(SOON);
      assertThat(log.text()).doesNotContain("Unexpected", "POST /link/status", " ERROR ");
    } finally {
      close(slow);
    }
  }

  @Test
  void hugeHeadersAreRefusedAndNothingElseHappens() throws Exception {
    for (var header : List.of("X-Huge: " + "a".repeat(1 << 16), "Cookie: " + "b=c; ".repeat(1 << 13),
        "Authorization: Bearer " + "d".repeat(1 << 15))) {
      try (var socket = says("GET /v1/invitations HTTP/1.1\r\nHost: 127.0.0.1\r\n" + header + "\r\n\r\n")) {
        var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        assertThat(answer).isEqualTo("HTTP/1.1 431");
      }
    }
    try (var socket = says("GET /" + "x".repeat(1 << 16) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")) {
      assertThat(new String(socket.getInputStream().readNBytes(11), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 41");
    }
    assertThat(serves(2)).isLessThan(SOON);
  }

  /** @return how long the slowest took */
  private static Duration serves(int many) {
    var slowest = Duration.ZERO;
    for (var i = 0; i < many; i++) {
      var begun = System.nanoTime();
      assertThat(Http.send("GET", sluis.settings.publicUrl() + "/i", null).status()).isEqualTo(200);
      assertThat(sluis.postsInterview().id()).hasSize(22);
      var took = Duration.ofNanos(System.nanoTime() - begun);
      slowest = took.compareTo(slowest) > 0 ? took : slowest;
    }
    return slowest;
  }

  private static Socket says(String text) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), sluis.settings.port());
    socket.setSoTimeout(60_000);
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
    } catch (IOException e) {
      // Refused while it was still speaking: the answer is there.
    }
    return socket;
  }

  private static void close(List<Socket> sockets) throws IOException {
    for (var socket : sockets) {
      socket.close();
    }
  }
}
