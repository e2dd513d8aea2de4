package nl.sluis.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import nl.sluis.incident.CompromisedKey;
import nl.sluis.keys.SealedColumn;
import nl.sluis.keys.StaleKeyException;
import nl.sluis.keys.Vault;
import nl.sluis.mail.NoticeKind;
import nl.sluis.store.Contact;
import nl.sluis.store.Invitation;
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
   * Owes the invitee the mail with the link. From here the link secret exists in this row only.
   *
   * @param place behind how many of the same request it stands in the queue
   */
  public void enqueueInvitation(Tx tx, String invitationId, byte[] linkSecret, Instant expiresAt, int place) {
    enqueue(tx, invitationId, INVITATION, linkSecret, turn(tx, place), expiresAt);
  }

  /** Owes the invitee the mail that an invitation waits. It carries no secret: nobody here has the link. */
  public void enqueuePointer(Tx tx, String invitationId, Instant expiresAt, int place) {
    enqueue(tx, invitationId, INVITATION, new byte[0], turn(tx, place), expiresAt);
  }

  /** Owes the organizer a notice. */
  public void enqueueNotice(Tx tx, Invitation invitation, NoticeKind kind, Contact contact) {
    var invitee = contact.invitee();
    var payload = new NoticePayload(invitee.name(), invitee.locale(), contact.organizer(), invitation.level()).toBytes();
    enqueue(tx, invitation.id(), kind.label(), payload, turn(tx, 0), tx.now().plus(CompromisedKey.NOTICE_LIFETIME));
    Arrays.fill(payload, (byte) 0);
  }

  private static Instant turn(Tx tx, int place) {
    return tx.now().plus(APART.multipliedBy(place));
  }

  /** The payload is bound to its row by the id: so this binds it to the invitation and the kind, and to no other. */
  static String id(String invitationId, String kind) {
    return invitationId + "." + kind;
  }

  private void enqueue(Tx tx, String invitationId, String kind, byte[] payload, Instant turn, Instant expiresAt) {
    var id = id(invitationId, kind);
    var sealed = vault.seal(SealedColumn.OUTBOX_PAYLOAD, id, payload);
    if (!tx.dao(OutboxDao.class).insert(id, invitationId, kind, sealed.bytes(), sealed.keyId(), tx.now(), turn, expiresAt)) {
      throw new StaleKeyException("outbox", sealed.keyId());
    }
  }
}
