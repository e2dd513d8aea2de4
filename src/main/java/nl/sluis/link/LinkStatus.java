package nl.sluis.link;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * What the page may know before anybody proved to hold the phone. It tells who asks, and nothing of the meeting or the number.
 *
 * @param at         when it ended; absent while live
 * @param organizer  the name; absent once erased
 * @param locale     absent once erased
 * @param reference  of the invitation, as in its mail
 * @param logo       true if {@code /i/logo} is one; absent otherwise
 * @param digits     how many last digits of the phone number are asked for
 * @param codeLength digits of a code
 * @param code       the code that is pending, if any
 * @param opensFrom  no code is sent before; absent where it may be opened
 * @param sequence   of the meeting that it is for, if that was changed; absent otherwise
 * @param askable    true if the organizer can be asked for a new one; absent otherwise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LinkStatus(String state, String at, String organization, String organizer, String locale, String level, String reference,
    Boolean logo, int digits, int codeLength, int triesLeft, CodeStatus code, OpeningsStatus openings, Instant opensFrom, Integer sequence,
    Boolean askable) {
  @Override
  public String toString() {
    return "LinkStatus[" + state + "]";
  }

  /**
   * @param allowed how often it may be opened
   * @param at      when it was
   */
  record OpeningsStatus(int allowed, int left, List<Instant> at) {}

  /** @param resendAfter whole seconds until another code may be asked for */
  record CodeStatus(String reference, Instant expiresAt, long resendAfter) {}
}
