package nl.sluis.store;

import java.time.Instant;
import java.util.List;
import nl.sluis.database.Batches;
import nl.sluis.database.Daos;
import nl.sluis.feed.Events;
import org.jdbi.v3.core.Handle;

/** One transaction and its moment. */
public final class Tx {
  private final Handle handle;
  private final Instant now;
  private final InvitationGuard guard;
  private final Batches batches;
  private final Invitations invitations;
  private final Openings openings;
  private final Windows windows;
  private final Invited invited;
  private final Events events;

  /**
   * @param now   read once from the database's clock: every decision of this transaction is about this moment
   * @param guard sees to the seals of invitations
   * @param batches takes what is inserted
   */
  Tx(Handle handle, Instant now, InvitationGuard guard, Batches batches) {
    this.handle = handle;
    this.now = now;
    this.guard = guard;
    this.batches = batches;
    this.events = new Events(now);
    this.invitations = new Invitations(dao(InvitationDao.class), guard, events, batches, now);
    this.invited = new Invited(dao(InvitedDao.class), invitations, now);
    this.openings = new Openings(dao(OpeningDao.class), dao(InvitationDao.class), invitations, guard);
    this.windows = new Windows(dao(OpeningDao.class), dao(InvitationDao.class), invitations, openings, events);
  }

  public <D> D dao(Class<D> type) {
    return Daos.attach(handle, type);
  }

  /** Inserts these now, or together with what other transactions' work inserts. */
  public <R> void insert(Batches.Kind<R> kind, List<R> rows) {
    batches.insert(kind, rows);
  }

  /** From here on all is seen that was inserted before, by those who share this transaction too. */
  public void flush() {
    batches.flush();
  }

  public Invitations invitations() {
    return invitations;
  }

  public Windows windows() {
    return windows;
  }

  public Invited invited() {
    return invited;
  }

  public Openings openings() {
    return openings;
  }

  /** What this transaction has to tell schedulers. What {@link Invitations} changes is told by itself. */
  public Events events() {
    return events;
  }

  public Handle handle() {
    return handle;
  }

  public Instant now() {
    return now;
  }

  public InvitationGuard guard() {
    return guard;
  }
}
