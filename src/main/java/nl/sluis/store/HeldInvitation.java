package nl.sluis.store;

import java.time.Instant;
import java.util.Objects;

/**
 * A row that this transaction has locked and checked, with its changes in memory until {@link Invitations} writes them. It gathers what the
 * transaction decides about the row, so that one statement and one seal write it all. Nobody else can change the row meanwhile, so a decision
 * by what was read is a decision by what is stored.
 */
final class HeldInvitation {
  private final Invitation locked;
  private final InvitationRow read;
  private String state;
  private String attention;
  private int failures;
  private Instant triedAt;
  private Instant warnedAt;
  private Instant codeSentAt;
  private Instant mailedAt;
  private Instant openedAt;
  private Instant endedAt;
  private byte[] envelopeHash;
  private byte[] ackHash;
  private byte[] ticketHash;
  private int fetches;
  private byte[] openingsHash;
  private Instant askedAt;
  private Instant toldAt;
  private String keyId;
  private byte[] newContact;
  private boolean losesContent;
  private boolean changed;

  HeldInvitation(Invitation locked) {
    this.locked = locked;
    read = locked.row();
    state = read.state();
    attention = read.attention();
    failures = read.failures();
    triedAt = read.triedAt();
    warnedAt = read.warnedAt();
    codeSentAt = read.codeSentAt();
    mailedAt = read.mailedAt();
    openedAt = read.openedAt();
    endedAt = read.endedAt();
    envelopeHash = read.envelopeHash();
    ackHash = read.ackHash();
    ticketHash = read.ticketHash();
    fetches = read.fetches();
    openingsHash = read.openingsHash();
    askedAt = read.askedAt();
    toldAt = read.toldAt();
    keyId = locked.keyId();
  }

  /** Counts one try before anything is compared: true if there was one left, false if none, ended or expired. */
  boolean spendTry(int limit, Instant now) {
    if (failures >= limit || !isOpenAt(now)) {
      return false;
    }
    failures++;
    triedAt = now;
    return change();
  }

  /** Gives a right answer its own try back. */
  boolean giveBackTry() {
    if (failures == 0) {
      return false;
    }
    failures--;
    return change();
  }

  /** One warning per invitation: true for the first that finds this many failures. */
  boolean warn(int atFailures, Instant now) {
    if (warnedAt != null || failures < atFailures || !isLive()) {
      return false;
    }
    warnedAt = now;
    return change();
  }

  boolean startCode(Instant now) {
    codeSentAt = now;
    return change();
  }

  /** @param word null if there is nothing to look at any more */
  boolean callAttention(String word) {
    if (!isLive() || Objects.equals(attention, word)) {
      return false;
    }
    attention = word;
    return change();
  }

  boolean markMailed(Instant now) {
    if (InvitationState.of(state) != InvitationState.QUEUED) {
      return false;
    }
    state = InvitationState.MAILED.word();
    mailedAt = now;
    return change();
  }

  /** Lets the one visitor of one that is opened once through. */
  boolean release(byte[] ticket, Instant now) {
    if (!isOpenAt(now)) {
      return false;
    }
    ticketHash = ticket;
    return open(true, now);
  }

  /**
   * Lets one of several visitors through.
   *
   * @param hash of the rows of all its openings
   */
  boolean release(byte[] hash, boolean isLast, Instant now) {
    if (!isOpenAt(now)) {
      return false;
    }
    openingsHash = hash;
    return open(isLast, now);
  }

  private boolean open(boolean isLast, Instant now) {
    state = InvitationState.OPENED.word();
    openedAt = openedAt == null ? now : openedAt;
    endedAt = isLast ? now : null;
    attention = null;
    return change();
  }

  /** Counts one more hand-over to the visitor who holds the ticket. */
  boolean fetch(Instant since, int limit) {
    if (!hasContent() || !openedAt.isAfter(since) || fetches >= limit) {
      return false;
    }
    fetches++;
    return change();
  }

  /** @return true while share and envelope can be handed to one who opened it */
  boolean hasContent() {
    return InvitationState.of(state) == InvitationState.OPENED && envelopeHash != null;
  }

  /** @param hash of the rows of all its openings, of which one changed */
  void changeOpenings(byte[] hash) {
    openingsHash = hash;
    change();
  }

  /** Nobody fetches it any more: what an acknowledgement is compared with goes too. */
  void closeWindow() {
    ticketHash = null;
    ackHash = isLive() ? ackHash : null;
    change();
  }

  /** Erases share and envelope of one that was opened and has no openings left. */
  void eraseContent() {
    losesContent = true;
    envelopeHash = null;
    change();
  }

  /** @param contact sealed under the key of the row; null leaves it as it is */
  void keepContact(byte[] contact) {
    newContact = contact;
    changed |= contact != null;
  }

  /** The invitee asks for a new one: true for the first time. */
  boolean ask(Instant now) {
    if (askedAt != null) {
      return false;
    }
    askedAt = now;
    return change();
  }

  /** The invitee is owed a mail that it is cancelled: true for the first time. */
  boolean tell(Instant now) {
    if (toldAt != null) {
      return false;
    }
    toldAt = now;
    return change();
  }

  boolean isOpenAt(Instant now) {
    return isLive() && read.expiresAt().isAfter(now);
  }

  /**
   * Ends a live invitation whose envelope and share are erased.
   *
   * @param key the key of what is left of the contact
   */
  void end(InvitationState to, Attention why, String key, Instant now) {
    state = to.word();
    attention = why == null ? null : why.word();
    endedAt = now;
    envelopeHash = null;
    ackHash = null;
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
    return new InvitationRow(read.id(), read.clientId(), read.accessHash(), read.meetingHash(), read.level(), state, attention, failures,
        triedAt, warnedAt, codeSentAt, read.createdAt(), mailedAt, openedAt, endedAt, read.expiresAt(), envelopeHash, ackHash, ticketHash,
        fetches, read.sequence(), read.opensFrom(), read.openings(), openingsHash, askedAt, toldAt);
  }

  /** @return the invitation as it is to be stored; of one that ended here the contact is no longer this one */
  Invitation toInvitation() {
    return new Invitation(toRow(), keyId, locked.contact(), locked.erasedAt(), locked.contentErasedAt(), locked.seal());
  }

  private boolean isLive() {
    var at = InvitationState.of(state);
    return endedAt == null && at != InvitationState.LATER && at != InvitationState.TAMPERED;
  }

  private boolean change() {
    changed = true;
    return true;
  }
}
