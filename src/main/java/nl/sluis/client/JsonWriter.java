package nl.sluis.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.Map;

/** Writes strings, numbers and objects of them as compact JSON (RFC 8259), in UTF-8 and in memory that is wiped: what JDKs do not have. */
final class JsonWriter implements AutoCloseable {
  private byte[] bytes = new byte[1_024];
  private int length;

  /** @return for the caller to wipe */
  static byte[] write(Map<String, ?> object) {
    try (var writer = new JsonWriter()) {
      writer.object(object);
      return Arrays.copyOf(writer.bytes, writer.length);
    }
  }

  private void object(Map<?, ?> object) {
    var separator = '{';
    for (var field : object.entrySet()) {
      put(separator);
      string((String) field.getKey());
      put(':');
      if (field.getValue() instanceof Map<?, ?> inner) {
        object(inner);
      } else if (field.getValue() instanceof Integer number) {
        number.toString().chars().forEach(this::put);
      } else {
        string((String) field.getValue());
      }
      separator = ',';
    }
    put('}');
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

  /** All that JSON escapes is ASCII, and no byte of a longer UTF-8 character is. Of control characters the rules leave three. */
  private void character(byte b) {
    switch (b) {
      case '"', '\\' -> {
        put('\\');
        put(b);
      }
      case '\n' -> escape('n');
      case '\r' -> escape('r');
      case '\t' -> escape('t');
      default -> put(b);
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
