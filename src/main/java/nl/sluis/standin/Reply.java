package nl.sluis.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

import static java.nio.charset.StandardCharsets.UTF_8;

/** One answer, or what comes in place of one. */
record Reply(int status, Map<String, String> headers, byte[] body, End end) {
  /** How it ends. */
  enum End {
    WHOLE,
    NEVER,
    CUT,
    HALF
  }

  static Reply json(int status, JsonNode body) {
    return new Reply(status, Map.of("Content-Type", "application/json;charset=UTF-8"), body.toString().getBytes(UTF_8), End.WHOLE);
  }

  static Reply empty(int status) {
    return new Reply(status, Map.of(), new byte[0], End.WHOLE);
  }

  static Reply text(int status, String type, String body) {
    return new Reply(status, Map.of("Content-Type", type), body.getBytes(UTF_8), End.WHOLE);
  }

  /** As Zoom writes all that it refuses. */
  static Reply error(int status, int code, String message) {
    return json(status, Json.object().put("code", code).put("message", message));
  }

  Reply with(String header, String value) {
    var all = new LinkedHashMap<>(headers);
    all.put(header, value);
    return new Reply(status, all, body, end);
  }

  Reply ending(End how) {
    return new Reply(status, headers, body, how);
  }
}
