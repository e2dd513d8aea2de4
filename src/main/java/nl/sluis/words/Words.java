package nl.sluis.words;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The texts for one subject, for example {@code mail}, in every language: {@code words/mail_nl.properties} and the files beside it. */
public final class Words {
  /** The languages we speak. To add one, add it here and write its files; the tests say what lacks. */
  public static final List<String> LANGUAGES = List.of("de", "en", "fr", "nl");
  private static final Set<Integer> RIGHT_TO_LEFT = Set.of((int) Character.DIRECTIONALITY_RIGHT_TO_LEFT,
      (int) Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC);
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

  private final Map<String, Properties> words = new TreeMap<>();
  private final String defaultLanguage;

  /** @param defaultLanguage for those whose language we do not speak */
  public Words(String subject, String defaultLanguage) {
    if (!LANGUAGES.contains(defaultLanguage)) {
      throw new IllegalArgumentException("The default language is none of " + LANGUAGES);
    }
    this.defaultLanguage = defaultLanguage;
    LANGUAGES.forEach(language -> words.put(language, load(subject, language)));
  }

  /** @return the language itself if we speak it, else the default */
  public String spoken(String language) {
    return language != null && LANGUAGES.contains(language) ? language : defaultLanguage;
  }

  /** Fills in all values in one pass, so that a value which looks like a place to fill stays as it is. */
  public String say(String language, String key, Map<String, String> values) {
    var sentence = words.get(spoken(language)).getProperty(key);
    return PLACE.matcher(sentence).replaceAll(place -> Matcher.quoteReplacement(isolated(values.get(place.group(1)))));
  }

  /** A name written from right to left turns none of our words beside it: it stands between FSI and PDI (Unicode, UAX 9). */
  private static String isolated(String value) {
    return value.codePoints().map(Character::getDirectionality).anyMatch(RIGHT_TO_LEFT::contains) ? "\u2068" + value + "\u2069" : value;
  }

  /** @return of one subject all keys in one language */
  public static Properties load(String subject, String language) {
    var words = new Properties();
    try (var stream = Words.class.getResourceAsStream("/words/" + subject + "_" + language + ".properties");
        var reader = new InputStreamReader(stream, UTF_8)) {
      words.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return words;
  }
}
