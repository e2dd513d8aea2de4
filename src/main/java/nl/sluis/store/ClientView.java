package nl.sluis.store;

import java.time.Instant;
import java.util.List;

/**
 * What an operator sees of a client.
 *
 * @param keys     those that are not revoked, the newest first
 * @param webhooks hosts to which its events are sent
 */
public record ClientView(String name, List<Key> keys, List<String> webhooks) {
  ClientView(String name, List<Key> keys) {
    this(name, keys, List.of());
  }

  /** The same client, with the hosts of its webhooks. */
  public ClientView telling(List<String> hosts) {
    return new ClientView(name, keys, hosts);
  }

  @Override
  public String toString() {
    return "ClientView[" + name + "]";
  }

  /**
   * @param id         the first eight hexadecimal digits of the key's digest
   * @param scopes     words, in one order
   * @param expiresAt  null if it never expires; one that expired stays here until it is revoked
   * @param lastUsedOn a day of UTC, as {@code 2027-01-12}; null before
   */
  public record Key(String id, Instant createdAt, List<String> scopes, Instant expiresAt, String lastUsedOn) {}
}
