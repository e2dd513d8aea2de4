package nl.sluis.problem;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import nl.sluis.secret.ForgetfulJson;
import org.jspecify.annotations.Nullable;

/** Reads bytes as exactly one JSON object, so that no two readers of the same bytes can see two requests. */
public final class JsonBody {
  // Real requests are three levels deep, and real invitees that fill a body make 160,000 tokens at most. A body of
  // brackets alone would make a million, each of which costs many times its size.
  private static final StreamReadConstraints BOUNDS = StreamReadConstraints.builder().maxNestingDepth(16).maxTokenCount(200_000).build();
  private static final ObjectMapper JSON = JsonMapper.builder(
      ForgetfulJson.factory()
          .streamReadConstraints(BOUNDS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // Names are the scheduler's choice: they must not fill a table that lives as long as the process.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build())
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  private static final String MARK = "\ufeff";

  private JsonBody() {}

  /**
   * Reads a whole body.
   *
   * @throws ProblemException {@code TOO_LARGE} if it is longer; no more than one byte beyond is read
   */
  public static byte[] bytes(InputStream body, int maxBytes) throws IOException {
    var bytes = body.readNBytes(maxBytes + 1);
    if (bytes.length > maxBytes) {
      throw new ProblemException(Problem.TOO_LARGE, "The body has more than " + maxBytes + " bytes");
    }
    return bytes;
  }

  /**
   * Reads one JSON object.
   *
   * @throws ProblemException {@code MALFORMED_JSON}, with line and column where they are known, and without a cause: a parser's message may quote
   *     the body
   */
  public static ObjectNode parse(byte[] body) {
    var text = decode(body);
    try {
      if (JSON.readTree(text) instanceof ObjectNode object) {
        return object;
      }
      throw new ProblemException(Problem.MALFORMED_JSON);
    } catch (StreamConstraintsException e) {
      throw new ProblemException(Problem.MALFORMED_JSON,
          "The body is nested too deep, or has too many values or too long a number or name");
    } catch (JsonProcessingException e) {
      throw broken("The body is not one JSON object, or has a name twice in one object", before(e.getLocation(), text));
    }
  }

  /** Here and not by Jackson, which guesses at UTF-16 and 32, and forgives overlong forms and surrogates in UTF-8. */
  private static String decode(byte[] body) {
    var bytes = ByteBuffer.wrap(body);
    var text = CharBuffer.allocate(body.length);
    var decoder = StandardCharsets.UTF_8.newDecoder();
    var wrong = decoder.decode(bytes, text, true).isError();
    var decoded = text.flip().toString();
    // RFC 8259 §8.1: a byte order mark may be ignored. Some libraries write one, and nobody sees it.
    var unmarked = decoded.startsWith(MARK) ? decoded.substring(1) : decoded;
    if (wrong) {
      throw broken("The body is not UTF-8", unmarked);
    }
    return unmarked;
  }

  private static @Nullable String before(@Nullable JsonLocation location, String text) {
    return location == null || location.getCharOffset() < 0
        ? null
        : text.substring(0, (int) Math.min(location.getCharOffset(), text.length()));
  }

  /** @param before what stands before the mistake, if that is known; no word of it is in the answer */
  private static ProblemException broken(String how, @Nullable String before) {
    if (before == null) {
      return new ProblemException(Problem.MALFORMED_JSON, how);
    }
    var position = TextPosition.behind(before);
    return new ProblemException(Problem.MALFORMED_JSON, how + ": line " + position.line() + ", column " + position.column())
        .with("line", position.line()).with("column", position.column());
  }

  /** @return how long a value is without white space, in UTF-8; 0 if missing */
  public static int compactBytes(JsonNode value) {
    try {
      // By way of a string, in which Jackson leaves surrogate pairs as they are.
      return value.isMissingNode() ? 0 : JSON.writeValueAsString(value).getBytes(StandardCharsets.UTF_8).length;
    } catch (JsonProcessingException e) {
      throw new ProblemException(Problem.MALFORMED_JSON);
    }
  }
}
