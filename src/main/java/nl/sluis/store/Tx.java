package nl.sluis.store;

import java.time.Instant;
import nl.sluis.database.Daos;
import org.jdbi.v3.core.Handle;

/**
 * One transaction and its moment.
 *
 * @param guard sees to the seals of invitations
 * @param now the database's clock, read once: every decision of this transaction is about this moment
 */
public record Tx(Handle handle, Instant now, InvitationGuard guard) {
  public <D> D dao(Class<D> type) {
    return Daos.attach(handle, type);
  }

  public Invitations invitations() {
    return new Invitations(dao(InvitationDao.class), guard);
  }
}
