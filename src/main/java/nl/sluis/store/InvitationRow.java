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
 * @param ticketHash   SHA-256 of the ticket of its one opening; null if it may be opened more than once
 * @param sequence     of the meeting as it was posted, null for 0 (RFC 5546, SEQUENCE)
 * @param opensFrom    no code is sent before, null for at once
 * @param openings     how often it may be opened, 2 to 5; null for once
 * @param openingsHash of the rows of its openings, see {@link Opening#hash}; null if there are none
 * @param askedAt      when the invitee asked the organizer for a new one
 * @param toldAt       when a mail that it is cancelled was owed
 */
public record InvitationRow(String id, String clientId, byte[] accessHash, byte[] meetingHash, String level, String state, String attention,
    int failures, Instant triedAt, Instant warnedAt, Instant codeSentAt, Instant createdAt, Instant mailedAt, Instant openedAt,
    Instant endedAt, Instant expiresAt, byte[] envelopeHash, byte[] ackHash, byte[] ticketHash, int fetches,
    Integer sequence, Instant opensFrom, Integer openings, byte[] openingsHash, Instant askedAt, Instant toldAt) {
  /** The newest version of the digest. */
  static final int NEWEST = 2;

  /** @see StateDigest */
  byte[] digest() {
    // What stands in first() never changes: rows are sealed so.
    return new StateDigest(NEWEST)
        .first(id, clientId, accessHash, meetingHash, level, state, attention, failures, triedAt, warnedAt, codeSentAt, createdAt, mailedAt,
            openedAt, endedAt, expiresAt, envelopeHash, ackHash, ticketHash, fetches)
        .since(2, sequence, opensFrom, openings, openingsHash, askedAt, toldAt)
        .toBytes();
  }

  /** The same when it cannot be believed: shut for everybody, and a matter for the operator. */
  InvitationRow tampered() {
    return new InvitationRow(id, clientId, accessHash, meetingHash, level, InvitationState.TAMPERED.word(), Attention.TAMPERED.word(),
        failures,
        triedAt, warnedAt, codeSentAt, createdAt, mailedAt, openedAt, null, expiresAt, envelopeHash, ackHash, ticketHash, fetches,
        sequence, opensFrom, openings, openingsHash, askedAt, toldAt);
  }

  @Override
  public String toString() {
    return "InvitationRow[" + id + " " + state + "]";
  }
}
