package nl.sluis.conference;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.sluis.feed.EventType;
import nl.sluis.keys.StaleKeyException;
import nl.sluis.store.Attention;
import nl.sluis.store.Database;
import nl.sluis.store.InvitedDao;
import nl.sluis.store.Tx;

/** What the database says of meetings that are to be deleted: which are due, and what became of them. */
final class OwedConferences {
  /** While a gateway deletes one, no other begins with it. */
  static final Duration LEASE = Duration.ofMinutes(2);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final int MOST_DOUBLINGS = 6;
  private static final int PAGE = 500;
  private final Database database;
  private final ConferenceSeals seals;

  OwedConferences(Database database, ConferenceSeals seals) {
    this.database = database;
    this.seals = seals;
  }

  /**
   * One that this gateway is to delete.
   *
   * @param reference null if it did not open: then it is found by its marker, at whatever host
   */
  record Due(ConferenceRow row, ConferenceReference reference) {
    /** @return null if the service's id is not known */
    String providerId() {
      return reference == null ? null : reference.providerId();
    }

    @Override
    public String toString() {
      return "Due[" + row.id() + "]";
    }
  }

  /** Claims what is due, so that no other gateway and no post goes on with it. */
  List<Due> claim(int batch) {
    return database.write(tx -> {
      var rows = dao(tx).due(tx.now(), batch);
      rows.forEach(row -> dao(tx).claim(row.id(), tx.now().plus(LEASE)));
      return rows.stream().map(row -> new Due(row, seals.open(row).orElse(null))).toList();
    });
  }

  /** It is gone at the service. If its scheduler was told that it is not, there is nothing to look at any more. */
  void gone(ConferenceRow row) {
    var wasTold = database.write(tx -> {
      if (!dao(tx).markDeleted(row.id(), tx.now())) {
        dao(tx).forget(row.id());
        return false;
      }
      return tx.dao(ConferenceDao.class).find(row.id()).filter(deleted -> deleted.toldAt() != null).isPresent();
    });
    if (wasTold) {
      call(row, null);
    }
  }

