package nl.sluis.keys;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The keys in memory: all that open, and for each family the one that seals. A value: a change returns another one. Each change returns a new
 * ring, so that whoever holds the former finishes with it, and a crash leaves the one or the other.
 *
 * <p>To retire the active key is to activate another: a family is never left without.
 */
final class Keyring {
  private static final Keyring EMPTY = new Keyring(Map.of(), Map.of());

  private final Map<String, SealingKey> keys;
  private final Map<KeyFamily, SealingKey> active;

  private Keyring(Map<String, SealingKey> keys, Map<KeyFamily, SealingKey> active) {
    this.keys = keys;
    this.active = active;
  }

  static Keyring empty() {
    return EMPTY;
  }

  /** @return a ring in which the key opens, and does not yet seal */
  Keyring add(SealingKey key) {
    if (keys.containsKey(key.id())) {
      throw new IllegalArgumentException(key + " is in the ring already");
    }
    var more = new HashMap<>(keys);
    more.put(key.id(), key);
    return new Keyring(Map.copyOf(more), active);
  }

  /** @return a ring in which this key seals, and the former active one of its family still opens */
  Keyring activate(String id) {
    var key = find(id)
        .orElseThrow(() -> new IllegalArgumentException("key " + id + " is not in the ring: add it first"));
    var other = new EnumMap<KeyFamily, SealingKey>(KeyFamily.class);
    other.putAll(active);
    other.put(key.family(), key);
    return new Keyring(keys, Map.copyOf(other));
  }

  /** @return the key that seals, if the family has one */
  Optional<SealingKey> active(KeyFamily family) {
    return Optional.ofNullable(active.get(family));
  }

  /** @return the key that opens what names it */
  Optional<SealingKey> find(String id) {
    return Optional.ofNullable(keys.get(id));
  }

  Set<String> ids() {
    return keys.keySet();
  }

  @Override
  public String toString() {
    return "Keyring" + keys.values();
  }
}
