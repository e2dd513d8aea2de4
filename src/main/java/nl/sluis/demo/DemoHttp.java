package nl.sluis.demo;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** The calls of the demonstration's people, as anybody outside makes them. */
final class DemoHttp {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final String publicUrl;

  DemoHttp(String publicUrl) {
    this.publicUrl = publicUrl;
  }

  /** @param headers name, value, name, value */
  Answer get(String path, String... headers) {
    return send(request(path, headers).GET());
  }

  /** @param headers name, value, name, value */
  Answer post(String path, Map<String, ?> body, String... headers) {
    try {
      return send(request(path, headers).header("Content-Type", "application/json")
          .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    } catch (IOException e) {
      throw new IllegalStateException("the call of the demonstration could not be written", e);
    }
  }

  private HttpRequest.Builder request(String path, String... headers) {
    return HttpRequest.newBuilder(URI.create(publicUrl + path)).timeout(Duration.ofSeconds(10)).headers(headers);
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body().isEmpty() ? Map.of() : JSON.readValue(answer.body(), OBJECT));
    } catch (IOException e) {
      throw new IllegalStateException("the call of the demonstration could not be made", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  record Answer(int status, Map<String, Object> body) {
    Answer orFail() {
      if (status >= 300) {
        throw new IllegalStateException("the call of the demonstration was answered " + status);
      }
      return this;
    }
  }
}
