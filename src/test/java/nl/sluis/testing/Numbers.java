package nl.sluis.testing;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Dutch mobile numbers, each given once, so that no test meets another's daily limit. None ends in 0000: those are the wrong digits of tests. None ends
 * in a year, which stands in every time.
 */
public final class Numbers {
  private static final AtomicInteger NEXT = new AtomicInteger(10_000_001);

  private Numbers() {}

  public static String next() {
    var number = NEXT.getAndIncrement();
    var digits = number % 10_000;
    return digits == 0 || digits / 100 == 20 ? next() : "+316" + number;
  }
}
