package nl.sluis.intake;

/**
 * The meeting that a post wants made, in place of a link.
 *
 * @param provider the gateway's
 * @param host     one of its hosts; null if any will do
 */
record ConferenceWish(String provider, String host) {
  @Override
  public String toString() {
    return "ConferenceWish[" + provider + "]";
  }
}
