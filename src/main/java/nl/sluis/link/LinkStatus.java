package nl.sluis.link;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

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
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LinkStatus(String state, String at, String organization, String organizer, String locale, String level, String reference,
    Boolean logo, int digits, int codeLength, int triesLeft, CodeStatus code) {
  @Override
  public String toString() {
    return "LinkStatus[" + state + "]";
  }

  /** @param resendAfter whole seconds until another code may be asked for */
  record CodeStatus(String reference, Instant expiresAt, long resendAfter) {}
}
