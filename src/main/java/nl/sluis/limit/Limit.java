package nl.sluis.limit;

/** Every daily limit by name. A day is a UTC day. */
public enum Limit {
  CODES_PER_INVITATION("invitation:", 3),
  CODES_PER_NUMBER("number:", 10);

  private final String prefix;
  private final int perDay;

  Limit(String prefix, int perDay) {
    this.prefix = prefix;
    this.perDay = perDay;
  }

  String prefix() {
    return prefix;
  }

  public int perDay() {
    return perDay;
  }
}
