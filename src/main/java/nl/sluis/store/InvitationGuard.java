package nl.sluis.store;

import java.util.concurrent.atomic.AtomicBoolean;
import nl.sluis.audit.AuditLog;
import nl.sluis.keys.Vault;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what happens to a row that was changed past the gateway: the audit log names it, and everybody sees it as tampered. */
public final class InvitationGuard {
  private static final Logger LOG = LoggerFactory.getLogger(InvitationGuard.class);
  private final StateSeals seals;
  private final AuditLog audit;
  private final AtomicBoolean metLater = new AtomicBoolean();

  public InvitationGuard(Vault vault, AuditLog audit) {
    this.seals = new StateSeals(vault, InvitationRow.NEWEST);
    this.audit = audit;
  }

  byte[] seal(String keyId, String id, byte[] digest) {
    return seals.seal(keyId, id, digest);
  }

  /**
   * @return false after noting it, if somebody else than a gateway changed the row
   * @throws ProblemException {@code UNAVAILABLE} if a later version of the gateway sealed it
   */
  boolean holds(Invitation row) {
    if (!seals.holds(row)) {
      return note(row.id(), "state");
    }
    if (row.keptState() == InvitationState.LATER && !metLater.getAndSet(true)) {
      LOG.warn(
          "Invitation {} is in a state that this version of the gateway does not know: a later version stored it. It is shown as it is, "
              + "and cannot be opened here. Upgrade this gateway too",
          row.id());
    }
    return true;
  }

  /**
   * For what does not open in its row: thrown in the transaction that found it, so that nothing of the invitation is spent.
   *
   * @param column of the invitation, as {@code share}
   */
  public ProblemException refusal(String id, String column) {
    note(id, column);
    return new ProblemException(Problem.GONE).with("state", InvitationState.TAMPERED.word());
  }

  private boolean note(String id, String column) {
    audit.record("invitation-tampered", id, "column=" + column);
    return false;
  }
}
