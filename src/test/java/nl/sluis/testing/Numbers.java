package nl.sluis.testing;

import java.util.concurrent.atomic.AtomicInteger;

/** Dutch mobile numbers, each given once, so that no test meets another's daily limit. None ends in 0000: those are the wrong digits of tests. */
public final class Numbers {
  private static final AtomicInteger NEXT = new AtomicInteger(10_000_001);

  private Numbers() {}

  public static String next() {
    var number = NEXT.getAndIncrement();
    return number % 10_000 == 0 ? next() : "+316" + number;
  }
}
