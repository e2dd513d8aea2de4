package nl.sluis.outbox;

import java.time.Instant;

/**
 * One mail that waits.
 *
 * @param number   of its row
 * @param id       of its invitation and kind, to which the payload is bound
 * @param kind     {@link Outbox#INVITATION}, or the kind of a notice
 * @param attempts hand-overs begun so far
 * @param tried    whether any was
 * @param dueAt    its turn, or when it is to be tried again
 * @param payload  sealed: the link secret, nothing at all if the sender has it, or a {@link NoticePayload}
 */
public record OutboxEntry(long number, String id, String kind, int attempts, boolean tried, Instant dueAt, String keyId,
    byte[] payload) {
  /** By the id, because the payload is bound to that. */
  String invitationId() {
    return Outbox.invitationId(id);
  }

  boolean isInvitation() {
    return kind.equals(Outbox.INVITATION);
  }

  @Override
  public String toString() {
    return "OutboxEntry[" + id + " " + kind + "]";
  }
}
