package nl.sluis.feed;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import nl.sluis.database.Daos;
import org.jdbi.v3.core.Handle;

/**
 * Gives one batch of events their places, in one transaction. It takes what is committed by then, in the order of the numbers. Of one invitation
 * that is the order in which it happened, because each change locks its row: whoever was second drew its number behind the first one's commit.
 */
final class Placing {
  /** Short enough for a transaction that others share. */
  static final int BATCH = 500;

  private Placing() {}

  /** @return what it did; on disk only when the transaction is */
  static Placed run(Handle handle, Owing owing) {
    var dao = Daos.attach(handle, EventDao.class);
    dao.lock();
    // A statement of its own, behind the lock: it sees what the placer before this one committed.
    var taken = dao.unplaced(BATCH);
    if (taken.isEmpty()) {
      return new Placed(0, Map.of());
    }
    var clients = taken.stream().map(EventDao.Unplaced::clientId).distinct().toList();
    var last = new LinkedHashMap<String, Long>();
    dao.last(clients).forEach(one -> last.put(one.clientId(), one.placed()));
    var known = Set.copyOf(last.keySet());
    var events = taken.stream().map(event -> placed(event, last.merge(event.clientId(), 1L, Long::sum))).toList();
    dao.place(events);
    owing.owe(handle, events);
    var changed = last.entrySet().stream().map(entry -> new EventDao.Last(entry.getKey(), entry.getValue()))
        .collect(Collectors.partitioningBy(one -> known.contains(one.clientId())));
    move(dao, changed);
    dao.erase(taken.stream().map(EventDao.Unplaced::number).toList());
    return new Placed(taken.size(), Map.copyOf(last));
  }

  private static void move(EventDao dao, Map<Boolean, List<EventDao.Last>> isKnown) {
    if (!isKnown.get(true).isEmpty()) {
      dao.move(isKnown.get(true));
    }
    if (!isKnown.get(false).isEmpty()) {
      dao.begin(isKnown.get(false));
    }
  }

  private static PlacedEvent placed(EventDao.Unplaced event, long place) {
    return new PlacedEvent(event.clientId(), place, event.invitationId(), event.type(), event.happenedAt(), event.detail());
  }

  /**
   * A batch.
   *
   * @param events how many
   * @param last   by client, the last place that was given
   */
  record Placed(int events, Map<String, Long> last) {
    /** @return whether others may wait */
    boolean isFull() {
      return events == BATCH;
    }
  }
}
