package nl.sluis.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** In what bytes a search has to look for a word, or for a secret. */
public final class Spellings {
  private Spellings() {}

  /** As UTF-8 and both kinds of UTF-16: strings and arrays of characters in a heap have them. */
  public static List<byte[]> ofText(String text) {
    return List.of(text.getBytes(UTF_8), text.getBytes(UTF_16LE), text.getBytes(UTF_16BE));
  }

  /** As text, and within a longer text in base64, wherever in it the word begins. */
  public static List<byte[]> ofWord(String word) {
    var all = new ArrayList<>(ofText(word));
    for (var before : List.of("", "x", "xx")) {
      var b64 = Base64.getEncoder().encodeToString((before + word).getBytes(UTF_8));
      // What stands at the ends depends on the neighbours.
      all.addAll(ofText(b64.substring(before.isEmpty() ? 0 : 4, (before.length() + word.length()) / 3 * 4)));
    }
    return all;
  }

  /** In bytes, in both kinds of base64 and in hexadecimal, of either case. */
  public static List<byte[]> ofSecret(byte[] secret) {
    var all = new ArrayList<byte[]>();
    all.add(secret);
    all.addAll(ofText(Base64.getUrlEncoder().withoutPadding().encodeToString(secret)));
    all.addAll(ofText(Base64.getEncoder().withoutPadding().encodeToString(secret)));
    all.addAll(ofText(HexFormat.of().formatHex(secret)));
    all.addAll(ofText(HexFormat.of().withUpperCase().formatHex(secret)));
    return all;
  }
}
