package nl.sluis.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import nl.sluis.openapi.Contract;
import nl.sluis.openapi.Exchange;

/** One HTTP client for the tests, that waits no longer than a test may. */
public final class Http {
  static {
    // A gateway closes a connection that was idle for thirty seconds. Who keeps it as long may ask over it just then, and a POST is not
    // repeated by this client.
    System.setProperty("jdk.httpclient.keepalive.timeout", "10");
  }

  private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
      .connectTimeout(Duration.ofSeconds(60)).build();

  private Http() {}

  /** Asks as browsers do, who take every coding. @param headers name, value, name, value, … */
  public static Answer send(String method, String url, String body, String... headers) {
    var request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(60))
        .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
    for (var i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    if (body != null && !List.of(headers).contains("Content-Type")) {
      request.header("Content-Type", "application/json");
    }
    if (!List.of(headers).contains("Accept-Encoding")) {
      request.header("Accept-Encoding", "gzip, deflate, br, zstd");
    }
    try {
      var sent = request.build();
      var answer = CLIENT.send(sent, HttpResponse.BodyHandlers.ofString());
      if (Contract.watches(sent.uri().getPort())) {
        Contract.check(exchange(sent, body, answer));
      }
      return Answer.of(answer);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(method + " " + url, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Exchange exchange(HttpRequest sent, String body, HttpResponse<String> answer) {
    var query = sent.uri().getRawQuery() == null ? "" : "?" + sent.uri().getRawQuery();
    return new Exchange(sent.method(), sent.uri().getRawPath() + query, sent.headers().map(), body, answer.statusCode(),
        answer.headers().map(), answer.body());
  }
}
