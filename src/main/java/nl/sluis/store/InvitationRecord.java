package nl.sluis.store;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * All that decides about an invitation, one component per column. What is sealed in columns of its own (contact, share) is bound to its row
 * there, and is not repeated here.
 *
 * @param envelopeHash SHA-256 of the envelope, so that it need not be read for every try
 */
record InvitationRecord(String id, String clientId, byte[] accessHash, byte[] meetingHash, String level, String state, String attention,
    int failures, Instant triedAt, Instant warnedAt, Instant codeSentAt, Instant createdAt, Instant mailedAt, Instant openedAt,
    Instant endedAt, Instant expiresAt, byte[] envelopeHash, byte[] ackHash, byte[] ticketHash, int fetches) {

  /** SHA-256 over every component in order: a byte that says whether there is one, its length, its bytes. No two records are spelled alike. */
  byte[] digest() {
    var bytes = new ByteArrayOutputStream(512);
    try (var out = new DataOutputStream(bytes)) {
      put(out, id, clientId);
      put(out, accessHash, meetingHash);
      put(out, level, state, attention);
      out.writeInt(failures);
      put(out, triedAt, warnedAt, codeSentAt, createdAt, mailedAt, openedAt, endedAt, expiresAt);
      put(out, envelopeHash, ackHash, ticketHash);
      out.writeInt(fetches);
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot be written to", e);
    }
    return Hashes.sha256(bytes.toByteArray());
  }

  private static void put(DataOutputStream out, String... values) throws IOException {
    for (var value : values) {
      put(out, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void put(DataOutputStream out, Instant... values) throws IOException {
    for (var value : values) {
      // As exact as both databases keep it.
      put(out, value == null ? null : value.truncatedTo(ChronoUnit.MICROS).toString().getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static void put(DataOutputStream out, byte[]... values) throws IOException {
    for (var value : values) {
      out.writeBoolean(value != null);
      if (value != null) {
        out.writeInt(value.length);
        out.write(value);
      }
    }
  }

  @Override
  public String toString() {
    return "InvitationRecord[" + id + " " + state + "]";
  }
}
