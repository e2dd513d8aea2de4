package nl.sluis.testing;

import java.util.concurrent.atomic.AtomicInteger;

/** Dutch mobile numbers, each given once, so that no test meets another's daily limit. */
public final class Numbers {
  private static final AtomicInteger NEXT = new AtomicInteger(10_000_001);

  private Numbers() {}

  public static String next() {
    return "+316" + NEXT.getAndIncrement();
  }
}
