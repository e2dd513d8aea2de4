package nl.sluis.zoom;

import java.security.SecureRandom;
import nl.sluis.rules.Passcode;

/** Six digits for one meeting, drawn here: Zoom would take the same for several meetings, if the account says so. */
final class DrawnPasscode {
  private static final int DIGITS = 6;

  private DrawnPasscode() {}

  /** @return none that somebody tries first */
  static String draw(SecureRandom random) {
    while (true) {
      var digits = new StringBuilder();
      for (var i = 0; i < DIGITS; i++) {
        digits.append((char) ('0' + random.nextInt(10)));
      }
      if (Passcode.isGood(digits.toString())) {
        return digits.toString();
      }
    }
  }
}
