package nl.sluis.store;

import java.time.Instant;
import org.jdbi.v3.core.mapper.Nested;

/**
 * One meeting for one invitee, as the database knows it; without envelope and share, which leave by a release only.
 *
 * @param keyId    the key of the sealed columns, null once all are erased
 * @param contact  sealed {@link Contact}, null once erased
 * @param erasedAt when the last sealed column was erased, null until then; only the sweeper asks for it, so it is not part of the digest
 * @param contentErasedAt when share and envelope were erased, if after its end; null until then
 * @param seal     the digest of its row as a gateway left it, sealed; null with the key
 */
public record Invitation(@Nested InvitationRow row, String keyId, byte[] contact, Instant erasedAt, Instant contentErasedAt, byte[] seal) {
  public String id() {
    return row.id();
  }

  public String clientId() {
    return row.clientId();
  }

  public String level() {
    return row.level();
  }

  public String attention() {
    return row.attention();
  }

  public int failures() {
    return row.failures();
  }

  public Instant triedAt() {
    return row.triedAt();
  }

  public Instant codeSentAt() {
    return row.codeSentAt();
  }

  public Instant createdAt() {
    return row.createdAt();
  }

  public Instant mailedAt() {
    return row.mailedAt();
  }

  public Instant openedAt() {
    return row.openedAt();
  }

  public Instant endedAt() {
    return row.endedAt();
  }

  public Instant expiresAt() {
    return row.expiresAt();
  }

  /** The same invitation when its row cannot be believed. */
  public Invitation tampered() {
    return new Invitation(row.tampered(), null, null, null, null, seal);
  }

  /** @return how often it may be opened, 1 to 5 */
  public int openings() {
    return row.openings() == null ? 1 : row.openings();
  }

  /** @return of the meeting as it was posted (RFC 5546, SEQUENCE) */
  public int sequence() {
    return row.sequence() == null ? 0 : row.sequence();
  }

  public Instant opensFrom() {
    return row.opensFrom();
  }

  /** True until its end is stored: one column says it, whatever the state (docs/adr/0024-live-is-one-column.md). */
  boolean isKeptLive() {
    return row.endedAt() == null && keptState() != InvitationState.TAMPERED && keptState() != InvitationState.LATER;
  }

  /** True if its row says that it waits or can be opened, so that one without a seal must not say it. */
  boolean isAlive() {
    return isKeptLive() || keptState() == InvitationState.QUEUED || keptState() == InvitationState.MAILED;
  }

  /** True while it can be opened: expiry needs no sweeper. */
  public boolean isLiveAt(Instant now) {
    return isKeptLive() && expiresAt().isAfter(now);
  }

  /** The state at this moment. What was opened stays opened, though its other openings lapsed. */
  public InvitationState stateAt(Instant now) {
    var kept = keptState();
    return isKeptLive() && !expiresAt().isAfter(now) && kept != InvitationState.OPENED ? InvitationState.EXPIRED : kept;
  }

  /** @return the same as in JSON; a state of a later version as it is stored, because clients tolerate new ones */
  public String wordAt(Instant now) {
    var at = stateAt(now);
    return at == InvitationState.LATER ? row.state() : at.word();
  }

  /** @return when it came to its end; null while live, and when nobody can tell */
  public Instant endedAt(Instant now) {
    return isKeptLive() && !isLiveAt(now) ? expiresAt() : row.endedAt();
  }

  /** True if the gateway ended it, and neither its scheduler, nor a visitor, nor time: then the same post made anew is what its scheduler wants. */
  public boolean wasEndedByTheGateway() {
    return switch (keptState()) {
      case UNDELIVERABLE, LOCKED -> true;
      case REVOKED -> Attention.KEY_COMPROMISED.is(attention()) || Attention.RESTORED.is(attention());
      default -> false;
    };
  }

  InvitationState keptState() {
    return InvitationState.of(row.state());
  }

  @Override
  public String toString() {
    return "Invitation[" + id() + " " + row.state() + "]";
  }
}
