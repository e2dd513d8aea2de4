package nl.sluis.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;

/** An HTTP answer, with its body read as JSON where it is. */
public record Answer(int status, HttpResponse<String> http) {
  static Answer of(HttpResponse<String> http) {
    return new Answer(http.statusCode(), http);
  }

  public JsonNode json() {
    try {
      return Meetings.JSON.readTree(http.body());
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + http.body(), e);
    }
  }

  public String text(String field) {
    return json().path(field).asText(null);
  }

  /** @return {@code wrong-code} of {@code urn:sluis:problem:wrong-code} */
  public String problem() {
    return String.valueOf(text("type")).replace("urn:sluis:problem:", "");
  }

  @Override
  public String toString() {
    return status + " " + http.body();
  }
}
