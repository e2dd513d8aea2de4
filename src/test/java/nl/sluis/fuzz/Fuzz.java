package nl.sluis.fuzz;

import java.util.List;
import java.util.Random;

/** Choices, all from one seed. */
final class Fuzz {
  private final Random random;

  Fuzz(long seed) {
    this.random = new Random(seed);
  }

  boolean oneIn(int many) {
    return random.nextInt(many) == 0;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  @SafeVarargs
  final <T> T any(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** @return each character a byte */
  String bytes(int many) {
    var text = new StringBuilder();
    for (var i = 0; i < many; i++) {
      text.append((char) random.nextInt(256));
    }
    return text.toString();
  }

  /** @return the same with a few bytes changed, removed, doubled or put in */
  String spoiled(String text) {
    var spoiled = new StringBuilder(text);
    for (var changes = random.nextInt(3); changes >= 0 && spoiled.length() > 0; changes--) {
      var from = random.nextInt(spoiled.length());
      var to = Math.min(spoiled.length(), from + random.nextInt(12));
      switch (random.nextInt(4)) {
        case 0 -> spoiled.setCharAt(from, (char) random.nextInt(256));
        case 1 -> spoiled.delete(from, to);
        case 2 -> spoiled.insert(random.nextInt(spoiled.length()), spoiled.substring(from, to));
        default -> spoiled.insert(from,
            any("\r\n", "\r", "\n", "\0", " ", "\t", ":", ";", ",", "%", "%00", "\"", "\u00ff", "x".repeat(random.nextInt(300))));
      }
    }
    return spoiled.toString();
  }
}
