package nl.sluis.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import nl.sluis.testing.RawHttp;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The deadlines, with short ones: on a server of Jetty alone. */
@Execution(ExecutionMode.CONCURRENT)
class DeadlinesTest {
  private static final Duration SHORT = Duration.ofSeconds(1);
  /** For what must be in time. */
  private static final Duration LONG = Duration.ofSeconds(5);
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  @Test
  void aBodyThatKeepsAPaceEndsAllTheSame() throws Exception {
    var ended = new CompletableFuture<Throwable>();
    serves((request, response, callback) -> {
      try (var body = Content.Source.asInputStream(new TimedBody(request, SHORT))) {
        body.readAllBytes();
        ended.complete(null);
      } catch (Exception e) {
        ended.complete(e);
      }
      callback.succeeded();
    });
    try (var socket = connects()) {
      sends(socket, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
      while (!ended.isDone()) {
        sends(socket, "1\r\nx\r\n");
        TimeUnit.MILLISECONDS.sleep(10);
      }
    }
    // Whoever reads just then meets what Jetty left there when it ended the request, and not the reason.
    assertThat(ended.get()).satisfiesAnyOf(e -> assertThat(e).hasStackTraceContaining("the body came too slowly"),
        e -> assertThat(e).hasStackTraceContaining("Unconsumed"));
  }

  @Test
  void aBodyInTimeIsReadToItsEndHoweverLongTheWorkTakes() throws Exception {
    var read = new CompletableFuture<String>();
    serves((request, response, callback) -> {
      try (var body = Content.Source.asInputStream(new TimedBody(request, LONG))) {
        var text = new String(body.readAllBytes(), US_ASCII);
        TimeUnit.MILLISECONDS.sleep(LONG.plus(SHORT).toMillis());
        response.write(true, ByteBuffer.wrap("well".getBytes(US_ASCII)), callback);
        read.complete(text);
      }
    });
    var answer = RawHttp.exchange(connector.getLocalPort(),
        "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello", 60_000);
    assertThat(read.get(60, TimeUnit.SECONDS)).isEqualTo("hello");
    assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("well");
  }

  @Test
  void whoDoesNotReadAnAnswerIsCutOffAndItsThreadWasFreeBefore() throws Exception {
    var written = new CompletableFuture<Boolean>();
    var ended = new CompletableFuture<Throwable>();
    serves((request, response, callback) -> {
      var answer = new HeldAnswer(request, response, Callback.from(callback, Callback.from(() -> ended.complete(null), ended::complete)),
          SHORT);
      answer.write(true, ByteBuffer.allocate(20_000_000), Callback.NOOP);
      answer.succeeded();
      written.complete(true);
    });
    try (var socket = connects()) {
      sends(socket, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(written.get(60, TimeUnit.SECONDS)).as("the thread goes on at once").isTrue();
      assertThat(ended.get(60, TimeUnit.SECONDS)).hasStackTraceContaining("the answer was not read");
    }
  }

  @Test
  void headersThatTrickleEndAndOnesThatComeDoNot() throws Exception {
    serves((request, response, callback) -> response.write(true, ByteBuffer.wrap("well".getBytes(US_ASCII)), callback));
    try (var socket = connects(); var patient = connects()) {
      sends(socket, "GET / HTTP/1.1\r\nHost: a\r\nX: ");
      var closed = CompletableFuture.supplyAsync(() -> reads(socket));
      while (!closed.isDone()) {
        sends(socket, "x");
        sends(patient, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(patient.getInputStream().readNBytes(10)).isEqualTo("HTTP/1.1 2".getBytes(US_ASCII));
        TimeUnit.MILLISECONDS.sleep(10);
        patient.getInputStream().skipNBytes(patient.getInputStream().available());
      }
      assertThat(closed.get()).isEmpty();
    }
  }

  private static String reads(Socket socket) {
    try {
      return new String(RawHttp.rest(socket), US_ASCII);
    } catch (IOException e) {
      return "";
    }
  }

  private interface Work {
    void handle(Request request, Response response, Callback callback) throws Exception;
  }

  private void serves(Work work) throws Exception {
    connector.addBean(new HeaderDeadline(connector, SHORT));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(new Handler.Abstract() {
      @Override
      public boolean handle(Request request, Response response, Callback callback) throws Exception {
        work.handle(request, response, callback);
        return true;
      }
    });
    server.start();
  }

  private Socket connects() throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(1);
    socket.setSoTimeout(60_000);
    socket.connect(new InetSocketAddress("127.0.0.1", connector.getLocalPort()));
    return socket;
  }

  private static void sends(Socket socket, String text) throws IOException {
    try {
      socket.getOutputStream().write(text.getBytes(US_ASCII));
    } catch (SocketException closed) {
      // Which is what is waited for.
    }
  }
}
