package nl.sluis.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import nl.sluis.words.Words;

/**
 * The texts of the page, by language: {@code words/page_nl.properties} and the files beside it, which volunteers translate. {@code html.*}
 * stands in the page from the start, in all languages; the rest is sent in the one language that is spoken, and what few visitors need apart.
 * {@link #TEST} is sent by test gateways only.
 */
final class PageWords {
  static final String TEST = "page.test";
  private static final Pattern IN_HTML = Pattern.compile("html\\..*");
  private static final Pattern OF_ENDS = Pattern.compile("(ended|not-yet|anew|paste|unknown)\\..*");

  private PageWords() {}

  /** @param file page, levels, headers or home */
  static Map<String, String> load(String file, String language) {
    var words = Words.load(file, language);
    var sorted = new TreeMap<String, String>();
    words.stringPropertyNames().forEach(key -> sorted.put(key, words.getProperty(key)));
    return sorted;
  }

  /** @return what the script asks for at first, as an object of JSON */
  static byte[] json(String language, boolean test) {
    return json(language, key -> !IN_HTML.matcher(key).matches() && !OF_ENDS.matcher(key).matches() && (test || !key.equals(TEST)));
  }

  /** @return what the script asks for at a step that few visitors meet, as an object of JSON */
  static byte[] jsonOfEnds(String language) {
    return json(language, key -> OF_ENDS.matcher(key).matches());
  }

  private static byte[] json(String language, Predicate<String> which) {
    var words = load("page", language);
    words.keySet().removeIf(which.negate());
    try {
      return new ObjectMapper().writeValueAsBytes(words);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
