package nl.sluis.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import nl.sluis.secret.ForgetfulJson;

/** A problem as bytes, for answers that Jersey does not write. */
public final class ProblemJson {
  public static final String MEDIA_TYPE = "application/problem+json";
  private static final ObjectMapper JSON = new ObjectMapper(ForgetfulJson.factory().build());

  private ProblemJson() {}

  /** @return JSON, UTF-8 (RFC 9457 §3) */
  public static byte[] write(ProblemException problem) {
    try {
      return JSON.writeValueAsBytes(problem.body());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a member of a problem cannot be written", e);
    }
  }
}
