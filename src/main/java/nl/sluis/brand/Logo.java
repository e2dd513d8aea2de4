package nl.sluis.brand;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * An image, held in memory from the start. What it is, its first bytes say; names of files say what they like. No SVG: it can carry
 * scripts and links.
 *
 * @param type as {@code image/png}
 */
public record Logo(String type, byte[] bytes) {
  static final int MAX_BYTES = 64 * 1024;

  /** @throws IllegalArgumentException in words for the operator */
  static Logo read(Path file) {
    byte[] bytes;
    try (var stream = Files.newInputStream(file)) {
      bytes = stream.readNBytes(MAX_BYTES + 1);
    } catch (IOException e) {
      throw new IllegalArgumentException("brand.logo: the file " + file + " cannot be read", e);
    }
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException("brand.logo must have at most 65536 bytes: visitors come by telephone");
    }
    return new Logo(type(bytes), bytes);
  }

  private static String type(byte[] bytes) {
    var head = new String(Arrays.copyOf(bytes, 12), StandardCharsets.ISO_8859_1);
    if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
      return "image/png";
    }
    if (head.startsWith("\u00ff\u00d8\u00ff")) {
      return "image/jpeg";
    }
    if (head.startsWith("RIFF") && head.endsWith("WEBP")) {
      return "image/webp";
    }
    throw new IllegalArgumentException("brand.logo must be a PNG, JPEG or WebP image; SVG is refused, for it can carry scripts");
  }
}
