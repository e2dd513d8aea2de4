package nl.sluis.secret;

import java.util.Arrays;

/**
 * Says whether somebody could guess a secret that a person chose. A drawn one never could. It counts, and does not judge words: twelve
 * characters of one's own are a floor, not a good secret.
 */
public final class Strength {
  /** Ends a sentence that begins with where the secret stands. */
  public static final String DEMAND = " could be guessed: take at least 12 characters, 6 of them different, as openssl rand -base64 32 prints";
  private static final int SHORTEST = 12;
  private static final int DIFFERENT = 6;

  private Strength() {}

  /** @return false for a secret that is absent */
  public static boolean isWeak(Secret secret) {
    var bytes = secret.reveal();
    var seen = new boolean[1 << Byte.SIZE];
    var characters = 0;
    var different = 0;
    for (var one : bytes) {
      // UTF-8: the first byte of each character.
      characters += (one & 0xC0) == 0x80 ? 0 : 1;
      different += seen[one & 0xFF] ? 0 : 1;
      seen[one & 0xFF] = true;
    }
    Arrays.fill(bytes, (byte) 0);
    return secret.isPresent() && (characters < SHORTEST || different < DIFFERENT);
  }
}
