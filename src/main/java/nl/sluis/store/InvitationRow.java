package nl.sluis.store;

import java.time.Instant;

/**
 * All that decides about an invitation, one component per column. What is sealed in columns of its own (contact, share) is bound to its row
 * there, and is not repeated here. A column that is added joins the digest in a new version (docs/CONTRIBUTING.md, "add a column").
 *
 * @param id           16 random bytes, b64
 * @param accessHash   SHA-256 of the access value
 * @param meetingHash  keyed hash of the meeting's uid
 * @param attention    what the scheduler should look at, null if nothing
 * @param failures     tries that are used up or being compared
 * @param triedAt      when the last try was counted
 * @param codeSentAt   when the last code was sent
 * @param endedAt      when it came to its end, null while live
 * @param envelopeHash SHA-256 of the envelope, so that it need not be read for every try
 * @param ackHash      SHA-256 of the acknowledgement
 */
public record InvitationRow(String id, String clientId, byte[] accessHash, byte[] meetingHash, String level, String state, String attention,
    int failures, Instant triedAt, Instant warnedAt, Instant codeSentAt, Instant createdAt, Instant mailedAt, Instant openedAt,
    Instant endedAt, Instant expiresAt, byte[] envelopeHash, byte[] ackHash, byte[] ticketHash, int fetches) {
  /** The newest version of the digest. */
  static final int NEWEST = 1;

  /** @see StateDigest */
  byte[] digest() {
    // What stands in first() never changes: rows are sealed so.
    return new StateDigest(NEWEST)
        .first(id, clientId, accessHash, meetingHash, level, state, attention, failures, triedAt, warnedAt, codeSentAt, createdAt, mailedAt,
            openedAt, endedAt, expiresAt, envelopeHash, ackHash, ticketHash, fetches)
        .toBytes();
  }

  /** The same when it cannot be believed: shut for everybody, and a matter for the operator. */
  InvitationRow tampered() {
    return new InvitationRow(id, clientId, accessHash, meetingHash, level, InvitationState.TAMPERED.word(), Attention.TAMPERED.word(),
        failures,
        triedAt, warnedAt, codeSentAt, createdAt, mailedAt, openedAt, null, expiresAt, envelopeHash, ackHash, ticketHash, fetches);
  }

  @Override
  public String toString() {
    return "InvitationRow[" + id + " " + state + "]";
  }
}
