package nl.sluis.bounce;

import java.time.Duration;
import java.time.Instant;

/** How many tags of the last day this gateway knew again, and how many not, by the hour. A restart forgets them. */
final class TagCounts {
  private static final int HOURS = 24;
  /** A few may be anybody's: whoever knows the address can send there. */
  private static final int FEW = 3;
  private final long[] hours = new long[HOURS];
  private final int[] right = new int[HOURS];
  private final int[] wrong = new int[HOURS];

  synchronized void count(Instant now, boolean holds) {
    var hour = hour(now);
    var at = (int) (hour % HOURS);
    if (hours[at] != hour) {
      hours[at] = hour;
      right[at] = 0;
      wrong[at] = 0;
    }
    (holds ? right : wrong)[at]++;
  }

  /** @return true if most were wrong, and at least a few */
  synchronized boolean mostAreWrong(Instant now) {
    var rights = 0;
    var wrongs = 0;
    for (var at = 0; at < HOURS; at++) {
      if (hours[at] > hour(now) - HOURS) {
        rights += right[at];
        wrongs += wrong[at];
      }
    }
    return wrongs >= FEW && wrongs > rights;
  }

  private static long hour(Instant now) {
    return now.getEpochSecond() / Duration.ofHours(1).toSeconds();
  }
}
