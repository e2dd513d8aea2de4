package nl.sluis.store;

import java.util.Arrays;
import java.util.Optional;
import nl.sluis.words.Worded;

/**
 * Why a scheduler should look at an invitation. To clients and in the database it is its {@link #word}; clients tolerate new ones
 * (docs/operations.md says what each asks for).
 */
public enum Attention implements Worded {
  NUMBER_TAKES_NO_SMS(1),
  SMS_UNAVAILABLE(2),
  CODES_USED_UP(3),
  LOCKED(4),
  UNDELIVERABLE(5),
  KEY_COMPROMISED(6),
  RESTORED(7),
  TAMPERED(8),
  BOUNCED(9),
  DELAYED(10),
  CONFERENCE_NOT_DELETED(11);

  private final int number;

  Attention(int number) {
    this.number = number;
  }

  /** @return its number in events, which stays the same for ever; never 0, which is none */
  public int number() {
    return number;
  }

  /** @param attention null is none */
  static int numberOf(Attention attention) {
    return attention == null ? 0 : attention.number;
  }

  /** @return empty for 0, and for one of a later version */
  public static Optional<Attention> ofNumber(int number) {
    return Arrays.stream(values()).filter(one -> one.number == number).findFirst();
  }

  /** @param word as stored; null is none of these */
  public boolean is(String word) {
    return word().equals(word);
  }
}
