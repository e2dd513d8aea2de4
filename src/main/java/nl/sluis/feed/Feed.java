package nl.sluis.feed;

import java.time.Instant;
import java.util.List;
import nl.sluis.database.Daos;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import org.jdbi.v3.core.Handle;

/** Reads events that have places, and erases them. Each call runs in its caller's transaction. */
public final class Feed {
  private Feed() {}

  /**
   * Reads on from a cursor. On H2 the caller answers after a force: else a crash could give the same places to other events.
   *
   * @param after null from the oldest one that is kept
   * @throws ProblemException 410 if the feed does not go on from there
   */
  public static Page page(Handle handle, String clientId, FeedCursor after, int limit) {
    var dao = Daos.attach(handle, FeedDao.class);
    var from = after == null ? 0 : after.place();
    var events = dao.after(clientId, from, limit);
    // Behind the events: what the sweeper took before they were read shows here.
    var extent = dao.extent(clientId);
    var start = FeedCursor.of(extent.id(), clientId, after == null ? extent.swept() : from);
    if (after != null && (!after.isOf(start.feed()) || from < extent.swept() || from > extent.placed())) {
      throw new ProblemException(Problem.CURSOR_LOST, "Start again without after, and look at the list of your invitations");
    }
    return new Page(events, events.isEmpty() ? start : new FeedCursor(start.feed(), events.get(events.size() - 1).place()));
  }

  /**
   * Erases one batch of events that are too old, from the oldest on.
   *
   * @return how many of them were looked at: a full batch if there may be more
   */
  public static int sweep(Handle handle, String clientId, Instant since, int batch) {
    var dao = Daos.attach(handle, FeedDao.class);
    if (due(dao.after(clientId, 0, 1), since).isEmpty()) {
      return 0;
    }
    var due = due(dao.after(clientId, 0, batch), since);
    var upTo = due.isEmpty() ? 0 : due.get(due.size() - 1).place();
    dao.erase(clientId, upTo);
    dao.sweepTo(clientId, upTo);
    return due.size();
  }

  private static List<PlacedEvent> due(List<PlacedEvent> oldest, Instant since) {
    return oldest.stream().takeWhile(event -> !event.happenedAt().isAfter(since)).toList();
  }

  /** @param next where to read on, also if there was nothing */
  public record Page(List<PlacedEvent> events, FeedCursor next) {}
}
