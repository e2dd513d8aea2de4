package nl.sluis.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A meeting is not what the gateway would take, if it could read it. Said here, because there nobody can: what the page cannot show would
 * be found out by the invitee, when it is spent.
 */
public final class WrongMeetingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;
  private final transient Map<String, String> errors;

  WrongMeetingException(Map<String, String> errors) {
    super("The meeting is refused: " + errors);
    this.errors = Collections.unmodifiableMap(new LinkedHashMap<>(errors));
  }

  /**
   * All that is wrong, in the gateway's words, without a word of the meeting's but names of unknown fields and the ASCII form of an
   * international domain.
   *
   * @return where (RFC 6901, from the meeting on, as {@code /organizer/email}) and what
   */
  public Map<String, String> errors() {
    return errors;
  }
}
