package nl.sluis.store;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import nl.sluis.secret.Hashes;

/**
 * One opening of an invitation that may be opened more than once.
 *
 * @param number       in the order of opening; 0 until it is stored
 * @param ticketHash   SHA-256 of the visitor's ticket; null once nothing is handed out by it any more
 * @param fetches      hand-overs after the first
 * @param acknowledged whether its visitor has everything
 */
public record Opening(long number, String invitationId, byte[] ticketHash, Instant openedAt, int fetches, boolean acknowledged) {
  static Opening of(String invitationId, byte[] ticketHash, Instant now) {
    return new Opening(0, invitationId, ticketHash, now, 0, false);
  }

  Opening fetched() {
    return new Opening(number, invitationId, ticketHash, openedAt, fetches + 1, acknowledged);
  }

  Opening acknowledge() {
    return new Opening(number, invitationId, ticketHash, openedAt, fetches, true);
  }

  Opening withoutTicket() {
    return new Opening(number, invitationId, null, openedAt, fetches, acknowledged);
  }

  /**
   * What the row of the invitation has of its openings, so that its seal covers them.
   *
   * @param openings in their order
   * @return SHA-256 over all, each value with its length; null if there are none
   */
  static byte[] hash(List<Opening> openings) {
    if (openings.isEmpty()) {
      return null;
    }
    var spelled = new ByteArrayOutputStream();
    var out = new DataOutputStream(spelled);
    try {
      for (var one : openings) {
        var ticket = one.ticketHash == null ? new byte[0] : one.ticketHash;
        var at = one.openedAt.truncatedTo(ChronoUnit.MICROS).toString().getBytes(StandardCharsets.US_ASCII);
        out.writeInt(ticket.length);
        out.write(ticket);
        out.writeInt(at.length);
        out.write(at);
        out.writeInt(one.fetches);
        out.writeBoolean(one.acknowledged);
      }
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot be written to", e);
    }
    return Hashes.sha256(spelled.toByteArray());
  }

  @Override
  public String toString() {
    return "Opening[" + invitationId + " " + openedAt + "]";
  }
}
