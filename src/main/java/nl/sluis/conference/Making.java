package nl.sluis.conference;

import java.time.Instant;

/**
 * A meeting on its way: intended and on disk, and, once the service has answered, made.
 *
 * @param id          the marker
 * @param meetingHash of the uid, keyed
 * @param hostHash    as the day's meetings of the host are counted by
 * @param intendedAt  from which the day of the counts follows
 * @param made        null while it is only intended
 */
public record Making(String id, String clientId, byte[] meetingHash, String provider, String host, byte[] hostHash, Instant intendedAt,
    MadeConference made) {
  Making with(MadeConference answered) {
    return new Making(id, clientId, meetingHash, provider, host, hostHash, intendedAt, answered);
  }

  @Override
  public String toString() {
    return "Making[" + id + "]";
  }
}
