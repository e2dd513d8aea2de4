package nl.sluis.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.sluis.words.Words;

/**
 * Every file of the page as it is sent, scripts and styles without their comments and indents, in memory from the start. No part of a request decides which
 * file is read from disk.
 */
final class PageFiles {
  static final String INDEX = "";
  static final String LEVELS = "levels";
  static final String HEADERS = "headers";
  private static final List<String> STATIC = List.of("style.css", "levels.css", "anew.js", "ask.js", "calendar.js",
      "content-keys.js", "ends.js", "envelope.js", "flow.js", "gateway.js", "keep.js", "link.js", "meeting.js", "open.js", "openings.js",
      "paste.js",
      "rehearse.js", "show.js", "typed.js", "words.js");
  private static final Map<String, String> TYPES = Map.of("css", "text/css;charset=utf-8", "js", "text/javascript;charset=utf-8",
      "json", "application/json");
  private static final Pattern COMMENT = Pattern.compile("(?m)^ *(?:/\\*(?s:.*?)\\*/|//.*)\n");
  private static final Pattern INDENT = Pattern.compile("(?m)^ +");
  private static final Pattern EACH = Pattern.compile("(?s)<!-- each language -->\n(.*?)<!-- /each language -->\n");
  private static final Pattern PLACE = Pattern.compile("\\{([a-z.]+)}");

  private final Map<String, byte[]> files = new TreeMap<>();

  /**
   * @param banner HTML that every page begins with, empty in earnest; the demonstration says what it is
   * @param test   whether the script is to say the banner of a test gateway
   */
  PageFiles(String banner, boolean test) {
    for (var name : STATIC) {
      files.put(name, withoutCommentsAndIndents(read(name)));
    }
    for (var language : Words.LANGUAGES) {
      files.put("words-" + language + ".json", PageWords.json(language, test));
      files.put("ends-" + language + ".json", PageWords.jsonOfEnds(language));
    }
    files.put(INDEX, html("index.html", banner));
    files.put(LEVELS, html("levels.html", banner, LEVELS));
    files.put(HEADERS, html("headers.html", banner, HEADERS));
  }

  /** @return the page at the address of the gateway itself */
  static byte[] home(String banner, String organization, String publicUrl) {
    var html = new String(html("home.html", banner, "home"), UTF_8);
    return html.replace("{organization}", escaped(organization)).replace("{host}", escaped(publicUrl) + "/").getBytes(UTF_8);
  }

  /** @return null if there is no such file */
  byte[] find(String name) {
    return files.get(name);
  }

  static String type(String name) {
    return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/html;charset=utf-8");
  }

  /** Both are for who reads the source; visitors need not load them. Of comments only those that have their lines for themselves. */
  private static byte[] withoutCommentsAndIndents(byte[] file) {
    return INDENT.matcher(COMMENT.matcher(new String(file, UTF_8)).replaceAll("")).replaceAll("").getBytes(UTF_8);
  }

  /** @param words the files of words beside those of the page; the last wins */
  private static byte[] html(String name, String banner, String... words) {
    var html = EACH.matcher(new String(read(name), UTF_8)).replaceAll(each -> Matcher.quoteReplacement(inEach(each.group(1), words)));
    return html.replace("<!-- banner -->", banner).getBytes(UTF_8);
  }

  private static String inEach(String part, String... files) {
    var filled = new StringBuilder();
    for (var language : Words.LANGUAGES) {
      var words = PageWords.load("page", language);
      List.of(files).forEach(file -> words.putAll(PageWords.load(file, language)));
      words.put("organization", "{organization}");
      words.put("host", "{host}");
      words.put("language", language);
      filled.append(PLACE.matcher(part).replaceAll(place -> Matcher.quoteReplacement(escaped(words.get(place.group(1))))));
    }
    return filled.toString();
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static byte[] read(String name) {
    try (var file = PageFiles.class.getResourceAsStream("/page/" + name)) {
      if (file == null) {
        throw new IllegalStateException("the page lacks " + name);
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
