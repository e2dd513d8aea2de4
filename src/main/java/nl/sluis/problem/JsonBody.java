package nl.sluis.problem;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import nl.sluis.secret.ForgetfulJson;

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

  /** @throws ProblemException {@code MALFORMED_JSON}, without a cause: a parser's message may quote the body */
  public static ObjectNode parse(byte[] body) {
    try {
      // Decoded here: Jackson guesses at UTF-16 and 32, and forgives overlong forms and surrogates in UTF-8.
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      // RFC 8259 §8.1: a byte order mark may be ignored. Some libraries write one, and nobody sees it.
      if (JSON.readTree(text.startsWith(MARK) ? text.substring(1) : text) instanceof ObjectNode object) {
        return object;
      }
      throw new ProblemException(Problem.MALFORMED_JSON);
    } catch (CharacterCodingException e) {
      throw new ProblemException(Problem.MALFORMED_JSON, "The body is not UTF-8");
    } catch (JsonProcessingException e) {
      throw new ProblemException(Problem.MALFORMED_JSON,
          "The body is not one JSON object, has a name twice in one object, or is nested too deep");
    }
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
