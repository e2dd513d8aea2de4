package nl.sluis.webhook;

import java.time.Duration;
import nl.sluis.words.Worded;

/**
 * What came of one attempt.
 *
 * @param status     of the answer; 0 if there was none
 * @param reason     why there was none; null if there was one
 * @param retryAfter the header {@code Retry-After} as it came; null if there was none
 * @param took       from the beginning of the attempt to its end
 */
record Answer(int status, Reason reason, String retryAfter, Duration took) {
  /** Longer is slow: then few messages go there at a time. */
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final int GONE = 410;

  /** Why there is no answer. */
  enum Reason implements Worded {
    /** Fifteen seconds were over. */
    TIMEOUT,
    /** The name has no address, or one that is not public. */
    NO_PUBLIC_ADDRESS,
    /** No address of it takes connections. */
    NO_CONNECTION,
    /** The certificate is not of this name, or nobody known signed it. */
    TLS,
    /** What came is no HTTP, or the connection ended. */
    BROKEN
  }

  static Answer of(int status, String retryAfter, Duration took) {
    return new Answer(status, null, retryAfter, took);
  }

  static Answer none(Reason reason, Duration took) {
    return new Answer(0, reason, null, took);
  }

  boolean isTaken() {
    return status >= 200 && status < 300;
  }

  boolean isGone() {
    return status == GONE;
  }

  boolean isSoon() {
    return took.compareTo(SOON) <= 0;
  }

  /** @return an HTTP status, or a word: as the database and clients have it */
  String word() {
    return reason == null ? String.valueOf(status) : reason.word();
  }
}
