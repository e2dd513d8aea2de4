package nl.sluis.limit;

import nl.sluis.words.Worded;

/** Every limit by name. */
public enum Limit implements Worded {
  CODES_PER_INVITATION("invitation:", Window.DAY, true),
  NOTICES_PER_ORGANIZER("notices:", Window.HOUR, true),
  CODES_PER_NUMBER("number:", Window.DAY, true),
  CODES_PER_CLIENT("codes:", Window.DAY, false),
  CODES_IN_ALL("codes-in-all", Window.DAY, false),
  WRONG_CODES_PER_NUMBER("wrong:", Window.DAY, true),
  INVITATIONS_PER_CLIENT("client:", Window.HOUR, false),
  UNKNOWN_LINKS_PER_RANGE("unknown:", Window.HOUR, false),
  WRONG_TRIES_PER_RANGE("tries:", Window.HOUR, false),
  /** Meetings that a video service makes. */
  CONFERENCES_PER_CLIENT("conferences:", Window.DAY, false),
  CONFERENCES_PER_HOST("host:", Window.DAY, false);

  private final String prefix;
  private final Window window;
  private final boolean isOftenFirst;

  Limit(String prefix, Window window, boolean isOftenFirst) {
    this.prefix = prefix;
    this.window = window;
    this.isOftenFirst = isOftenFirst;
  }

  String prefix() {
    return prefix;
  }

  /** Whether a use is mostly the first of its subject in a window, so that a row is inserted more often than changed. */
  boolean isOftenFirst() {
    return isOftenFirst;
  }

  /** The time that it is counted over. */
  public Window window() {
    return window;
  }
}
