package nl.sluis.zoom;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import nl.sluis.secret.ForgetfulJson;
import org.jspecify.annotations.Nullable;

/** One whole answer, with Zoom's code if it has one. Of its body only the fields that are asked for leave it. Closing wipes it. */
final class ZoomAnswer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper(ForgetfulJson.factory().build());
  private static final Pattern TRACKING = Pattern.compile("[A-Za-z0-9=;:._/+-]{1,128}");
  private final int status;
  private final HttpHeaders headers;
  private final byte[] body;
  private final @Nullable Integer code;

  ZoomAnswer(int status, HttpHeaders headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    // With status 200 too Zoom says that a plan lacks something.
    var found = status < 300 && status != 200 ? null : json(Set.of("code")).path("code");
    this.code = found != null && found.canConvertToInt() && found.isIntegralNumber() ? found.intValue() : null;
  }

  int status() {
    return status;
  }

  /** @return Zoom's; null if there is none, as in what is not of Zoom, or is no JSON */
  @Nullable
  Integer code() {
    return code;
  }

  boolean isRefused(int refusedStatus, int refusedCode) {
    return status == refusedStatus && code != null && code == refusedCode;
  }

  /** @return done, as Zoom's description promises it for this status */
  boolean isDone() {
    return status >= 200 && status < 300 && code == null;
  }

  HttpHeaders headers() {
    return headers;
  }

  /** @return Zoom's number of this exchange, in one shape only, because others wrote it */
  String tracking() {
    return headers.firstValue("x-zm-trackingid").filter(id -> TRACKING.matcher(id).matches()).orElse("none");
  }

  /** @return whether it speaks of a day's limit. Zoom's text says it too, and nothing else of that text is used */
  boolean isOfTheDay() {
    return headers.firstValue("X-RateLimit-Type").orElse("").toLowerCase(Locale.ROOT).startsWith("daily")
        || json(Set.of("message")).path("message").asText().toLowerCase(Locale.ROOT).contains("daily");
  }

  /**
   * Reads some fields, and passes over all others without making a text of them.
   *
   * @param names of the outermost object
   * @return an empty object if the body is no JSON object
   */
  ObjectNode json(Set<String> names) {
    var found = JSON.createObjectNode();
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return found;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        var name = parser.currentName();
        parser.nextToken();
        if (names.contains(name)) {
          found.set(name, JSON.<JsonNode>readTree(parser));
        } else {
          parser.skipChildren();
        }
      }
      return parser.currentToken() == JsonToken.END_OBJECT ? found : JSON.createObjectNode();
    } catch (IOException e) {
      return JSON.createObjectNode();
    }
  }

  @Override
  public void close() {
    Arrays.fill(body, (byte) 0);
  }

  @Override
  public String toString() {
    return "ZoomAnswer[" + status + ", code " + code + "]";
  }
}
