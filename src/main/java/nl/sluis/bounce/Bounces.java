package nl.sluis.bounce;

import java.util.Optional;
import nl.sluis.audit.AuditLog;
import nl.sluis.bounce.Report.Action;
import nl.sluis.feed.EventType;
import nl.sluis.mail.NoticeKind;
import nl.sluis.outbox.Outbox;
import nl.sluis.store.Attention;
import nl.sluis.store.Contacts;
import nl.sluis.store.Database;
import nl.sluis.store.Tx;

/**
 * Takes reports of mails that did not arrive. The invitation stays as it is, because whoever has the mail can write such a report, and one may be about an
 * address to which the invitee's mail is handed on.
 */
public final class Bounces {
  private final Database database;
  private final BounceTags tags;
  private final Contacts contacts;
  private final Outbox outbox;
  private final BounceMeters meters;
  private final AuditLog audit;
  private final TagCounts counts = new TagCounts();

  public Bounces(Database database, BounceTags tags, Contacts contacts, Outbox outbox, BounceMeters meters, AuditLog audit) {
    this.database = database;
    this.tags = tags;
    this.contacts = contacts;
    this.outbox = outbox;
    this.meters = meters;
    this.audit = audit;
  }

  /** @param id of the invitation, there or not; empty if no tag names one */
  public record Taken(BounceOutcome outcome, Optional<String> id) {}

  /** @param mail a whole mail (RFC 5322), or its beginning; not wiped here */
  public Taken take(byte[] mail) {
    var report = ReportReader.read(mail);
    var id = report.tags().isEmpty() ? Optional.<String>empty() : tags.id(report.tags());
    var outcome = id.map(known -> note(known, report)).orElseGet(() -> withoutTag(report));
    if (id.isPresent() || outcome == BounceOutcome.WRONG_TAG) {
      counts.count(database.now(), id.isPresent());
    }
    meters.mark(outcome);
    return new Taken(outcome, id);
  }

  /** @return true if most tags of the last day were wrong, here */
  boolean mostTagsAreWrong() {
    return counts.mostAreWrong(database.now());
  }

  /** What has no tag and is no report either is no business of ours. */
  private static BounceOutcome withoutTag(Report report) {
    return report.tags().isEmpty() && !isTrouble(report) ? BounceOutcome.NO_REPORT : BounceOutcome.WRONG_TAG;
  }

  private static boolean isTrouble(Report report) {
    return report.action() == Action.FAILED || report.action() == Action.DELAYED;
  }

  private BounceOutcome note(String id, Report report) {
    if (!isTrouble(report)) {
      return BounceOutcome.NO_REPORT;
    }
    if (!database.write(tx -> note(tx, id, report))) {
      return BounceOutcome.NOTHING_NEW;
    }
    var failed = report.action() == Action.FAILED;
    audit.record(failed ? "invitation-bounced" : "invitation-delayed", id, "status=" + report.statusText());
    return failed ? BounceOutcome.FAILED : BounceOutcome.DELAYED;
  }

  private boolean note(Tx tx, String id, Report report) {
    // Whoever opened it had the mail.
    var found = tx.invitations().lock(id).filter(one -> one.isLiveAt(tx.now()) && one.openedAt() == null);
    if (found.isEmpty() || !keep(tx, id, report)) {
      return false;
    }
    var invitation = found.get();
    if (report.action() == Action.FAILED) {
      tx.invitations().callAttention(id, Attention.BOUNCED);
      tx.events().add(EventType.BOUNCED, invitation.clientId(), id, report.status());
      outbox.enqueueNotice(tx, invitation, NoticeKind.BOUNCED, contacts.open(invitation));
    } else if (invitation.attention() == null) {
      tx.invitations().callAttention(id, Attention.DELAYED);
    }
    return true;
  }

  /** @return false if the same, or worse, was reported before */
  private static boolean keep(Tx tx, String id, Report report) {
    var dao = tx.dao(BounceDao.class);
    var before = dao.action(id);
    if (before.isPresent() && (report.action() == Action.DELAYED || before.get().equals(Action.FAILED.word()))) {
      return false;
    }
    dao.erase(id);
    dao.insert(id, report.action().word(), report.statusText());
    return true;
  }
}
