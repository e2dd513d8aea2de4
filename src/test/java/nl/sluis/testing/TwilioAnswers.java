package nl.sluis.testing;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Answers as no documentation promises them: any status, any code in any type, any body, in any framing. The same for the same seed. */
public final class TwilioAnswers {
  private static final List<Integer> STATUSES = List.of(200, 201, 201, 202, 204, 206, 301, 302, 304, 307, 308, 400, 400, 400, 401, 402, 403,
      404, 405,
      407, 408, 409, 410, 413, 415, 421, 422, 425, 429, 429, 431, 451, 499, 500, 501, 502, 503, 504, 511, 599);
  private static final List<String> CODES = List.of("20003", "20404", "20429", "21211", "21408", "21610", "21612", "21614", "30003",
      "30007", "30034",
      "63038", "0", "-1", "null", "\"21614\"", "\"\"", "\"x\"", "21614.5", "1e3", "99999999999999999999", "true", "[]", "{}", "[21614]");
  private static final List<String> TYPES = List.of("application/json", "application/json; charset=utf-16",
      "application/json; charset=nonsense",
      "text/html", "application/xml", "", "application/octet-stream", "multipart/mixed; boundary=x", "\u00ff");
  private static final List<String> RETRY_AFTER = List.of("60", "0", "-1", "999999999999", "Wed, 21 Oct 2037 07:28:00 GMT", "soon", "");

  private TwilioAnswers() {}

  public static FakeTwilio.Answer random(Random random) {
    var status = one(random, STATUSES);
    var body = status == 204 || status == 304 ? new byte[0] : body(random);
    var type = one(random, TYPES);
    // Never one that is waited for.
    var wait = status == 429 ? "60" : one(random, RETRY_AFTER);
    var encoding = random.nextInt(10) == 0 ? "gzip" : null;
    var missing = random.nextInt(10) == 0 ? 1 + random.nextInt(50) : 0;
    var isBusy = new String(body, StandardCharsets.ISO_8859_1).contains("20429");
    return (exchange, twilio) -> {
      var headers = exchange.getResponseHeaders();
      headers.set("Content-Type", type);
      headers.set("Retry-After", isBusy ? "60" : wait);
      headers.set("Location", twilio.baseUrl() + "/elsewhere");
      if (encoding != null) {
        headers.set("Content-Encoding", encoding);
      }
      give(exchange, status, body, missing);
    };
  }

  private static void give(HttpExchange exchange, int status, byte[] body, int missing) throws IOException {
    exchange.sendResponseHeaders(status, body.length + missing == 0 || status == 204 || status == 304 ? -1 : body.length + missing);
    try {
      exchange.getResponseBody().write(body);
    } catch (IOException e) {
      // Too long for who asked, who has gone; or the rest is missing, and the connection ends.
    }
  }

  private static byte[] body(Random random) {
    var json = "{\"code\": " + one(random, CODES) + ", \"message\": \"m\", \"status\": " + one(random, CODES) + ", \"error_code\": "
        + one(random, CODES) + ", \"sid\": \"SM" + random.nextInt() + "\", \"date_created\": \"yesterday\"}";
    return switch (random.nextInt(12)) {
      case 0 -> new byte[0];
      case 1 -> json.substring(0, random.nextInt(json.length())).getBytes(StandardCharsets.UTF_8);
      case 2 -> bytes(random, random.nextInt(200));
      case 3 -> ("{\"code\": 21614, \"message\": \"" + "x".repeat(200_000) + "\"}").getBytes(StandardCharsets.UTF_8);
      case 4 -> ("{\"code\": ".repeat(3_000) + "1" + "}".repeat(3_000)).getBytes(StandardCharsets.UTF_8);
      case 5 -> "<html><body>Bad gateway</body></html>".getBytes(StandardCharsets.UTF_8);
      case 6 -> json.getBytes(StandardCharsets.UTF_16);
      case 7 -> (json + json).getBytes(StandardCharsets.UTF_8);
      case 8 -> one(random, List.of("null", "[]", "\"\"", "0", "true", "{}")).getBytes(StandardCharsets.UTF_8);
      default -> json.getBytes(StandardCharsets.UTF_8);
    };
  }

  private static byte[] bytes(Random random, int many) {
    var bytes = new byte[many];
    random.nextBytes(bytes);
    return bytes;
  }

  private static <T> T one(Random random, List<T> many) {
    return many.get(random.nextInt(many.size()));
  }
}
