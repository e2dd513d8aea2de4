package nl.sluis.link;

/**
 * One request of somebody who has a link, as far as it tells who asks.
 *
 * @param access 32 bytes, derived from the link secret; whoever read them wipes them
 * @param from   the visitor's range of addresses; null where none is known
 */
record Visit(byte[] access, String from) {
  @Override
  public String toString() {
    return "Visit[redacted]";
  }
}
