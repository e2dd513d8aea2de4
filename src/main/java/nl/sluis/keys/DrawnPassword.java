package nl.sluis.keys;

import nl.sluis.files.SecretFile;

/**
 * Tells whether a keyring's password was drawn, so that {@link KeyringFile} need not slow down guesses at it. Drawn ones
 * have the form that {@link SecretFile#draw} and {@link TokenPassword} write: 32 random bytes in base64url.
 *
 * <p>The form alone would not do: "The-Quick-Brown-Fox-Jumps-Over-The-Lazy-Dog" has it too. So the letters must also be as
 * mixed as chance mixes them, which no sentence is. Fewer than one drawn password in a hundred fails that by chance,
 * and then only its keyring opens as slowly as one with a chosen password.
 */
final class DrawnPassword {
  private static final int LETTERS = 43;
  /** The last letter carries four bits of the 32 bytes, and two that are zero. */
  private static final String LAST = "AEIMQUYcgkosw048";
  private static final int DIFFERENT = 24;
  private static final int CAPITALS = 8;
  private static final int SMALL = 8;
  private static final int DIGITS = 2;

  private DrawnPassword() {}

  static boolean is(char[] password) {
    if (password.length != LETTERS || LAST.indexOf(password[LETTERS - 1]) < 0) {
      return false;
    }
    var seen = new boolean[1 << Byte.SIZE];
    int different = 0;
    int capitals = 0;
    int small = 0;
    int digits = 0;
    for (var letter : password) {
      if (letter >= 'A' && letter <= 'Z') {
        capitals++;
      } else if (letter >= 'a' && letter <= 'z') {
        small++;
      } else if (letter >= '0' && letter <= '9') {
        digits++;
      } else if (letter != '-' && letter != '_') {
        return false;
      }
      different += seen[letter] ? 0 : 1;
      seen[letter] = true;
    }
    return different >= DIFFERENT && capitals >= CAPITALS && small >= SMALL && digits >= DIGITS;
  }
}
