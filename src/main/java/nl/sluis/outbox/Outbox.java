package nl.sluis.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nl.sluis.keys.SealedColumn;
import nl.sluis.keys.StaleKeyException;
import nl.sluis.keys.Vault;
import nl.sluis.mail.NoticeKind;
import nl.sluis.store.Contact;
import nl.sluis.store.Invitation;
import nl.sluis.store.Lifetimes;
import nl.sluis.store.Tx;

/** Enqueues mails, in the transaction of the change that causes them. The payload is sealed under a key that lives an hour. */
public final class Outbox {
  static final String INVITATION = "invitation";
  /** How far the mails of one request stand apart in the queue: who posts one does not wait for another's five hundred. */
  private static final Duration APART = Duration.ofSeconds(1);

  private final Vault vault;

  public Outbox(Vault vault) {
    this.vault = vault;
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
   * @throws StaleKeyException if a key is no longer the active one: they are to be sealed again
   */
  public void enqueue(Tx tx, List<SealedMail> mails, Instant expiresAt, int place) {
    var rows = new ArrayList<NewMail>(mails.size());
    for (var mail : mails) {
      rows.add(NewMail.of(mail, tx.now(), turn(tx, place + rows.size()), expiresAt));
    }
    if (!rows.isEmpty()) {
      insert(tx, rows);
    }
  }

  /** Owes the organizer a notice. */
  public void enqueueNotice(Tx tx, Invitation invitation, NoticeKind kind, Contact contact) {
    var invitee = contact.invitee();
    var payload = new NoticePayload(invitee.name(), invitee.locale(), contact.organizer(), invitation.level()).toBytes();
    var mail = seal(invitation.id(), kind.word(), payload);
    Arrays.fill(payload, (byte) 0);
    insert(tx, List.of(NewMail.of(mail, tx.now(), turn(tx, 0), tx.now().plus(Lifetimes.NOTICE))));
  }

  private static Instant turn(Tx tx, int place) {
    return tx.now().plus(APART.multipliedBy(place));
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

  private static void insert(Tx tx, List<NewMail> mails) {
    var inserted = tx.dao(OutboxDao.class).insert(mails);
    for (var at = 0; at < inserted.length; at++) {
      if (inserted[at] == 0) {
        throw new StaleKeyException("outbox", mails.get(at).keyId());
      }
    }
  }
}
