package nl.sluis.outbox;

/**
 * One mail that waits, claimed by a courier.
 *
 * @param kind     {@link Outbox#INVITATION}, or the kind of a notice
 * @param attempts hand-overs tried, this one included
 * @param payload  sealed: the link secret, nothing at all if the sender has it, or a {@link NoticePayload}
 */
public record OutboxEntry(String id, String invitationId, String kind, int attempts, String keyId, byte[] payload) {
  boolean isInvitation() {
    return kind.equals(Outbox.INVITATION);
  }

  @Override
  public String toString() {
    return "OutboxEntry[" + id + " " + kind + "]";
  }
}
