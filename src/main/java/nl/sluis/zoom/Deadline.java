package nl.sluis.zoom;

import java.time.Duration;

/** When all has to be over, calls and pauses together. */
record Deadline(long nanoTime) {
  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** @return zero if it has passed */
  Duration left() {
    return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
  }

  /** @return so much before this one, but not before now */
  Deadline lessThan(Duration reserved) {
    return new Deadline(Math.max(System.nanoTime(), nanoTime - reserved.toNanos()));
  }

  /** @return whichever comes first */
  Deadline orIn(Duration time) {
    var other = Deadline.in(time);
    return other.nanoTime - nanoTime < 0 ? other : this;
  }
}
