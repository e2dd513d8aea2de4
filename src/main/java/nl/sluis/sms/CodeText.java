package nl.sluis.sms;

import java.util.Map;
import nl.sluis.words.Words;

/**
 * Writes the text message that carries a code. One GSM-7 segment in every language, for codes of up to eight digits and hosts of up to 60
 * characters, so that it costs one message and arrives whole. No word about the meeting, its organizer or the organization: locked phones show
 * messages to bystanders.
 *
 * @see <a href="https://wicg.github.io/sms-one-time-codes/">WICG, Origin-bound one-time codes</a>, for the last line
 */
public final class CodeText {
  private final Words words;
  private final String host;

  /**
   * @param host            of the page that takes the code, without a port; phones fill the code in there only
   * @param defaultLanguage for invitees whose language we do not speak
   */
  public CodeText(String host, String defaultLanguage) {
    this.words = new Words("sms", defaultLanguage);
    this.host = host;
  }

  /** @param reference the two letters that the page shows too, so that an invitee sees which message belongs to it */
  public String compose(String language, String code, String reference) {
    return words.say(language, "code", Map.of("code", code, "reference", reference)) + "\n\n@" + host + " #" + code;
  }
}
