package nl.sluis.store;

import java.time.Duration;

/** How long sealed values may stay in the database. An exposure statement calculates with it. */
public final class Lifetimes {
  /** Whoever inserted when a key was being retired may bear a moment a little later. */
  public static final Duration SLACK = Duration.ofMinutes(1);

  /** How long a notice to the organizer is worth sending, whatever became of the invitation. */
  public static final Duration NOTICE = Duration.ofDays(3);

  /** How long a test gateway keeps what it sent. {@code incident.CompromiseDao} says the same in SQL. */
  public static final Duration TEST_MESSAGE = Duration.ofDays(1);

  private Lifetimes() {}
}
