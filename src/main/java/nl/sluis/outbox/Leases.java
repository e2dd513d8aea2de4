package nl.sluis.outbox;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import nl.sluis.envelope.Base64Url;
import nl.sluis.mail.MailSender;
import nl.sluis.store.Database;
import nl.sluis.store.Invitation;
import nl.sluis.store.Tx;
import org.jdbi.v3.core.JdbiException;

/**
 * Claims mails for this gateway, and gives back those that it does not send. A lease ends by itself, so that a dead gateway's mails come free.
 *
 * <p>One thread claims. Any thread may end a claim.
 */
final class Leases {
  /** No slow relay outlives it, though the mail was claimed a while before. A dead gateway's mails wait that long. */
  private static final Duration LONGEST = MailSender.LONGEST.plusSeconds(30);
  private static final int LEASE_BYTES = 16;

  private final Database database;
  private final SecureRandom random;
  private final LongSupplier nanos;
  /** Held whatever the clock says of the lease: it may have been set forward meanwhile. */
  private final Map<Long, Claim> held = new ConcurrentHashMap<>();
  /** Nobody began to send them. They are held until they are given back. */
  private final Map<Long, Claim> unused = new ConcurrentHashMap<>();
  /** Numbers by lease, of claims that failed: they may have been committed all the same, and nobody shall wait for their end. */
  private final Map<String, List<Long>> failed = new ConcurrentHashMap<>();
  private final Turns turns = new Turns();
  private int found;

  /** @param nanos as {@link System#nanoTime} */
  Leases(Database database, SecureRandom random, LongSupplier nanos) {
    this.database = database;
    this.random = random;
    this.nanos = nanos;
  }

  /** Ends the leases of everybody. */
  void releaseAll() {
    database.write(tx -> {
      tx.dao(OutboxDao.class).releaseAll();
      return null;
    });
  }

  boolean anyDue() {
    return database.read(tx -> tx.dao(OutboxDao.class).anyDue(tx.now()));
  }

  /**
   * @param many at most so many
   * @return in the order in which they are to be sent; fewer if no more is due, or another gateway was faster
   */
  List<Claim> claim(int many) {
    var lease = drawLease();
    var asked = new ArrayList<Long>();
    try {
      var claims = database.write(tx -> {
        asked.clear();
        asked.addAll(due(tx, many));
        return claim(tx, asked, lease);
      });
      found = asked.size();
      claims.forEach(claim -> held.put(claim.number(), claim));
      return claims;
    } catch (RuntimeException e) {
      if (!asked.isEmpty()) {
        failed.put(lease, List.copyOf(asked));
      }
      throw e;
    }
  }

  /** @return true if the last claim found as many mails, though another gateway may have been faster, so that there may be more */
  boolean foundAsMany(int many) {
    return found == many;
  }

  private List<Long> due(Tx tx, int many) {
    var dao = tx.dao(OutboxDao.class);
    // Those held may be due as well, so there must be room for them.
    var again = dao.again(tx.now(), many + held.size());
    var untried = dao.untried(tx.now(), many);
    return turns.of(again, untried).stream().filter(number -> !held.containsKey(number)).limit(many).toList();
  }

  private List<Claim> claim(Tx tx, List<Long> due, String lease) {
    if (due.isEmpty()) {
      return List.of();
    }
    var dao = tx.dao(OutboxDao.class);
    var entries = dao.claimable(due, tx.now()).stream().collect(Collectors.toMap(OutboxEntry::number, entry -> entry));
    if (entries.isEmpty()) {
      return List.of();
    }
    dao.claim(List.copyOf(entries.keySet()), lease, tx.now().plus(LONGEST), tx.now());
    var invited = entries.values().stream().filter(OutboxEntry::isInvitation).map(OutboxEntry::invitationId).toList();
    var invitations = tx.invitations().byIds(invited);
    var readAt = nanos.getAsLong();
    return due.stream().map(entries::get).filter(Objects::nonNull)
        .map(entry -> new Claim(entry, lease, invitations.get(entry.invitationId()), readAt)).toList();
  }

  /**
   * Reads a claim once more, in a transaction of its own.
   *
   * @param use what is made of it
   * @return empty if the lease ended, or the mail is owed no longer
   */
  <T> Optional<T> readAnew(Claim claim, Function<Claim, T> use) {
    try {
      return database.read(tx -> tx.dao(OutboxDao.class).claimed(claim.number(), claim.lease()).map(entry -> {
        var invitation = entry.isInvitation() ? tx.invitations().byId(entry.invitationId()).orElseThrow() : (Invitation) null;
        return use.apply(new Claim(entry, claim.lease(), () -> invitation, nanos.getAsLong()));
      }));
    } catch (JdbiException e) {
      unused(claim);
      throw e;
    }
  }

  Duration age(Claim claim) {
    return Duration.ofNanos(nanos.getAsLong() - claim.readAt());
  }

  boolean areNone() {
    return held.isEmpty();
  }

  /** The mail was sent, or not, and that is booked. */
  void end(Claim claim) {
    if (!unused.containsKey(claim.number())) {
      held.remove(claim.number(), claim);
    }
  }

  /** Nobody began to send the mail, and nobody will by this claim. */
  void unused(Claim claim) {
    unused.put(claim.number(), claim);
  }

  /** So that they can be claimed again, and another gateway need not wait for their end. */
  void giveBackUnused() {
    var claims = List.copyOf(unused.values());
    var leases = Map.copyOf(failed);
    if (claims.isEmpty() && leases.isEmpty()) {
      return;
    }
    database.write(tx -> {
      var dao = tx.dao(OutboxDao.class);
      claims.forEach(claim -> dao.restore(claim.entry(), claim.lease()));
      leases.forEach((lease, numbers) -> numbers.forEach(number -> dao.giveBack(number, lease)));
      return null;
    });
    claims.forEach(claim -> {
      unused.remove(claim.number(), claim);
      held.remove(claim.number(), claim);
    });
    leases.keySet().forEach(failed::remove);
  }

  /** Of those that are being sent too. */
  void giveBackAll() {
    giveBackUnused();
    var claims = List.copyOf(held.values());
    database.write(tx -> {
      claims.forEach(claim -> tx.dao(OutboxDao.class).giveBack(claim.number(), claim.lease()));
      return null;
    });
  }

  private String drawLease() {
    var bytes = new byte[LEASE_BYTES];
    random.nextBytes(bytes);
    return Base64Url.encode(bytes);
  }
}
