package nl.sluis.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259) as maps, lists, strings, booleans, longs and doubles, because the JDK has no reader for it. What comes may be of anybody who
 * stands in the way. So all else is refused, and what is nested deeper than any answer of the gateway's.
 */
final class JsonReader {
  private static final int MAX_DEPTH = 32;
  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  private static final Pattern LONG = Pattern.compile("-?[0-9]{1,18}");
  private static final String ESCAPED = "\"\\/bfnrt";
  private static final String MEANT = "\"\\/\b\f\n\r\t";
  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  /** @throws IllegalArgumentException if it is not JSON in UTF-8; without a word of it */
  static @Nullable Object read(byte[] json) {
    try {
      var reader = new JsonReader(UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString());
      var value = reader.value(0);
      if (reader.next() != 0) {
        throw reader.malformed();
      }
      return value;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("not UTF-8", e);
    }
  }

  private @Nullable Object value(int depth) {
    return switch (next()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Map<String, @Nullable Object> object(int depth) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    open(depth);
    if (next() != '}') {
      do {
        if (next() != '"') {
          throw malformed();
        }
        var name = string();
        take(':');
        if (object.containsKey(name)) {
          throw malformed();
        }
        object.put(name, value(depth + 1));
      } while (another());
    }
    take('}');
    return object;
  }

  private List<@Nullable Object> array(int depth) {
    var array = new ArrayList<@Nullable Object>();
    open(depth);
    if (next() != ']') {
      do {
        array.add(value(depth + 1));
      } while (another());
    }
    take(']');
    return array;
  }

  private void open(int depth) {
    if (depth == MAX_DEPTH) {
      throw malformed();
    }
    at++;
  }

  private boolean another() {
    var more = next() == ',';
    at += more ? 1 : 0;
    return more;
  }

  private String string() {
    var string = new StringBuilder();
    for (at++; at < text.length(); at++) {
      var c = text.charAt(at);
      if (c == '"') {
        at++;
        return string.toString();
      }
      if (c < ' ') {
        throw malformed();
      }
      string.append(c == '\\' ? escaped() : c);
    }
    throw malformed();
  }

  private char escaped() {
    at++;
    if (at < text.length() && text.charAt(at) == 'u') {
      var digits = text.substring(at + 1, Math.min(at + 5, text.length()));
      at += digits.length();
      if (!digits.matches("[0-9A-Fa-f]{4}")) {
        throw malformed();
      }
      return (char) Integer.parseInt(digits, 16);
    }
    var which = at < text.length() ? ESCAPED.indexOf(text.charAt(at)) : -1;
    if (which < 0) {
      throw malformed();
    }
    return MEANT.charAt(which);
  }

  private @Nullable Object word(String word, @Nullable Object value) {
    if (!text.startsWith(word, at)) {
      throw malformed();
    }
    at += word.length();
    return value;
  }

  private Object number() {
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    if (!number.lookingAt()) {
      throw malformed();
    }
    at = number.end();
    if (LONG.matcher(number.group()).matches()) {
      return Long.valueOf(number.group());
    }
    return Double.valueOf(number.group());
  }

  /** @return what stands behind the white space, and 0 at the end */
  private char next() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void take(char expected) {
    if (next() != expected) {
      throw malformed();
    }
    at++;
  }

  private IllegalArgumentException malformed() {
    return new IllegalArgumentException("not JSON, at character " + (at + 1));
  }
}
