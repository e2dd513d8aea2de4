package nl.sluis.keys;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What lies in the keyring's store: an entry {@code <family>.<id>} per key, and {@code epoch.<database>.<number>} per
 * database that uses it. For every key a further one is derived from the password. The number needs none: it stands in
 * the name, and its entry is sealed with the whole store only.
 */
final class KeyStoreEntries {
  private static final String EPOCH = "epoch.";

  private KeyStoreEntries() {}

  static Map<String, SealingKey> keys(KeyStore store, char[] password, Set<String> known)
      throws GeneralSecurityException {
    var keys = new HashMap<String, SealingKey>();
    for (var alias : aliases(store)) {
      var id = id(alias);
      if (id.isPresent() && !known.contains(id.get())) {
        var bytes = store.getKey(alias, password).getEncoded();
        keys.put(id.get(), SealingKey.of(id.get(), KeyFamily.of(alias.substring(0, alias.indexOf('.'))), bytes));
        Arrays.fill(bytes, (byte) 0);
      }
    }
    return keys;
  }

  static Set<String> ids(KeyStore store) throws GeneralSecurityException {
    return aliases(store).stream().flatMap(alias -> id(alias).stream()).collect(Collectors.toUnmodifiableSet());
  }

  static void add(KeyStore store, SealingKey key, char[] password, Bcfks format) throws GeneralSecurityException, IOException {
    set(store, key.family().word() + "." + key.id(), key.reveal(), password, format);
  }

  /** @param bytes wiped */
  private static void set(KeyStore store, String alias, byte[] bytes, char[] password, Bcfks format)
      throws GeneralSecurityException, IOException {
    try {
      store.setKeyEntry(alias, format.entry(bytes, password), null);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** @return whether any was there */
  static boolean remove(KeyStore store, Collection<String> ids) throws GeneralSecurityException {
    var gone = aliases(store).stream().filter(alias -> id(alias).filter(ids::contains).isPresent()).toList();
    for (var alias : gone) {
      store.deleteEntry(alias);
    }
    return !gone.isEmpty();
  }

  /** @return ids of the databases that use the keyring, or did */
  static Set<String> databases(KeyStore store) throws GeneralSecurityException {
    return aliases(store).stream().filter(alias -> alias.startsWith(EPOCH))
        .map(alias -> alias.substring(EPOCH.length(), alias.lastIndexOf('.'))).collect(Collectors.toUnmodifiableSet());
  }

  /** @return 0 if the keyring knows nothing of this database */
  static long epoch(KeyStore store, String database) throws GeneralSecurityException {
    return aliases(store).stream().filter(alias -> alias.startsWith(EPOCH + database + "."))
        .mapToLong(alias -> Long.parseLong(alias.substring(alias.lastIndexOf('.') + 1))).max().orElse(0);
  }

  /** @return whether it was another before */
  static boolean set(KeyStore store, Epoch epoch) throws GeneralSecurityException {
    if (epoch(store, epoch.database()) == epoch.number()) {
      return false;
    }
    for (var alias : aliases(store)) {
      if (alias.startsWith(EPOCH + epoch.database() + ".")) {
        store.deleteEntry(alias);
      }
    }
    setName(store, EPOCH + epoch.database() + "." + epoch.number());
    return true;
  }

  /** Every key is sealed under the password too, and not only the file. */
  static void reseal(KeyStore store, char[] former, char[] next, Bcfks format) throws GeneralSecurityException, IOException {
    for (var alias : aliases(store)) {
      if (alias.startsWith(EPOCH)) {
        setName(store, alias);
      } else if (id(alias).isPresent()) {
        set(store, alias, store.getKey(alias, former).getEncoded(), next, format);
      } else {
        store.setKeyEntry(alias, store.getKey(alias, former), next, null);
      }
    }
  }

  /** An entry that says all in its name. Its content is taken to be sealed already, so no key is derived. */
  private static void setName(KeyStore store, String alias) throws KeyStoreException {
    store.setKeyEntry(alias, new byte[1], null);
  }

  private static List<String> aliases(KeyStore store) throws KeyStoreException {
    return Collections.list(store.aliases());
  }

  /** @return empty for an entry that is no key of ours, which is kept as it is */
  private static Optional<String> id(String alias) {
    return Arrays.stream(KeyFamily.values())
        .map(family -> family.word() + ".")
        .filter(alias::startsWith)
        .map(prefix -> alias.substring(prefix.length()))
        .findFirst();
  }
}
