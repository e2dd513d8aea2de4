package nl.sluis.store;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/**
 * One transaction and its moment.
 *
 * @param now the database's clock, read once: every decision of this transaction is about this moment
 */
public record Tx(Handle handle, Instant now) {
  public <D> D dao(Class<D> type) {
    return handle.attach(type);
  }

  public InvitationDao invitations() {
    return dao(InvitationDao.class);
  }
}
