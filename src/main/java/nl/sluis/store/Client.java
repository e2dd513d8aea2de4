package nl.sluis.store;

/**
 * A scheduler that may post.
 *
 * @param hashKey sealed; makes the keyed hashes of its meetings' uids
 */
public record Client(String id, String name, String keyId, byte[] hashKey) {
  @Override
  public String toString() {
    return "Client[" + name + "]";
  }
}
