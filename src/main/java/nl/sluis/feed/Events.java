package nl.sluis.feed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nl.sluis.database.Batches;
import nl.sluis.database.Daos;

/** What one transaction has to tell. It is inserted at the end of the transaction, in one batch. */
public final class Events {
  private static final Batches.Kind<NewEvent> INSERT = (handle, rows) -> Daos.attach(handle, EventDao.class).insert(rows);
  private final Instant now;
  private final List<NewEvent> happened = new ArrayList<>();

  /** @param now the moment of the transaction */
  public Events(Instant now) {
    this.now = now;
  }

  /** @param detail a small number, whose meaning depends on the type; else 0 */
  public void add(EventType type, String clientId, String invitationId, int detail) {
    add(type, clientId, invitationId, detail, now);
  }

  /** The same of an earlier moment. */
  public void add(EventType type, String clientId, String invitationId, int detail, Instant at) {
    happened.add(new NewEvent(clientId, invitationId, type.type(), at, detail));
  }

  /** Nothing of this invitation is told by this transaction. */
  public void forget(String invitationId) {
    happened.removeIf(event -> invitationId.equals(event.invitationId()));
  }

  /** @return the types of what was inserted, one for each event */
  public List<String> write(Batches batches) {
    if (happened.isEmpty()) {
      return List.of();
    }
    batches.insert(INSERT, List.copyOf(happened));
    var types = happened.stream().map(NewEvent::type).toList();
    happened.clear();
    return types;
  }
}
