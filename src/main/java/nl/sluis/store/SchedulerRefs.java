package nl.sluis.store;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.sluis.audit.AuditLog;
import nl.sluis.database.Batches;
import nl.sluis.database.Daos;
import nl.sluis.keys.SealedColumn;
import nl.sluis.keys.StaleKeyException;
import nl.sluis.keys.Vault;
import nl.sluis.keys.VaultException;
import org.jdbi.v3.core.Handle;

/** Seals and opens the schedulers' own marks, which stay until the tombstone goes. */
public final class SchedulerRefs {
  private static final Batches.Kind<SchedulerRefDao.Row> INSERT = SchedulerRefs::insert;
  private final Vault vault;
  private final AuditLog audit;

  public SchedulerRefs(Vault vault, AuditLog audit) {
    this.vault = vault;
    this.audit = audit;
  }

  /** @param hash keyed, of uid, sequence and mark */
  public SchedulerRefDao.Row seal(String invitationId, byte[] hash, String ref) {
    var sealed = vault.seal(SealedColumn.SCHEDULER_REF, invitationId, ref.getBytes(StandardCharsets.US_ASCII));
    return new SchedulerRefDao.Row(invitationId, hash, sealed.bytes(), sealed.keyId());
  }

  public void insert(Tx tx, List<SchedulerRefDao.Row> rows) {
    tx.insert(INSERT, rows);
  }

  private static void insert(Handle handle, List<SchedulerRefDao.Row> rows) {
    var inserted = Daos.attach(handle, SchedulerRefDao.class).insert(rows);
    for (var at = 0; at < inserted.length; at++) {
      if (inserted[at] == 0) {
        throw new StaleKeyException("scheduler_ref", rows.get(at).keyId());
      }
    }
  }

  /** @return false after noting it, if this is not the mark that a gateway gave to its invitation */
  public boolean holds(SchedulerRefDao.Row row, String ref) {
    try {
      var opened = vault.open(row.keyId(), SealedColumn.SCHEDULER_REF, row.invitationId(), row.ref());
      return ref.equals(new String(opened, StandardCharsets.US_ASCII)) || note(row);
    } catch (StaleKeyException e) {
      throw e;
    } catch (VaultException e) {
      return note(row);
    }
  }

  /** For a mark that is not this invitation's. */
  public boolean note(SchedulerRefDao.Row row) {
    audit.record("row-tampered", row.invitationId(), "table=scheduler_ref");
    return false;
  }

  /** @return by the ids of invitations; one without a mark, or whose mark does not open, is not in it */
  public Map<String, String> of(Tx tx, List<String> ids) {
    var refs = new HashMap<String, String>();
    for (var row : ids.isEmpty() ? List.<SchedulerRefDao.Row>of() : tx.dao(SchedulerRefDao.class).of(ids)) {
      try {
        refs.put(row.invitationId(),
            new String(vault.open(row.keyId(), SealedColumn.SCHEDULER_REF, row.invitationId(), row.ref()), StandardCharsets.US_ASCII));
      } catch (StaleKeyException e) {
        throw e;
      } catch (VaultException e) {
        note(row);
      }
    }
    return refs;
  }
}
