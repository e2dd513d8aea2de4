package nl.sluis.zoom;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The way to Zoom: no redirect, no proxy of the system's, no cookie, no second protocol, bounded in bytes and time. It is made anew for each work and
 * dropped after it, for two reasons. A request then never meets a connection that the other side has just closed, which would leave open whether a
 * meeting was made. And the buffers of a connection end with it, with what passed through them.
 */
final class ZoomHttp {
  private static final int MOST_BYTES = 1 << 20;
  private static final Duration CONNECTING = Duration.ofSeconds(5);
  private static final ExecutorService THREADS = Executors.newCachedThreadPool(work -> {
    var thread = new Thread(work, "zoom");
    thread.setDaemon(true);
    return thread;
  });
  private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER)
      .proxy(HttpClient.Builder.NO_PROXY).connectTimeout(CONNECTING).executor(THREADS).build();

  /**
   * @param authorization the header's value
   * @param body          null for none; not wiped here
   * @return to be closed
   * @throws NoAnswerException nothing whole came before the deadline
   */
  ZoomAnswer send(String method, URI url, String authorization, String type, byte @Nullable [] body, Deadline deadline) {
    // As a stream, because a connection keeps its first request as long as it lives: then it keeps this array, which its owner wipes.
    var publisher = body == null
        ? BodyPublishers.noBody()
        : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)), body.length);
    var request = HttpRequest.newBuilder(url).header("Authorization", authorization).header("Accept", "application/json")
        .header("User-Agent", "Sluis").method(method, publisher);
    if (body != null) {
      request.header("Content-Type", type);
    }
    var exchange = client.sendAsync(request.build(), head -> new BoundedBytes(MOST_BYTES));
    try {
      // This includes the body, which the request's own timeout does not.
      var response = exchange.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
      return new ZoomAnswer(response.statusCode(), response.headers(), response.body());
    } catch (ExecutionException e) {
      throw noAnswer(e.getCause());
    } catch (TimeoutException e) {
      exchange.cancel(true);
      throw new NoAnswerException("no answer in time", true);
    } catch (InterruptedException e) {
      exchange.cancel(true);
      Thread.currentThread().interrupt();
      throw new NoAnswerException("interrupted", true);
    }
  }

  /** Without a connection not a byte of the request left. */
  private static NoAnswerException noAnswer(Throwable cause) {
    if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
      return new NoAnswerException("no connection", false);
    }
    if (cause instanceof SSLException) {
      return new NoAnswerException("TLS failed", true);
    }
    return new NoAnswerException(cause instanceof IOException ? "connection broken, or the answer too long" : cause.getClass().getName(),
        true);
  }
}
