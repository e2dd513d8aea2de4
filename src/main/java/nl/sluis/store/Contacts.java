package nl.sluis.store;

import java.util.Arrays;
import nl.sluis.keys.Sealed;
import nl.sluis.keys.SealedColumn;
import nl.sluis.keys.StaleKeyException;
import nl.sluis.keys.Vault;
import nl.sluis.keys.VaultException;
import nl.sluis.problem.ProblemException;

/** Seals and opens the contact of an invitation. */
public final class Contacts {
  private final Vault vault;
  private final InvitationGuard guard;

  public Contacts(Vault vault, InvitationGuard guard) {
    this.vault = vault;
    this.guard = guard;
  }

  public Sealed seal(String id, Contact contact) {
    var bytes = contact.toBytes();
    try {
      return vault.seal(SealedColumn.INVITATION_CONTACT, id, bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /**
   * @return null if the contact was erased
   * @throws ProblemException {@code GONE}, tampered, if it does not open in its row
   */
  public Contact open(Invitation invitation) {
    if (invitation.contact() == null) {
      return null;
    }
    try {
      return Contact.of(vault.open(invitation.keyId(), SealedColumn.INVITATION_CONTACT, invitation.id(), invitation.contact()));
    } catch (StaleKeyException e) {
      throw e;
    } catch (VaultException e) {
      throw guard.refusal(invitation.id(), "contact");
    }
  }

  /**
   * Of one that ended: what is left of its contact, sealed under the key of its row.
   *
   * @return null if there is nothing to take away
   */
  public byte[] afterTheEnd(Invitation invitation) {
    var contact = open(invitation);
    if (contact == null || contact.isOfAnEnded()) {
      return null;
    }
    var bytes = contact.afterTheEnd().toBytes();
    try {
      return vault.seal(invitation.keyId(), SealedColumn.INVITATION_CONTACT, invitation.id(), bytes).bytes();
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** @return false after noting it, if the contact does not open in its row */
  boolean holds(Invitation invitation) {
    try {
      open(invitation);
      return true;
    } catch (ProblemException e) {
      return false;
    }
  }
}
