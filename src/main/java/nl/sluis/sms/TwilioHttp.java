package nl.sluis.sms;

import com.twilio.http.HttpMethod;
import com.twilio.http.Request;
import com.twilio.http.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.core5.http.Header;

/**
 * The connection of Twilio's SDK to Twilio, for one text message or one question. The SDK's own client sends a POST again after any 5xx, which may be a second
 * message, and keeps the last request, number and code included, in a field; this one does neither. It can be pointed at another base URL,
 * which the SDK cannot.
 *
 * <p>One instance per message, because the deadline is the message's. Of an answer it remembers two numbers.
 */
final class TwilioHttp extends com.twilio.http.HttpClient {
  private static final int MAX_ANSWER = 65_536;
  private final HttpClient client;
  private final String baseUrl;
  private final long deadline;
  private int status;
  private Duration retryAfter = Duration.ZERO;

  /**
   * @param baseUrl  without a trailing slash; null for Twilio's own
   * @param deadline as of {@link System#nanoTime}, for all requests of this message together
   */
  TwilioHttp(HttpClient client, String baseUrl, long deadline) {
    this.client = client;
    this.baseUrl = baseUrl;
    this.deadline = deadline;
  }

  /**
   * A client that stays on the straight way: no redirect, no proxy of the system's, no cookie, no second protocol that
   * resends by itself.
   */
  static HttpClient client(Duration connectTimeout) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .proxy(HttpClient.Builder.NO_PROXY)
        .connectTimeout(connectTimeout)
        .build();
  }

  /** The name is the SDK's; to us reliable means once. */
  @Override
  public Response reliableRequest(Request request) {
    return makeRequest(request);
  }

  @Override
  public Response reliableRequest(Request request, int[] retryCodes, int retries, long delayMillis) {
    return makeRequest(request);
  }

  /** @throws UnansweredException if there was no whole answer before the deadline */
  @Override
  public Response makeRequest(Request request) {
    status = 0;
    retryAfter = Duration.ZERO;
    var form = request.encodeFormBody().getBytes(StandardCharsets.UTF_8);
    HttpResponse<String> answer;
    try {
      answer = await(toJdk(request, form));
    } finally {
      Arrays.fill(form, (byte) 0);
    }
    status = answer.statusCode();
    retryAfter = answer.headers().firstValue("Retry-After").map(TwilioHttp::seconds).orElse(Duration.ZERO);
    // No headers, rather than null: the SDK walks them when its logger is at DEBUG.
    return new Response(answer.body(), status, new Header[0]);
  }

  /** @return of the last answer; 0 if there was none */
  int status() {
    return status;
  }

  /** @return how long the last answer asks to wait; zero if it does not say */
  Duration retryAfter() {
    return retryAfter;
  }

  URI target(Request request) {
    var url = request.constructURL();
    return URI.create(baseUrl == null ? url.toString() : baseUrl + url.getFile());
  }

  private HttpRequest toJdk(Request request, byte[] form) {
    var asked = HttpRequest.newBuilder(target(request))
        .header("Authorization", request.getAuthString())
        .header("Accept", "application/json")
        .header("User-Agent", "sluis");
    if (request.getMethod() == HttpMethod.GET) {
      return asked.GET().build();
    }
    if (request.getMethod() != HttpMethod.POST) {
      throw new IllegalArgumentException("Messages are created here, and the account is read");
    }
    return asked.header("Content-Type", "application/x-www-form-urlencoded").POST(body(form)).build();
  }

  /**
   * A connection keeps the first request that it carried for as long as it lives, twenty minutes and more. Of a string it would keep
   * copies; of this it keeps the array, which is wiped.
   */
  private static HttpRequest.BodyPublisher body(byte[] form) {
    return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(form)), form.length);
  }

  private HttpResponse<String> await(HttpRequest request) {
    // The request's own timeout ends with the headers; this wait includes the body, so a slow drip cannot outlive the
    // deadline.
    var exchange = client.sendAsync(request, head -> new BoundedText(MAX_ANSWER));
    try {
      return exchange.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw unanswered(e.getCause());
    } catch (TimeoutException e) {
      exchange.cancel(true);
      throw new UnansweredException(SmsOutcome.UNKNOWN, "no answer in time");
    } catch (InterruptedException e) {
      exchange.cancel(true);
      Thread.currentThread().interrupt();
      throw new UnansweredException(SmsOutcome.UNKNOWN, "interrupted");
    }
  }

  /**
   * Without a connection not a byte of the request left, so nothing was sent and the message may be tried again. A
   * certificate that we refuse ends a call before the request too, but no time heals it. Anything else may have
   * happened after Twilio had read the request.
   */
  private static UnansweredException unanswered(Throwable cause) {
    if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
      return new UnansweredException(SmsOutcome.BUSY, "no connection");
    }
    for (var reason = cause; reason != null; reason = reason.getCause()) {
      if (reason instanceof CertificateException) {
        return new UnansweredException(SmsOutcome.OPERATOR_MUST_ACT, "certificate refused");
      }
    }
    return new UnansweredException(SmsOutcome.UNKNOWN,
        cause instanceof IOException ? "connection broken" : cause.getClass().getName());
  }

  private static Duration seconds(String header) {
    return header.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(header)) : Duration.ZERO;
  }
}
