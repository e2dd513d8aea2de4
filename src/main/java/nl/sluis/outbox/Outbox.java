package nl.sluis.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import nl.sluis.database.Batches;
import nl.sluis.database.Daos;
import nl.sluis.keys.SealedColumn;
import nl.sluis.keys.StaleKeyException;
import nl.sluis.keys.Vault;
import nl.sluis.limit.Limit;
import nl.sluis.limit.RateLimiter;
import nl.sluis.mail.NoticeKind;
import nl.sluis.store.Contact;
import nl.sluis.store.DailyPseudonyms;
import nl.sluis.store.Invitation;
import nl.sluis.store.Lifetimes;
import nl.sluis.store.Tx;
import org.jdbi.v3.core.Handle;

/** Enqueues mails, in the transaction of the change that causes them. The payload is sealed under a key that lives an hour. */
public final class Outbox {
  private static final Batches.Kind<NewMail> INSERT = Outbox::insert;
  static final String INVITATION = "invitation";
  /** How far the mails of one request stand apart in the queue: who posts one does not wait for another's five hundred. */
  private static final Duration APART = Duration.ofSeconds(1);
  /** So many share a place: the mails of others stand between two places, so H2 writes a page of the index for each. */
  private static final int SIDE_BY_SIDE = 10;

  static final String CANCELLED = "cancelled";

  private final Vault vault;
  private final RateLimiter limiter;
  private final DailyPseudonyms names;

  public Outbox(Vault vault, RateLimiter limiter, DailyPseudonyms names) {
    this.vault = vault;
    this.limiter = limiter;
    this.names = names;
  }

  /**
   * Seals the mail of an invitation, so that the transaction need not.
   *
   * @param linkSecret empty where nobody here has the link: then the mail says that an invitation waits
   */
  public SealedMail seal(String invitationId, byte[] linkSecret) {
    return seal(invitationId, INVITATION, linkSecret);
  }

  /**
   * Owes the invitees their mails. From here a link secret exists in its row only.
   *
   * @param place behind how many of the same request the first of them stands in the queue
   * @throws StaleKeyException if a key is no longer the active one: they are to be sealed again. It may come at the end of the transaction
   */
  public void enqueue(Tx tx, List<SealedMail> mails, Instant expiresAt, int place) {
    var rows = new ArrayList<NewMail>(mails.size());
    for (var mail : mails) {
      rows.add(NewMail.of(mail, tx.now(), turn(tx, place + rows.size()), expiresAt));
    }
    tx.insert(INSERT, rows);
  }

  /** Owes the organizer a notice, unless they had ten of them this hour: whoever can cause notices floods no mailbox. */
  public void enqueueNotice(Tx tx, Invitation invitation, NoticeKind kind, Contact contact) {
    var organizer = contact.organizer();
    if (limiter.take(tx.handle(), Limit.NOTICES_PER_ORGANIZER, names.of(tx, organizer.email().toLowerCase(Locale.ROOT)), tx.now())) {
      var payload = new NoticePayload(contact.invitee().name(), organizer.locale(), organizer, invitation.level());
      enqueue(tx, invitation.id(), kind.word(), payload.toBytes());
    }
  }

  /** Owes an invitee the mail that it is cancelled. */
  public void enqueueCancellation(Tx tx, String invitationId, CancellationPayload payload) {
    enqueue(tx, invitationId, CANCELLED, payload.toBytes());
  }

  private void enqueue(Tx tx, String invitationId, String kind, byte[] payload) {
    var mail = seal(invitationId, kind, payload);
    Arrays.fill(payload, (byte) 0);
    tx.insert(INSERT, List.of(NewMail.of(mail, tx.now(), turn(tx, 0), tx.now().plus(Lifetimes.NOTICE))));
  }

  private static Instant turn(Tx tx, int place) {
    return tx.now().plus(APART.multipliedBy(place - place % SIDE_BY_SIDE));
  }

  /** The payload is bound to its row by the id: so this binds it to the invitation and the kind, and to no other. */
  static String id(String invitationId, String kind) {
    return invitationId + "." + kind;
  }

  /** @return of which invitation a mail with this id is; something that no invitation has, if the id is none of ours */
  static String invitationId(String id) {
    return id.substring(0, Math.max(0, id.indexOf('.')));
  }

  private SealedMail seal(String invitationId, String kind, byte[] payload) {
    var id = id(invitationId, kind);
    return new SealedMail(id, invitationId, kind, vault.seal(SealedColumn.OUTBOX_PAYLOAD, id, payload));
  }

  private static void insert(Handle handle, List<NewMail> mails) {
    var inserted = Daos.attach(handle, OutboxDao.class).insert(mails);
    for (var at = 0; at < inserted.length; at++) {
      if (inserted[at] == 0) {
        throw new StaleKeyException("outbox", mails.get(at).keyId());
      }
    }
  }
}
