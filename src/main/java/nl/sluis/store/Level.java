package nl.sluis.store;

/** Who held the plaintext of a meeting; named on every invitation. */
public enum Level {
  /** The gateway got plaintext over TLS and sealed it before anything was stored. */
  SEALED_AT_INTAKE("sealed-at-intake"),

  /** The scheduler sealed before it posted: the gateway never had plaintext or link secret. */
  SEALED_BY_SENDER("sealed-by-sender");

  private final String word;

  Level(String word) {
    this.word = word;
  }

  /** @return as in SQL and JSON */
  public String word() {
    return word;
  }
}
