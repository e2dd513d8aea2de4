package nl.sluis.store;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import nl.sluis.envelope.Base64Url;
import nl.sluis.feed.EventType;
import nl.sluis.keys.SealedColumn;
import nl.sluis.keys.StaleKeyException;
import nl.sluis.keys.Vault;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.secret.Hashes;

/** The keys of schedulers: made, listed, revoked. A client may have several at once, so that one can follow another without a gap. */
public final class ClientKeys {
  private static final Duration AHEAD = Duration.ofDays(14);
  private final Database database;
  private final Vault vault;
  private final SecureRandom random;
  private final Runnable forget;

  /** @param forget makes this gateway forget which keys it knows */
  public ClientKeys(Database database, Vault vault, SecureRandom random, Runnable forget) {
    this.database = database;
    this.vault = vault;
    this.random = random;
    this.forget = forget;
  }

  /**
   * Draws a key for the client of this name, who is made if there is none.
   *
   * @param term how long it is valid, by the calendar of UTC; null if it never expires
   */
  public NewKey create(String name, Set<Scope> scopes, TemporalAmount term) {
    var key = new byte[32];
    random.nextBytes(key);
    var hash = Hashes.sha256(key);
    var expiresAt = database.write(tx -> {
      var dao = tx.dao(ClientDao.class);
      var until = term == null ? null : tx.now().atOffset(ZoneOffset.UTC).plus(term).toInstant();
      var client = dao.byName(name).map(Client::id).orElseGet(() -> insert(tx, name));
      dao.insertKey(hash, client, String.join(",", Scope.words(scopes)), until, tx.now());
      return until;
    });
    return new NewKey(key, ClientKey.id(hash), expiresAt);
  }

  /** @return ids of the keys that were revoked: all that the client had */
  public List<String> revokeAll(String name) {
    return revoke(name, (keys, now) -> keys);
  }

  /** @return the id of the key, or nothing if it was revoked before */
  public List<String> revokeOne(String name, String id) {
    return revoke(name, (keys, now) -> {
      var named = keys.stream().filter(key -> key.id().equals(id)).toList();
      if (named.isEmpty()) {
        throw new ProblemException(Problem.NOT_FOUND, "this client has no such key");
      }
      return named;
    });
  }

  /** @return ids of the keys that were revoked. The newest of those that are valid stays: one that expired is no use to anybody */
  public List<String> revokeAllButNewest(String name) {
    return revoke(name, (keys, now) -> {
      var newest = keys.stream().filter(key -> key.isValidAt(now)).max(Comparator.comparing(ClientKey::createdAt));
      return keys.stream().filter(key -> newest.isEmpty() || !Arrays.equals(key.keyHash(), newest.get().keyHash())).toList();
    });
  }

  /** @return all clients by their names */
  public List<ClientView> list() {
    var rows = database.read(tx -> tx.dao(ClientDao.class).all());
    return rows.stream()
        .collect(groupingBy(ClientDao.Row::name, LinkedHashMap::new, mapping(ClientDao.Row::view, toList())))
        .entrySet().stream().map(one -> new ClientView(one.getKey(), one.getValue().stream().filter(Objects::nonNull).toList())).toList();
  }

  /**
   * Clients that will have no valid key in two weeks, or have none any more because their last one expired; the most urgent first. Those whose
   * keys were all revoked are not among them. Whoever warns of it, operators or clients, asks this.
   */
  public static List<Expiring> expiring(Tx tx) {
    return tx.dao(ClientDao.class).expiring(tx.now().plus(AHEAD));
  }

  /** Tells these clients in their feeds, once of each such key. */
  static void tellExpiring(Tx tx) {
    for (var one : expiring(tx)) {
      if (tx.dao(ClientDao.class).warn(one.id(), one.expiresAt(), tx.now()) > 0) {
        var days = Math.max(0, Duration.between(tx.now(), one.expiresAt()).toDays());
        tx.events().add(EventType.CLIENT_KEY_EXPIRES, one.id(), null, (int) days);
      }
    }
  }

  /** This gateway refuses them when this returns, and the others within a second. */
  private List<String> revoke(String name, BiFunction<List<ClientKey>, Instant, List<ClientKey>> which) {
    var revoked = database.write(tx -> {
      var dao = tx.dao(ClientDao.class);
      var client = dao.byName(name).orElseThrow(() -> new ProblemException(Problem.NOT_FOUND, "there is no client of this name"));
      var ids = which.apply(dao.keysOf(client.id()), tx.now()).stream().filter(key -> dao.revoke(key.keyHash(), tx.now()))
          .map(ClientKey::id).toList();
      if (!dao.hasKey(client.id())) {
        silence(tx, client.id());
      }
      return ids;
    });
    forget.run();
    return revoked;
  }

  /** Whoever may not ask any more is told nothing any more. */
  private static void silence(Tx tx, String clientId) {
    var dao = tx.dao(ClientDao.class);
    dao.liveWebhooks(clientId).forEach(one -> tx.events().add(EventType.WEBHOOK_DISABLED, clientId, null, one.number()));
    dao.disableWebhooks(clientId, tx.now());
  }

  private String insert(Tx tx, String name) {
    var id = new byte[16];
    random.nextBytes(id);
    var clientId = Base64Url.encode(id);
    var hashKey = new byte[32];
    random.nextBytes(hashKey);
    var sealed = vault.seal(SealedColumn.CLIENT_HASH_KEY, clientId, hashKey);
    Arrays.fill(hashKey, (byte) 0);
    if (!tx.dao(ClientDao.class).insert(clientId, name, sealed.bytes(), sealed.keyId(), tx.now())) {
      throw new StaleKeyException("client", sealed.keyId());
    }
    return clientId;
  }

  /**
   * @param id        of the client
   * @param expiresAt when its last key expires, or did
   */
  public record Expiring(String id, String name, Instant expiresAt) {
    @Override
    public String toString() {
      return name + " (" + expiresAt + ")";
    }
  }
}
