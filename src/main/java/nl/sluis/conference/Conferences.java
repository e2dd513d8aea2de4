package nl.sluis.conference;

import java.util.Optional;
import nl.sluis.audit.AuditLog;
import nl.sluis.keys.StaleKeyException;
import nl.sluis.keys.Vault;
import nl.sluis.store.Database;
import nl.sluis.store.Tx;

/**
 * The meetings at a service that the database knows of. One is held from the transaction that stores its invitations, and owed from the one that ends
 * them: then it is to be deleted at the service. Nothing here asks a service.
 */
public final class Conferences {
  private static final String NONE = "";
  private static final int BATCH = 500;
  private final ConferenceSeals seals;
  private final ConferenceHashes hashes;

  public Conferences(Vault vault, ConferenceHashes hashes, AuditLog audit) {
    this.seals = new ConferenceSeals(vault, audit);
    this.hashes = hashes;
  }

  /** @return what was made for those of this sequence, also if it is deleted by now; empty if nothing was */
  public Optional<Conference> of(Tx tx, String clientId, byte[] meetingHash, int sequence) {
    return tx.dao(ConferenceDao.class).of(clientId, meetingHash, sequence).map(this::opened);
  }

  /** @param providerId the service's id of a meeting; one that nobody here made, or whose making was given up, is not found */
  public Optional<Conference> byProviderId(Tx tx, String provider, String providerId) {
    try (var hashing = hashes.find(tx)) {
      return hashing == null
          ? Optional.empty()
          : tx.dao(ConferenceDao.class).byProviderId(hashing.meeting(provider, providerId)).stream().findFirst().map(this::opened);
    }
  }

  /** All that is held of a meeting is to be deleted at the service, because nobody is invited to it any more. */
  public void owe(Tx tx, String clientId, byte[] meetingHash) {
    tx.dao(ConferenceDao.class).owe(clientId, meetingHash, NONE, tx.now());
  }

  /**
   * The meeting that was made gets its invitations in this transaction, and takes the place of all that is held of the same uid.
   *
   * @return false if a gateway began to delete it, because it took too long: then nothing may be stored
   */
  public boolean hold(Tx tx, Making making) {
    var sealed = seals.seal(making.id(), ConferenceReference.intended(making.provider(), making.host()).made(making.made()));
    var dao = tx.dao(ConferenceDao.class);
    try (var hashing = hashes.find(tx)) {
      var idHash = hashing == null ? null : hashing.meeting(making.provider(), making.made().providerId());
      if (!dao.hold(making.id(), idHash, sealed.bytes(), sealed.keyId(), tx.now())) {
        var isThere = dao.find(making.id()).filter(row -> ConferenceRow.INTENDED.equals(row.state()) && row.attempts() == 0).isPresent();
        if (isThere) {
          throw new StaleKeyException("conference", sealed.keyId());
        }
        return false;
      }
    }
    dao.owe(making.clientId(), making.meetingHash(), making.id(), tx.now());
    return true;
  }

  /** Notes when all who were invited were inside. @return false if that was noted before, or nobody is invited any more */
  public boolean allIn(Tx tx, String id) {
    return tx.dao(ConferenceDao.class).allIn(id, tx.now());
  }

  /** Hashes all anew under a key that is drawn: somebody else may have the one of now. Done once more after a crash, it draws another. */
  public void drawAnew(Database database) {
    if (!database.write(hashes::forget)) {
      return;
    }
    for (var after = NONE; after != null;) {
      var from = after;
      after = database.write(tx -> rehash(tx, from));
    }
  }

  /** @return where to go on; null behind the last */
  private String rehash(Tx tx, String after) {
    var dao = tx.dao(OwedDao.class);
    var rows = dao.sealedBehind(after, BATCH);
    try (var hashing = hashes.lock(tx)) {
      for (var row : rows) {
        seals.open(row).ifPresent(reference -> dao.rehash(row.id(), hashing.host(reference.provider(), reference.host()),
            reference.providerId() == null ? null : hashing.meeting(reference.provider(), reference.providerId())));
      }
    }
    return rows.size() < BATCH ? null : rows.get(rows.size() - 1).id();
  }

  private Conference opened(ConferenceRow row) {
    return Conference.of(row, seals.open(row).orElse(null));
  }
}
