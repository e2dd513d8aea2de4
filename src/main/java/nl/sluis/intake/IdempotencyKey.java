package nl.sluis.intake;

import java.util.regex.Pattern;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;

/**
 * Reads {@code Idempotency-Key}: a string of RFC 9651 §3.3.3, in quotes (draft-ietf-httpapi-idempotency-key-header-07 §2.1). Many clients
 * in the field send a bare UUID, so a bare token is read as the same key as the quoted one.
 */
final class IdempotencyKey {
  private static final Pattern QUOTED = Pattern.compile("\"((?:[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]|\\\\[\"\\\\])*)\"");
  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~:/=-]+");
  private static final int LONGEST = 255;
  /** Each character escaped. */
  private static final int LONGEST_TEXT = 2 * LONGEST + 2;

  private IdempotencyKey() {}

  /**
   * @param header as sent; two fields come joined by a comma, and are refused
   * @return 1 to 255 printable ASCII characters, without quotes
   * @throws ProblemException 400
   */
  static String read(String header) {
    var key = unquoted(header.strip());
    if (key.isEmpty() || key.length() > LONGEST) {
      throw new ProblemException(Problem.BAD_REQUEST, "Idempotency-Key must be one string in double quotes, of 1 to " + LONGEST
          + " printable ASCII characters, as \"8e03978e-40d5-43dd-bc93-6894a57f9324\"");
    }
    return key;
  }

  private static String unquoted(String text) {
    if (text.length() > LONGEST_TEXT) {
      return "";
    }
    var quoted = QUOTED.matcher(text);
    if (quoted.matches()) {
      return quoted.group(1).replaceAll("\\\\(.)", "$1");
    }
    return BARE.matcher(text).matches() ? text : "";
  }
}
