package nl.sluis.store;

import java.time.Instant;
import nl.sluis.feed.Events;

/**
 * A row that this transaction has locked and checked, with its changes in memory until {@link Invitations} writes them. It gathers what the
 * transaction decides about the row, so that one statement and one seal write it all. Nobody else can change the row meanwhile, so a decision
 * by what was read is a decision by what is stored.
 */
final class HeldInvitation {
  private final Invitation locked;
  private final InvitationRow read;
  private final RowDraft draft;
  private String keyId;
  private byte[] newContact;
  private boolean losesContent;
  private boolean changed;

  HeldInvitation(Invitation locked, Events events) {
    this.locked = locked;
    read = locked.row();
    draft = new RowDraft(read, events);
    keyId = locked.keyId();
  }

  /** Counts one try before anything is compared: true if there was one left, false if none, ended or expired. */
  boolean spendTry(int limit, Instant now) {
    if (draft.failures >= limit || !isOpenAt(now)) {
      return false;
    }
    draft.failures++;
    draft.triedAt = now;
    return change();
  }

  /** Gives a right answer its own try back. */
  boolean giveBackTry() {
    if (draft.failures == 0) {
      return false;
    }
    draft.failures--;
    return change();
  }

  /** One warning per invitation: true for the first that finds this many failures. */
  boolean warn(int atFailures, Instant now) {
    return changed(draft.warn(atFailures, now));
  }

  boolean startCode(Instant now) {
    draft.codeSentAt = now;
    return change();
  }

  /** @param attention null if there is nothing to look at any more */
  boolean callAttention(Attention attention) {
    return changed(draft.callAttention(attention));
  }

  /** @see RowDraft#callAttentionAfterEnd */
  boolean callAttentionAfterEnd(Attention about, Attention to) {
    return changed(draft.callAttentionAfterEnd(about, to));
  }

  boolean markMailed(Instant now) {
    return changed(draft.markMailed(now));
  }

  /** Lets the one visitor of one that is opened once through. */
  boolean release(byte[] ticket, Instant now) {
    if (!isOpenAt(now)) {
      return false;
    }
    draft.ticketHash = ticket;
    draft.open(1, true, now);
    return change();
  }

  /**
   * Lets one of several visitors through.
   *
   * @param hash of the rows of all its openings, of which this is one more
   */
  boolean release(byte[] hash, int opening, boolean isLast, Instant now) {
    if (!isOpenAt(now)) {
      return false;
    }
    draft.openingsHash = hash;
    draft.open(opening, isLast, now);
    return change();
  }

  /** Counts one more hand-over to the visitor who holds the ticket. */
  boolean fetch(Instant since, int limit) {
    if (!hasContent() || !draft.openedAt.isAfter(since) || draft.fetches >= limit) {
      return false;
    }
    draft.fetches++;
    return change();
  }

  /** @return true while share and envelope can be handed to one who opened it */
  boolean hasContent() {
    return draft.hasContent();
  }

  /** @param hash of the rows of all its openings, of which one changed */
  void changeOpenings(byte[] hash) {
    draft.openingsHash = hash;
    change();
  }

  /** Nobody fetches it any more: what an acknowledgement is compared with goes too. */
  void closeWindow() {
    draft.ticketHash = null;
    draft.ackHash = draft.isLive() ? draft.ackHash : null;
    change();
  }

  /** Erases share and envelope of one that was opened and has no openings left. */
  void eraseContent() {
    losesContent = true;
    draft.envelopeHash = null;
    change();
  }

  /** @param contact sealed under the key of the row; null leaves it as it is */
  void keepContact(byte[] contact) {
    newContact = contact;
    changed |= contact != null;
  }

  /** The invitee asks for a new one: true for the first time. */
  boolean ask(Instant now) {
    return changed(draft.ask(now));
  }

  /** The invitee is owed a mail that it is cancelled: true for the first time. */
  boolean tell(Instant now) {
    return changed(draft.tell(now));
  }

  boolean isOpenAt(Instant now) {
    return draft.isLive() && read.expiresAt().isAfter(now);
  }

  /**
   * Ends a live invitation whose envelope and share are erased.
   *
   * @param detail of the event that tells of it
   * @param key    the key of what is left of the contact
   */
  void end(InvitationState to, Attention why, int detail, String key, Instant now) {
    draft.end(to, why, detail, now);
    keyId = key;
    change();
  }

  String id() {
    return read.id();
  }

  boolean losesContent() {
    return losesContent;
  }

  boolean isChanged() {
    return changed;
  }

  void written() {
    changed = false;
    losesContent = false;
  }

  byte[] newContact() {
    return newContact;
  }

  /** @return the key that seals the row */
  String keyId() {
    return keyId;
  }

  /** @return the row as it is to be stored */
  InvitationRow toRow() {
    return draft.toRow();
  }

  /** @return the invitation as it is to be stored; of one that ended here the contact is no longer this one */
  Invitation toInvitation() {
    return new Invitation(toRow(), keyId, locked.contact(), locked.erasedAt(), locked.contentErasedAt(), locked.seal());
  }

  private boolean change() {
    return changed(true);
  }

  private boolean changed(boolean isChange) {
    changed |= isChange;
    return isChange;
  }
}
