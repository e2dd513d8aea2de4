package nl.sluis.conference;

import java.util.Arrays;
import java.util.Optional;
import nl.sluis.audit.AuditLog;
import nl.sluis.keys.Sealed;
import nl.sluis.keys.SealedColumn;
import nl.sluis.keys.StaleKeyException;
import nl.sluis.keys.Vault;
import nl.sluis.keys.VaultException;

/** Seals and opens what is kept of a meeting at a service. */
final class ConferenceSeals {
  private final Vault vault;
  private final AuditLog audit;

  ConferenceSeals(Vault vault, AuditLog audit) {
    this.vault = vault;
    this.audit = audit;
  }

  Sealed seal(String id, ConferenceReference reference) {
    var bytes = reference.toBytes();
    try {
      return vault.seal(SealedColumn.CONFERENCE_REFERENCE, id, bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** @return empty if it was erased, or changed past the gateway, which is noted: then the meeting is found by its marker */
  Optional<ConferenceReference> open(ConferenceRow row) {
    if (row.reference() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(ConferenceReference.of(vault.open(row.keyId(), SealedColumn.CONFERENCE_REFERENCE, row.id(), row.reference())));
    } catch (StaleKeyException e) {
      throw e;
    } catch (VaultException e) {
      audit.record("row-tampered", row.id(), "table=conference");
      return Optional.empty();
    }
  }
}
