package nl.sluis.store;

import java.time.Instant;

/**
 * One meeting for one invitee, as the database knows it; without envelope and share, which leave by a release only.
 *
 * @param id         16 random bytes, b64
 * @param attention  what the scheduler should look at, null if nothing
 * @param failures   tries that are used up or being compared
 * @param triedAt    when the last try was counted
 * @param codeSentAt when the last code was sent
 * @param endedAt    when it came to its end, null while live
 * @param keyId      the key of the sealed columns, null once all are erased
 * @param contact    sealed {@link Contact}, null once erased
 * @param erasedAt   when the last sealed column was erased, null until then; only the sweeper asks for it, so it is not part of the digest
 * @param digest     of its state as read, see {@link InvitationRecord#digest}
 * @param seal       the digest of its state as a gateway left it, sealed; null with the key
 */
public record Invitation(String id, String clientId, String level, String state, String attention, int failures, Instant triedAt,
    Instant codeSentAt, Instant createdAt, Instant mailedAt, Instant openedAt, Instant endedAt, Instant expiresAt, String keyId,
    byte[] contact, Instant erasedAt, byte[] digest, byte[] seal) {
  static final String TAMPERED = InvitationState.TAMPERED.word();

  /** The same invitation when its row cannot be believed: shut for everybody, and a matter for the operator. */
  public Invitation tampered() {
    return new Invitation(id, clientId, level, TAMPERED, TAMPERED, failures, triedAt, codeSentAt, createdAt, mailedAt,
        openedAt, null, expiresAt, null, null, null, digest, seal);
  }

  boolean isKeptLive() {
    return keptState().isLive();
  }

  /** The state at this moment: expiry needs no sweeper. */
  public InvitationState stateAt(Instant now) {
    var kept = keptState();
    return kept.isLive() && !expiresAt.isAfter(now) ? InvitationState.EXPIRED : kept;
  }

  /** @return the same as in JSON; a state of a later version as it is stored, because clients tolerate new ones */
  public String wordAt(Instant now) {
    var at = stateAt(now);
    return at == InvitationState.LATER ? state : at.word();
  }

  /** @return when it came to its end; null while live, and when nobody can tell */
  public Instant endedAt(Instant now) {
    return stateAt(now) == InvitationState.EXPIRED ? expiresAt : endedAt;
  }

  /** True if the gateway ended it, and neither its scheduler, nor a visitor, nor time: then the same post made anew is what its scheduler wants. */
  public boolean wasEndedByTheGateway() {
    return switch (keptState()) {
      case UNDELIVERABLE, LOCKED -> true;
      case REVOKED -> Attention.KEY_COMPROMISED.is(attention) || Attention.RESTORED.is(attention);
      default -> false;
    };
  }

  InvitationState keptState() {
    return InvitationState.of(state);
  }

  @Override
  public String toString() {
    return "Invitation[" + id + " " + state + "]";
  }
}
