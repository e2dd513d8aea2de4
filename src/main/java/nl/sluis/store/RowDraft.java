package nl.sluis.store;

import java.time.Instant;
import java.util.Objects;
import nl.sluis.feed.EventType;
import nl.sluis.feed.Events;

/** What may change of a row, as this transaction decided so far. */
final class RowDraft {
  String state;
  String attention;
  int failures;
  Instant triedAt;
  Instant warnedAt;
  Instant codeSentAt;
  Instant mailedAt;
  Instant openedAt;
  Instant endedAt;
  byte[] envelopeHash;
  byte[] ackHash;
  byte[] ticketHash;
  int fetches;
  byte[] openingsHash;
  Instant askedAt;
  Instant toldAt;
  private final InvitationRow read;
  private final Events events;

  /** @param events of the transaction, which hears of each change that schedulers are told */
  RowDraft(InvitationRow read, Events events) {
    this.read = read;
    this.events = events;
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
  }

  boolean isLive() {
    var at = InvitationState.of(state);
    return endedAt == null && at != InvitationState.LATER && at != InvitationState.TAMPERED;
  }

  /** @return true while share and envelope can be handed to one who opened it */
  boolean hasContent() {
    return InvitationState.of(state) == InvitationState.OPENED && envelopeHash != null;
  }

  /** @return false if it was warned of before, or is not to be */
  boolean warn(int atFailures, Instant now) {
    if (warnedAt != null || failures < atFailures || !isLive()) {
      return false;
    }
    warnedAt = now;
    return true;
  }

  /** @return false if it stays as it is */
  boolean callAttention(Attention to) {
    var word = to == null ? null : to.word();
    if (!isLive() || Objects.equals(attention, word)) {
      return false;
    }
    attention = word;
    if (to != Attention.BOUNCED) { // whoever hears of it tells it, with what was reported
      tell(EventType.ATTENTION, Attention.numberOf(to));
    }
    return true;
  }

  /**
   * Of one that ended, whose meeting at a video service is still there, or no longer: the state stays, and so does what is worse.
   *
   * @param to null if there is nothing to look at any more
   */
  boolean callAttentionAfterEnd(Attention about, Attention to) {
    var former = attention;
    var isFree = former == null ? to != null : to == null && about.is(former);
    if (isLive() || InvitationState.of(state) == InvitationState.LATER || InvitationState.of(state) == InvitationState.TAMPERED
        || !isFree) {
      return false;
    }
    attention = to == null ? null : to.word();
    tell(EventType.ATTENTION, Attention.numberOf(to));
    return true;
  }

  boolean markMailed(Instant now) {
    if (InvitationState.of(state) != InvitationState.QUEUED) {
      return false;
    }
    state = InvitationState.MAILED.word();
    mailedAt = now;
    tell(EventType.MAILED, 0);
    return true;
  }

  boolean ask(Instant now) {
    if (askedAt != null) {
      return false;
    }
    askedAt = now;
    tell(EventType.ASKED, 0);
    return true;
  }

  boolean tell(Instant now) {
    var isFirst = toldAt == null;
    toldAt = isFirst ? now : toldAt;
    return isFirst;
  }

  /** @param opening which one it is, from 1 */
  void open(int opening, boolean isLast, Instant now) {
    state = InvitationState.OPENED.word();
    openedAt = openedAt == null ? now : openedAt;
    endedAt = isLast ? now : null;
    attention = null;
    tell(EventType.OPENED, opening);
  }

  /**
   * @param why    null if there is nothing to look at
   * @param detail of the event that tells of it
   */
  void end(InvitationState to, Attention why, int detail, Instant now) {
    state = to.word();
    attention = why == null ? null : why.word();
    endedAt = now;
    envelopeHash = null;
    ackHash = null;
    tell(EventType.ofState(state), detail);
  }

  private void tell(EventType type, int detail) {
    events.add(type, read.clientId(), read.id(), detail);
  }

  InvitationRow toRow() {
    return new InvitationRow(read.id(), read.clientId(), read.accessHash(), read.meetingHash(), read.level(), state, attention, failures,
        triedAt, warnedAt, codeSentAt, read.createdAt(), mailedAt, openedAt, endedAt, read.expiresAt(), envelopeHash, ackHash, ticketHash,
        fetches, read.sequence(), read.opensFrom(), read.openings(), openingsHash, askedAt, toldAt);
  }
}
