package nl.sluis.mail;

import java.util.Locale;

/** What an organizer is told of, once each per invitation. */
public enum NoticeKind {
  /** Three wrong tries, of digits and codes together: the wrong reader, or one who needs help. */
  THIRD_WRONG_TRY,

  /** All tries were used up; the invitation is dead. */
  LOCKED,

  /** The relay refused the mail for good; the invitation is dead. */
  UNDELIVERABLE,

  /** Somebody's mail server reports that the mail did not arrive; the invitation lives on. */
  BOUNCED,

  /** Whoever holds the link asks for a new invitation. */
  ASKED;

  /** Reads what {@link #word} says. */
  public static NoticeKind of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** @return as {@code third-wrong-try}, in Message-IDs and as key of the words */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
