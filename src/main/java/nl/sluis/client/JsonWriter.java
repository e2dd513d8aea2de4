package nl.sluis.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what JSON has as compact JSON (RFC 8259), in UTF-8 and in memory that is wiped: what JDKs do not have. A field that is null is left out. */
final class JsonWriter implements AutoCloseable {
  private byte[] bytes = new byte[1_024];
  private int length;

  /**
   * Writes an object.
   *
   * @param object strings, booleans, whole numbers, lists, and maps with strings as names
   * @return for the caller to wipe
   * @throws IllegalArgumentException if there is something else in it
   */
  static byte[] write(Map<String, ?> object) {
    try (var writer = new JsonWriter()) {
      writer.object(object);
      return Arrays.copyOf(writer.bytes, writer.length);
    }
  }

  private void object(Map<?, ?> object) {
    var separator = '{';
    for (var field : object.entrySet()) {
      if (field.getValue() != null) {
        put(separator);
        value(field.getKey() instanceof String ? field.getKey() : null);
        put(':');
        value(field.getValue());
        separator = ',';
      }
    }
    if (separator == '{') {
      put('{');
    }
    put('}');
  }

  private void list(Iterable<?> list) {
    var separator = '[';
    for (var value : list) {
      put(separator);
      value(value);
      separator = ',';
    }
    if (separator == '[') {
      put('[');
    }
    put(']');
  }

  private void value(@Nullable Object value) {
    if (value instanceof String text) {
      string(text);
    } else if (value instanceof Map<?, ?> object) {
      object(object);
    } else if (value instanceof Iterable<?> list) {
      list(list);
    } else if (value instanceof Integer || value instanceof Long || value instanceof Boolean) {
      value.toString().chars().forEach(this::put);
    } else {
      throw new IllegalArgumentException("JSON is written of strings, whole numbers, booleans, lists and maps, and not of "
          + (value == null ? "null" : value.getClass().getName()));
    }
  }

  private void string(String text) {
    put('"');
    var utf8 = UTF_8.encode(CharBuffer.wrap(text));
    while (utf8.hasRemaining()) {
      character(utf8.get());
    }
    Arrays.fill(utf8.array(), (byte) 0);
    put('"');
  }

  /** All that JSON escapes is ASCII, and no byte of a longer UTF-8 character is. Bytes of longer ones are negative. */
  private void character(byte b) {
    switch (b) {
      case '"', '\\' -> {
        put('\\');
        put(b);
      }
      case '\n' -> escape('n');
      case '\r' -> escape('r');
      case '\t' -> escape('t');
      default -> {
        if (b >= 0 && b < ' ') {
          String.format(Locale.ROOT, "\\u%04x", b).chars().forEach(this::put);
        } else {
          put(b);
        }
      }
    }
  }

  private void escape(char letter) {
    put('\\');
    put(letter);
  }

  private void put(int b) {
    if (length == bytes.length) {
      var larger = Arrays.copyOf(bytes, 2 * length);
      close();
      bytes = larger;
    }
    bytes[length++] = (byte) b;
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }
}