  /** It may still be there: it is tried again, each time a while later. */
  void postpone(ConferenceRow row) {
    var pause = Duration.ofMinutes(1).multipliedBy(1L << Math.min(row.attempts(), MOST_DOUBLINGS));
    database.write(tx -> {
      dao(tx).postpone(row.id(), tx.now().plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause));
      return null;
    });
  }

  /**
   * A post was given up, and its meeting is there.
   *
   * @param providerId the service's id of it
   * @return false if it has invitations, so that it must stay
   */
  boolean giveUp(Making making, String providerId) {
    return database.write(tx -> {
      var sealed = seals.seal(making.id(), ConferenceReference.intended(making.provider(), making.host()).leftBehind(providerId));
      if (dao(tx).giveUp(making.id(), sealed.bytes(), sealed.keyId(), tx.now(), tx.now().plus(LEASE))) {
        return true;
      }
      var found = tx.dao(ConferenceDao.class).find(making.id());
      if (found.filter(row -> ConferenceRow.INTENDED.equals(row.state())).isPresent()) {
        throw new StaleKeyException("conference", sealed.keyId());
      }
      // One that another gateway began to delete is not there, or is owed.
      return found.isEmpty() || found.get().heldAt() == null;
    });
  }

  /** Nobody knows whether it was made; in an hour its marker tells. */
  void giveUpUnknown(String id) {
    database.write(tx -> {
      dao(tx).giveUpUnknown(id);
      return null;
    });
  }

  /** Nothing was made, and nothing will be. */
  void forget(Tx tx, String id) {
    dao(tx).forget(id);
  }

  void forget(String id) {
    database.write(tx -> dao(tx).forget(id));
  }

  /** Tells schedulers which meetings are there for long though nobody is invited any more. @return their ids */
  List<String> tell(Duration patience, int batch) {
    var untold = database.read(tx -> dao(tx).untold(Instant.EPOCH, tx.now().minus(patience), batch));
    untold.forEach(row -> {
      call(row, Attention.CONFERENCE_NOT_DELETED);
      var isTold = database.write(tx -> {
        var isFirst = dao(tx).markTold(row.id(), tx.now());
        if (isFirst) {
          tx.events().add(EventType.CONFERENCE_NOT_DELETED, row.clientId(), first(tx, row).orElse(null), 0);
        }
        return isFirst || tx.dao(ConferenceDao.class).find(row.id()).filter(ConferenceRow::isOwed).isPresent();
      });
      if (!isTold) {
        // It was deleted just now.
        call(row, null);
      }
    });
    return untold.stream().map(ConferenceRow::id).toList();
  }

  int count(Duration patience) {
    return database.read(tx -> dao(tx).owedSince(Instant.EPOCH, tx.now().minus(patience)));
  }

  /** @param attention null if there is nothing to look at any more */
  private void call(ConferenceRow row, Attention attention) {
    for (var after = -1L; after < Long.MAX_VALUE;) {
      var from = after;
      after = database.write(tx -> {
        var page = page(tx, row, from);
        tx.invitations().callAttentionAfterEnd(
            page.stream().map(InvitedDao.Listed::invitation).filter(one -> one.sequence() == row.sequence()).map(one -> one.id()).toList(),
            Attention.CONFERENCE_NOT_DELETED, attention);
        return page.size() < PAGE ? Long.MAX_VALUE : page.get(page.size() - 1).number();
      });
    }
  }

  private static Optional<String> first(Tx tx, ConferenceRow row) {
    return page(tx, row, -1).stream().map(InvitedDao.Listed::invitation).filter(one -> one.sequence() == row.sequence())
        .map(one -> one.id()).findFirst();
  }

  private static List<InvitedDao.Listed> page(Tx tx, ConferenceRow row, long after) {
    return tx.invited().ofMeeting(row.clientId(), row.meetingHash(), after, PAGE);
  }

  /** Meetings to come that nobody is invited to any more become owed. @return where to go on; the beginning behind the last */
  Walked oweDeserted(Walked after, int batch) {
    // Only where one is found does anything change.
    var rows = database.read(tx -> dao(tx).toCome(after.startsAt.isAfter(tx.now()) ? after.startsAt : tx.now(), after.id, batch));
    if (!rows.isEmpty()) {
      var ids = rows.stream().map(ConferenceRow::id).toList();
      var deserted = database.read(tx -> dao(tx).deserted(ids, tx.now()));
      if (!deserted.isEmpty()) {
        database.write(tx -> dao(tx).oweDeserted(deserted, tx.now()));
      }
    }
    return rows.size() < batch ? Walked.NOTHING : new Walked(rows.get(rows.size() - 1).startsAt(), rows.get(rows.size() - 1).id());
  }

  /** How far a walk over the meetings to come went. */
  record Walked(Instant startsAt, String id) {
    static final Walked NOTHING = new Walked(Instant.EPOCH, "");
  }

  /** @return whether anything is to be deleted, or retention ended something */
  boolean hasWork(Duration retention) {
    return database.read(tx -> dao(tx).hasWork(tx.now(), since(tx, retention)));
  }

  /** @return true if there may be more */
  boolean oweEnded(Duration retention, int batch) {
    return database.write(tx -> dao(tx).oweEnded(since(tx, retention), tx.now(), batch) == batch);
  }

  /** @return true if there may be more */
  boolean forgetDeleted(Duration retention, int batch) {
    return database.write(tx -> dao(tx).forgetDeleted(since(tx, retention), batch) == batch);
  }

  private static Instant since(Tx tx, Duration retention) {
    return tx.now().minus(retention);
  }

  private static OwedDao dao(Tx tx) {
    return tx.dao(OwedDao.class);
  }
}
