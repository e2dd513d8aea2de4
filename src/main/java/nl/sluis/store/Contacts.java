package nl.sluis.store;

import java.util.Arrays;
import nl.sluis.keys.KeyFamily;
import nl.sluis.keys.Sealed;
import nl.sluis.keys.Vault;

/** Seals and opens the contact of an invitation. */
public final class Contacts {
  private static final String COLUMN = "invitation.contact";
  private final Vault vault;

  public Contacts(Vault vault) {
    this.vault = vault;
  }

  public Sealed seal(String id, Contact contact) {
    var bytes = contact.toBytes();
    try {
      return vault.seal(KeyFamily.STORE, COLUMN, id, bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** @return null if the contact was erased */
  public Contact open(Invitation invitation) {
    return invitation.contact() == null
        ? null
        : Contact.of(vault.open(invitation.keyId(), COLUMN, invitation.id(), invitation.contact()));
  }
}
