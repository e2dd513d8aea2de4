package nl.sluis.outbox;

import java.time.Instant;

/**
 * A row to be inserted into the outbox.
 *
 * @param payload sealed under the key
 * @param turn    before which mails of others go first
 */
public record NewMail(String id, String invitationId, String kind, byte[] payload, String keyId, Instant owedAt, Instant turn,
    Instant expiresAt) {
  static NewMail of(SealedMail mail, Instant owedAt, Instant turn, Instant expiresAt) {
    return new NewMail(mail.id(), mail.invitationId(), mail.kind(), mail.payload().bytes(), mail.payload().keyId(), owedAt, turn,
        expiresAt);
  }

  @Override
  public String toString() {
    return "NewMail[" + id + "]";
  }
}
