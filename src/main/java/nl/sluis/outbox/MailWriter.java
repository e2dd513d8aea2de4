package nl.sluis.outbox;

import java.util.Arrays;
import nl.sluis.envelope.LinkSecret;
import nl.sluis.keys.SealedColumn;
import nl.sluis.keys.StaleKeyException;
import nl.sluis.keys.Vault;
import nl.sluis.mail.CancellationMail;
import nl.sluis.keys.VaultException;
import nl.sluis.mail.InvitationMail;
import nl.sluis.mail.Mail;
import nl.sluis.mail.NoticeKind;
import nl.sluis.mail.NoticeMail;
import nl.sluis.mail.Terms;
import nl.sluis.store.Contacts;
import nl.sluis.store.InvitationGuard;

/** Opens what is sealed of a claimed mail, and writes the mail. */
public final class MailWriter {
  private final Vault vault;
  private final Contacts contacts;
  private final InvitationGuard guard;
  private final InvitationMail invitationMail;
  private final CancellationMail cancellationMail;
  private final NoticeMail noticeMail;

  public MailWriter(Vault vault, Contacts contacts, InvitationGuard guard, InvitationMail invitationMail,
      CancellationMail cancellationMail, NoticeMail noticeMail) {
    this.vault = vault;
    this.contacts = contacts;
    this.guard = guard;
    this.invitationMail = invitationMail;
    this.cancellationMail = cancellationMail;
    this.noticeMail = noticeMail;
  }

  /** @throws StaleKeyException if a rotation sealed it anew since it was read: read it again */
  Mail write(Claim claim) {
    var entry = claim.entry();
    if (!entry.id().equals(Outbox.id(entry.invitationId(), entry.kind()))) {
      // Else a mail would be taken for one of another kind.
      throw guard.refusal(entry.invitationId(), "outbox");
    }
    var payload = open(entry);
    try {
      return switch (entry.kind()) {
        case Outbox.INVITATION -> invitation(claim, payload);
        case Outbox.CANCELLED -> cancellation(entry, payload);
        default -> notice(entry, payload);
      };
    } finally {
      Arrays.fill(payload, (byte) 0);
    }
  }

  private byte[] open(OutboxEntry entry) {
    try {
      return vault.open(entry.keyId(), SealedColumn.OUTBOX_PAYLOAD, entry.id(), entry.payload());
    } catch (StaleKeyException e) {
      throw e;
    } catch (VaultException e) {
      throw guard.refusal(entry.invitationId(), "outbox");
    }
  }

  private Mail invitation(Claim claim, byte[] payload) {
    var id = claim.entry().invitationId();
    var invitation = claim.invitation().get();
    var contact = contacts.open(invitation);
    var terms = new Terms(invitation.openings(), invitation.sequence(), invitation.opensFrom());
    if (payload.length == 0) {
      return invitationMail.composePointer(id, contact.invitee(), contact.organizer(), terms);
    }
    try (var secret = LinkSecret.of(payload)) {
      return invitationMail.compose(id, contact.invitee(), contact.organizer(), secret, terms);
    }
  }

  private Mail cancellation(OutboxEntry entry, byte[] payload) {
    var cancelled = CancellationPayload.of(payload);
    return cancellationMail.compose(entry.invitationId(), cancelled.email(), cancelled.locale(), cancelled.organizer());
  }

  private Mail notice(OutboxEntry entry, byte[] payload) {
    var notice = NoticePayload.of(payload);
    return noticeMail.compose(entry.invitationId(), NoticeKind.of(entry.kind()), notice.inviteeName(), notice.organizer(), notice.locale(),
        notice.level());
  }
}
