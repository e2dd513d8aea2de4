package nl.sluis.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import nl.sluis.words.Words;

/**
 * The texts of the page, by language: {@code words/page_nl.properties} and the files beside it, which volunteers translate. {@code html.*}
 * stands in the page from the start, in all languages; the rest is sent in the one language that is spoken.
 */
final class PageWords {
  private static final String IN_HTML = "html.";

  private PageWords() {}

  /** @param file page, levels or headers */
  static Map<String, String> load(String file, String language) {
    var words = Words.load(file, language);
    var sorted = new TreeMap<String, String>();
    words.stringPropertyNames().forEach(key -> sorted.put(key, words.getProperty(key)));
    return sorted;
  }

  /** @return what the script asks for, as an object of JSON */
  static byte[] json(String language) {
    var words = load("page", language);
    words.keySet().removeIf(key -> key.startsWith(IN_HTML));
    try {
      return new ObjectMapper().writeValueAsBytes(words);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
