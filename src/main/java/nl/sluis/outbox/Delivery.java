package nl.sluis.outbox;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import nl.sluis.audit.AuditLog;
import nl.sluis.envelope.LinkSecret;
import nl.sluis.keys.SealedColumn;
import nl.sluis.keys.Vault;
import nl.sluis.mail.InvitationMail;
import nl.sluis.mail.Mail;
import nl.sluis.mail.MailDelayedException;
import nl.sluis.mail.MailRefusedException;
import nl.sluis.mail.MailSender;
import nl.sluis.mail.NoticeKind;
import nl.sluis.mail.NoticeMail;
import nl.sluis.store.Attention;
import nl.sluis.store.Contacts;
import nl.sluis.store.Database;
import nl.sluis.store.Endings;
import nl.sluis.store.InvitationState;
import nl.sluis.store.ShownMailDao;
import nl.sluis.store.Tx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one mail, gives it to the relay, and records what the relay answered. */
public final class Delivery {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
  private static final Duration BOOKING = Duration.ofSeconds(90);
  private final Database database;
  private final Vault vault;
  private final Contacts contacts;
  private final Endings endings;
  private final Outbox outbox;
  private final MailSender sender;
  private final InvitationMail invitationMail;
  private final NoticeMail noticeMail;
  private final AuditLog audit;
  private final String publicUrl;
  private final SecureRandom random;

  public Delivery(Database database, Vault vault, Contacts contacts, Endings endings, Outbox outbox, MailSender sender,
      InvitationMail invitationMail, NoticeMail noticeMail, AuditLog audit, String publicUrl, SecureRandom random) {
    this.database = database;
    this.vault = vault;
    this.contacts = contacts;
    this.endings = endings;
    this.outbox = outbox;
    this.sender = sender;
    this.invitationMail = invitationMail;
    this.noticeMail = noticeMail;
    this.audit = audit;
    this.publicUrl = publicUrl;
    this.random = random;
  }

  /** @return empty if the lease ended, or the mail is owed no longer */
  Optional<Mail> write(OutboxEntry entry, String lease) {
    // Read anew in a transaction of its own: a rotation may have re-sealed payload and contact since the claim.
    return database.read(tx -> tx.dao(OutboxDao.class).claimed(entry.id(), lease).map(e -> write(tx, e)));
  }

  /** @param relay is told what the relay said */
  void send(OutboxEntry entry, String lease, Mail mail, RelayPause relay) {
    try {
      sender.send(mail);
      if (entry.isInvitation()) {
        relay.took(entry.id());
      } else {
        // It may know every organizer, and no invitee.
        relay.reached();
      }
      book(entry);
    } catch (MailRefusedException e) {
      LOG.warn("Mail {} of invitation {} was refused for good: {}", entry.kind(), entry.invitationId(), e.getMessage());
      relay.reached();
      if (!entry.isInvitation()) {
        // The relay may know the organizer tomorrow, and there is nobody else to tell.
        postpone(entry, lease, BackOff.after(entry.attempts(), random), e.word(), e.wasShown());
      } else if (relay.mayEnd(e.words())) {
        refuse(entry, lease, e.wasShown());
      } else {
        postpone(entry, lease, BackOff.whileHeld(entry.attempts(), random), e.word(), e.wasShown());
      }
    } catch (MailDelayedException e) {
      LOG.warn("Mail {} of invitation {} waits, attempt {}: {}", entry.kind(), entry.invitationId(), entry.attempts(), e.getMessage());
      if (!e.isOfRelay()) {
        relay.reached();
      }
      postpone(entry, lease, pauseOf(entry, e, e.isOfRelay() && relay.lost(e.kind(), e.words(), entry.id())), e.word(), e.wasShown());
    }
  }

  /** @param held whether all mails wait for the relay together, so that none gets a wait of its own */
  private Duration pauseOf(OutboxEntry entry, MailDelayedException trouble, boolean held) {
    if (!held) {
      return BackOff.after(entry.attempts(), random);
    }
    // What it refuses because of us may be this mail's all the same: another one asks next.
    return trouble.kind() == MailDelayedException.Kind.REFUSED ? BackOff.whileHeld(entry.attempts(), random) : Duration.ZERO;
  }

  private Mail write(Tx tx, OutboxEntry entry) {
    if (!entry.id().equals(Outbox.id(entry.invitationId(), entry.kind()))) {
      // Else a link would go to whom somebody with the database chose.
      throw tx.guard().refusal(entry.invitationId(), "outbox");
    }
    var payload = vault.open(entry.keyId(), SealedColumn.OUTBOX_PAYLOAD, entry.id(), entry.payload());
    try {
      if (!entry.isInvitation()) {
        var notice = NoticePayload.of(payload);
        return noticeMail.compose(entry.invitationId(), NoticeKind.of(entry.kind()), notice.inviteeName(), notice.organizer(),
            notice.locale(), notice.level());
      }
      var contact = contacts.open(tx.invitations().byId(entry.invitationId()).orElseThrow());
      if (payload.length == 0) {
        return invitationMail.composePointer(entry.invitationId(), contact.invitee(), contact.organizer());
      }
      try (var secret = LinkSecret.of(payload)) {
        return invitationMail.compose(entry.invitationId(), contact.invitee(), contact.organizer(), publicUrl + "/i#" + secret.fragment());
      }
    } finally {
      Arrays.fill(payload, (byte) 0);
    }
  }

  private void book(OutboxEntry entry) {
    // While the lease holds nobody sends the mail again, so a database that is away for a while is waited for.
    Patience.retry(BOOKING, () -> database.write(tx -> {
      tx.dao(OutboxDao.class).erase(entry.id());
      if (entry.isInvitation() && !tx.invitations().markMailed(entry.invitationId(), tx.now())) {
        // It ended while the mail was under way.
        tx.dao(ShownMailDao.class).note(entry.invitationId(), tx.now());
      }
      return null;
    }));
    audit.record(entry.isInvitation() ? "invitation-mailed" : "notice-mailed", entry.invitationId(), entry.kind());
  }

  private void refuse(OutboxEntry entry, String lease, boolean shown) {
    var ended = database.write(tx -> {
      note(tx, entry, shown);
      if (!tx.dao(OutboxDao.class).giveUp(entry.id(), lease)) {
        return false;
      }
      var invitation = tx.invitations().byId(entry.invitationId()).orElseThrow();
      if (!invitation.stateAt(tx.now()).isLive()) {
        return false;
      }
      var contact = contacts.open(invitation);
      if (!endings.end(tx, invitation, InvitationState.UNDELIVERABLE, Attention.UNDELIVERABLE)) {
        return false;
      }
      outbox.enqueueNotice(tx, invitation, NoticeKind.UNDELIVERABLE, contact);
      return true;
    });
    audit.record(ended ? "invitation-undeliverable" : "mail-given-up", entry.invitationId(), entry.kind());
  }

  private void postpone(OutboxEntry entry, String lease, Duration wait, String trouble, boolean shown) {
    database.write(tx -> {
      note(tx, entry, shown);
      tx.dao(OutboxDao.class).postpone(entry.id(), lease, tx.now().plus(wait), trouble);
      return null;
    });
  }

  private static void note(Tx tx, OutboxEntry entry, boolean shown) {
    if (shown && entry.isInvitation()) {
      tx.dao(ShownMailDao.class).note(entry.invitationId(), tx.now());
    }
  }
}
