package nl.sluis.webhook;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import nl.sluis.webhook.Answer.Reason;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends one message and hears what the receiver says. Straight on: no redirect, no proxy, no cookie, no second attempt, no decompression. Each message has
 * a connection of its own, to an address that was just checked. Fifteen seconds after its beginning an attempt is over, wherever it stands.
 */
final class WebhookHttp implements AutoCloseable {
  static final Duration LONGEST = Duration.ofSeconds(15);
  /** Enough for a short answer to come to its end. Nobody reads it. */
  private static final int MOST_READ = 1_024;
  private static final int MOST_HEADERS = 100;
  private static final int LONGEST_LINE = 8_192;
  private static final ContentType JSON = ContentType.create("application/json");
  private static final Timeout CONNECTING = Timeout.ofSeconds(5);

  private final CheckedAddresses addresses;
  private final Duration longest;
  private final SSLContext tls;
  /** Made for the first message: most gateways have no webhook, and a start does not wait for its classes. */
  private CloseableHttpClient client;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
    var thread = new Thread(work, "webhook-timer");
    thread.setDaemon(true);
    return thread;
  });

  /**
   * @param tls     whose certificates are believed
   * @param longest after which an attempt is over
   */
  WebhookHttp(CheckedAddresses addresses, SSLContext tls, Duration longest) {
    this.addresses = addresses;
    this.tls = tls;
    this.longest = longest;
  }

  private synchronized CloseableHttpClient client() {
    if (client == null) {
      client = make();
    }
    return client;
  }

  private CloseableHttpClient make() {
    var timeout = Timeout.of(longest);
    var connections = PoolingHttpClientConnectionManagerBuilder.create()
        .setDnsResolver(addresses)
        .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls))
        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
            .http1Config(Http1Config.custom().setMaxHeaderCount(MOST_HEADERS).setMaxLineLength(LONGEST_LINE).build()).build())
        .setDefaultConnectionConfig(ConnectionConfig.custom().setConnectTimeout(CONNECTING).setSocketTimeout(timeout).build())
        .setMaxConnTotal(Lanes.ALL).setMaxConnPerRoute(Lanes.ALL).build();
    return HttpClients.custom().setConnectionManager(connections)
        .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(timeout).setProtocolUpgradeEnabled(false).build())
        .setConnectionReuseStrategy((request, response, context) -> false)
        .setUserAgent("Sluis")
        .disableRedirectHandling().disableAutomaticRetries().disableCookieManagement().disableContentCompression().disableAuthCaching()
        .build();
  }

  /** @return whether messages may go there now */
  boolean isAllowed(String host) {
    try {
      return addresses.resolve(host).length > 0;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** @param at what {@code webhook-timestamp} says. @return in any case, whatever the receiver does */
  Answer post(Endpoint endpoint, Message message, Instant at) {
    var begun = System.nanoTime();
    var over = new AtomicBoolean();
    var post = new HttpPost(endpoint.url());
    post.setHeader(HttpHeaders.CONNECTION, "close");
    post.setHeader("webhook-id", message.id());
    post.setHeader("webhook-timestamp", String.valueOf(at.getEpochSecond()));
    post.setHeader("webhook-signature", message.signature(at, endpoint.secrets()));
    post.setEntity(new ByteArrayEntity(message.body(), JSON));
    var end = timer.schedule(() -> {
      over.set(true);
      post.cancel();
    }, longest.toMillis(), TimeUnit.MILLISECONDS);
    try {
      var response = client().executeOpen(null, post, null);
      passOver(response);
      return Answer.of(response.getCode(), value(response.getFirstHeader(HttpHeaders.RETRY_AFTER)), since(begun));
    } catch (IOException | RuntimeException e) {
      return Answer.none(over.get() ? Reason.TIMEOUT : reason(e), since(begun));
    } finally {
      end.cancel(false);
      // The connection ends here, whatever is left of the answer. To close the answer would read all of it.
      post.cancel();
    }
  }

  /** So that a receiver whose answer is short sees it go its way. The status came whole, whatever happens here. */
  private static void passOver(ClassicHttpResponse response) {
    try {
      if (response.getEntity() != null) {
        response.getEntity().getContent().readNBytes(MOST_READ);
      }
    } catch (IOException e) {
      // Nobody reads it.
    }
  }

  private static String value(Header header) {
    return header == null ? null : header.getValue();
  }

  private static Duration since(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private static Reason reason(Exception e) {
    if (e instanceof UnknownHostException) {
      return Reason.NO_PUBLIC_ADDRESS;
    }
    if (e instanceof SSLException) {
      return Reason.TLS;
    }
    if (e instanceof ConnectTimeoutException || e instanceof SocketException && !"Connection reset".equals(e.getMessage())) {
      return Reason.NO_CONNECTION;
    }
    // The socket's own time is as long as the timer's, and may be over first.
    if (e instanceof SocketTimeoutException) {
      return Reason.TIMEOUT;
    }
    return Reason.BROKEN;
  }

  @Override
  public synchronized void close() throws IOException {
    timer.shutdown();
    if (client != null) {
      client.close();
    }
  }
}
