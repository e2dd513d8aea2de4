package nl.sluis.feed;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import nl.sluis.envelope.Base64Url;
import nl.sluis.secret.Hashes;

/**
 * An event that readers see.
 *
 * @param place        counts the events of its client, from 1
 * @param invitationId null if it is about the client itself
 * @param type         as stored; a later version may have stored one that no {@link EventType} is
 * @param detail       a small number, whose meaning depends on the type; else 0
 */
public record PlacedEvent(String clientId, long place, String invitationId, String type, Instant happenedAt, int detail) {
  private static final int ID_BYTES = 16;

  /**
   * The same whenever it is read, also after a restore, and of no other event: an invitation does not meet the same twice in one microsecond. So it
   * is made of what the event says, and need not be stored.
   *
   * @return 22 characters
   */
  public String id() {
    var said = String.join(" ", clientId, String.valueOf(invitationId), type, String.valueOf(detail),
        String.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, happenedAt)));
    var hash = Hashes.sha256(said.getBytes(StandardCharsets.US_ASCII));
    return Base64Url.encode(Arrays.copyOf(hash, ID_BYTES));
  }
}
