package nl.sluis.sms;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The words around a code. One GSM-7 segment in every language, for codes of up to eight digits and hosts of up to 60
 * characters, so that it costs one message and arrives whole. No word about the meeting, its organizer or the
 * organization: locked phones show messages to bystanders.
 *
 * @see <a href="https://wicg.github.io/sms-one-time-codes/">WICG, Origin-bound one-time codes</a>, for the last line
 */
public final class CodeText {
  static final List<String> LANGUAGES = List.of("en", "nl");

  private final Map<String, String> sentences = new TreeMap<>();
  private final String defaultLanguage;
  private final String host;

  /**
   * @param host            of the page that takes the code, without a port; phones fill the code in there only
   * @param defaultLanguage for invitees whose language we do not speak
   */
  public CodeText(String host, String defaultLanguage) {
    if (!LANGUAGES.contains(defaultLanguage)) {
      throw new IllegalArgumentException("The default language is none of " + LANGUAGES);
    }
    this.host = host;
    this.defaultLanguage = defaultLanguage;
    LANGUAGES.forEach(language -> sentences.put(language, load(language).getProperty("code")));
  }

  /** @param reference the two letters that the page shows too, so that an invitee sees which message belongs to it */
  public String compose(String language, String code, String reference) {
    var sentence = sentences.getOrDefault(String.valueOf(language), sentences.get(defaultLanguage));
    return sentence.replace("{code}", code).replace("{reference}", reference) + "\n\n@" + host + " #" + code;
  }

  static Properties load(String language) {
    var words = new Properties();
    try (var stream = CodeText.class.getResourceAsStream("/words/sms_" + language + ".properties");
        var reader = new InputStreamReader(stream, UTF_8)) {
      words.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return words;
  }
}
