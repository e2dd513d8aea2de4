package nl.sluis.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.SealedPosts;

/** Bodies: what the route asks for, changed field by field or byte by byte, and what nobody asked for. One character is one byte. */
final class FuzzedBody {
  private final Fuzz fuzz;
  private final FuzzedSecrets secrets;

  FuzzedBody(Fuzz fuzz, FuzzedSecrets secrets) {
    this.fuzz = fuzz;
    this.secrets = secrets;
  }

  String forRoute(String path) {
    if (fuzz.oneIn(8)) {
      return nonsense();
    }
    var json = path.startsWith("/link") ? page() : post();
    return switch (fuzz.below(12)) {
      case 0 -> fuzz.spoiled(json);
      case 1 -> "\u00ef\u00bb\u00bf" + json;
      case 2 -> json.substring(0, fuzz.below(json.length() + 1));
      case 3 -> json + json;
      default -> json;
    };
  }

  private String page() {
    var body = Meetings.JSON.createObjectNode().put("access", secrets.access(fuzz));
    if (fuzz.oneIn(2)) {
      body.put(fuzz.any("digits", "code"), fuzz.any("0000", "5678", "000000", "123456"));
    }
    if (fuzz.oneIn(2)) {
      body.put("ticket", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").put(fuzz.any("ack", "ticket"),
          "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    }
    return utf8(FuzzedJson.of(fuzz, body));
  }

  private String post() {
    var body = fuzz.oneIn(4)
        ? new SealedPosts(fuzz.any("sender", "pointer", "nobody"), 1).request
        : Meetings.request(Meetings.interview(), 1 + fuzz.below(2));
    if (secrets.enoughPosted()) {
      body.put("surprise", true);
    }
    return utf8(FuzzedJson.of(fuzz, body));
  }

  private String nonsense() {
    return switch (fuzz.below(12)) {
      case 0 -> "";
      case 1 -> fuzz.bytes(fuzz.below(5_000));
      case 2 -> "{\"a\":" + "[".repeat(fuzz.below(100_000));
      case 3 -> "{\"a\":" + "9".repeat(1 + fuzz.below(100_000)) + "}";
      case 4 -> new String("{\"access\":\"é\"}".getBytes(fuzz.any(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE)), ISO_8859_1);
      case 5 -> "{\"a\":1,\"a\":2}";
      case 6 -> "name=%zz&name=%ff&=&" + "a=b&".repeat(fuzz.below(2_000));
      case 7 -> "--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"../x\"\r\n\r\nb\r\n--x" + fuzz.any("--", "", "\r\n");
      case 8 -> gzip(" ".repeat(fuzz.below(100_000)));
      case 9 -> "{\"access\":\"\u00c0\u00af\u00ed\u00a0\u0080\"}";
      case 10 -> fuzz.any(" ", "\0", "{}", "[],", "\"").repeat(fuzz.oneIn(20) ? 600_000 : fuzz.below(5_000));
      default -> fuzz.any("null", "[]", "1", "\"\"", "{", "}", "{} {}", "<a/>", "a=b");
    };
  }

  static String gzip(String text) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(ISO_8859_1));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toString(ISO_8859_1);
  }

  private static String utf8(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }
}
