package nl.sluis.incident;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import nl.sluis.audit.AuditLog;
import nl.sluis.keys.KeyFamily;
import nl.sluis.store.Database;
import nl.sluis.store.Level;
import nl.sluis.store.VoidingDao;

/**
 * Says what could have been read by somebody who has a key and a copy of the database from its time. Made from what the
 * database still knows, tombstones included: so it can be asked for again, until retention ends.
 */
public final class ExposureStatement {
  private final Database database;
  private final AuditLog audit;

  public ExposureStatement(Database database, AuditLog audit) {
    this.database = database;
    this.audit = audit;
  }

  public void write(CompromisedKey key, Consumer<String> say) {
    say.accept("");
    say.accept(String.format(Locale.ROOT,
        "Statement for %s key %s, made %s, retired %s", key.family(), key.id(), key.createdAt(), key.retiredAt()));
    say.accept("Who holds it and a copy of the database from that time could read, of the invitations listed:");
    if (key.keyFamily() == KeyFamily.STORE) {
      say.accept("- contacts: name, mail address and phone number of the invitee, name and mail address of the organizer, until the");
      say.accept(
          "  invitation ended, or was opened for the last time; afterwards the organizer's name and mail address, until it would have expired");
      say.accept("- refs: the schedulers' own marks, until the retention ends, of those not listed too");
      say.accept(
          "- content: not by this key alone. With the link too, which is in the mailbox, and in the copy as long as it also has the outbox");
      say.accept("  key of the hour in which the mail waited or left: then yes, if the invitation had not ended");
      say.accept(
          "- keys of hashes: codes of that time, numbers that got a code that day, and guesses at uids of meetings could be tried out,");
      say.accept("  those of later meetings of the same clients too: a client keeps its key of hashes. A new client has a new one");
      say.accept(
          "- which meeting IDs meetings had, this year and last year until now: guesses could be tried out. Later ones are hashed under a new key");
    } else {
      if (key.isOfTestMessages()) {
        say.accept("- all mails and text messages of this test gateway, of that time and of the day before it");
      }
      say.accept("- links, of those sealed-at-intake whose mail waited or left in that time");
      say.accept(
          "- notices to organizers (names of invitee and organizer), of those locked, undeliverable or at a third wrong try in that");
      say.accept("  time, or in the three days before if the relay had not taken the notice");
      say.accept("- content: not by this key alone. With the store key of that time too: then yes, if the invitation had not ended");
    }
    say.accept("The content of one that is sealed-by-sender was not in this gateway's hands in any case.");
    if (key.hasWrongTimes()) {
      say.accept("The database's clock was set back while the key lived, so its times tell nothing: it may have sealed every one listed.");
    }
    say.accept("id level state created mailed ended erased");
    var levels = key.levels().stream().map(Level::word).toList();
    var count = new AtomicLong();
    new Stretches(database).each((after, upTo) -> {
      var rows = database.read(tx -> tx.dao(VoidingDao.class)
          .exposed(after, upTo, key.sealedSince(), key.madeUntil(), tx.now(), key.mailedSince(), key.noticeSince(), levels));
      rows.forEach(row -> write(key, row, say));
      count.addAndGet(rows.size());
    });
    say.accept(count + " invitations in all");
    audit.record("key-exposure-stated", key.id(), "invitations=" + count);
  }

  private void write(CompromisedKey key, VoidingDao.Exposed row, Consumer<String> say) {
    var line = String.format(Locale.ROOT,
        "%s %s %s %s %s %s", row.level(), row.state(), row.createdAt(), row.mailedAt(), row.endedAt(), row.erasedAt());
    say.accept(row.id() + " " + line);
    audit.record("invitation-exposed", row.id(), "key=" + key.id() + " " + line);
  }
}
