package nl.sluis.limit;

import nl.sluis.words.Worded;

/** Every limit by name. */
public enum Limit implements Worded {
  CODES_PER_INVITATION("invitation:", Window.DAY),
  NOTICES_PER_ORGANIZER("notices:", Window.HOUR),
  CODES_PER_NUMBER("number:", Window.DAY),
  CODES_PER_CLIENT("codes:", Window.DAY),
  CODES_IN_ALL("codes-in-all", Window.DAY),
  WRONG_CODES_PER_NUMBER("wrong:", Window.DAY),
  INVITATIONS_PER_CLIENT("client:", Window.HOUR),
  UNKNOWN_LINKS_PER_RANGE("unknown:", Window.HOUR),
  WRONG_TRIES_PER_RANGE("tries:", Window.HOUR);

  private final String prefix;
  private final Window window;

  Limit(String prefix, Window window) {
    this.prefix = prefix;
    this.window = window;
  }

  String prefix() {
    return prefix;
  }

  /** The time that it is counted over. */
  public Window window() {
    return window;
  }
}
