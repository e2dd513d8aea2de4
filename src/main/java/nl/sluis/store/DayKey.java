package nl.sluis.store;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The key of today's pseudonyms in memory, so that it is opened once a day and not at each visit. Wiped when the day is over. */
final class DayKey {
  private String day = "";
  private byte[] key = new byte[0];

  /** @return the value's name; empty if this is not the key of that day */
  synchronized Optional<String> name(String ofDay, String value) {
    return day.equals(ofDay) ? Optional.of(DailyPseudonyms.name(key, value)) : Optional.empty();
  }

  /**
   * Keeps a copy, unless it has one of this day or a later one.
   *
   * @param left until the day is over
   */
  synchronized void keep(String ofDay, byte[] keyOfDay, Duration left) {
    if (ofDay.compareTo(day) > 0) {
      Arrays.fill(key, (byte) 0);
      key = keyOfDay.clone();
      day = ofDay;
      CompletableFuture.delayedExecutor(left.toMillis(), TimeUnit.MILLISECONDS).execute(() -> forget(ofDay));
    }
  }

  /** Wipes the key, if it is that of this day. */
  synchronized void forget(String ofDay) {
    if (day.equals(ofDay)) {
      Arrays.fill(key, (byte) 0);
      day = "";
    }
  }
}
