package nl.sluis.keys;

/** A key that the database lists. */
record KeyRow(String id, KeyFamily family, KeyState state) {
  boolean is(KeyFamily family, KeyState state) {
    return this.family == family && this.state == state;
  }
}
