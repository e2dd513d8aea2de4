package nl.sluis.conference;

import org.jspecify.annotations.Nullable;

/** A service does not make this meeting, and will not if it is asked again. */
public final class ConferenceRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** A rule's word, or the service's code. */
  private final String reason;
  private final transient @Nullable String leftBehind;

  /**
   * @param reason     a {@link nl.sluis.rules.ConferenceRule#word()}, or the service's own code as {@code zoom-1001}
   * @param detail     in words for the scheduler's operator, without a word of the meeting
   * @param leftBehind the service's id of a meeting that was made and could not be deleted; else null
   */
  public ConferenceRefusedException(String reason, String detail, @Nullable String leftBehind) {
    super(detail);
    this.reason = reason;
    this.leftBehind = leftBehind;
  }

  public String reason() {
    return reason;
  }

  public @Nullable String leftBehind() {
    return leftBehind;
  }
}
