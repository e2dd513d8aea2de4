package nl.sluis.intake;

import java.util.Objects;
import nl.sluis.feed.Feed;
import nl.sluis.feed.FeedCursor;
import nl.sluis.feed.FeedDao;
import nl.sluis.store.Client;
import nl.sluis.store.Database;
import nl.sluis.store.SchedulerRefs;

/** Reads the feed of a client, with the client's own marks; and forgets what it has of an invitation. */
public final class EventReading {
  /** So many rows at a time, so that no transaction is long. */
  private static final int STRETCH = 5_000;
  private final Database database;
  private final SchedulerRefs marks;

  public EventReading(Database database, SchedulerRefs marks) {
    this.database = database;
    this.marks = marks;
  }

  /**
   * @param after null from the oldest event on
   * @throws nl.sluis.problem.ProblemException 410 if the feed does not go on from there
   */
  Answer page(Client client, FeedCursor after, int limit) {
    var answer = database.read(tx -> {
      var page = Feed.page(tx.handle(), client.id(), after, limit);
      var ids = page.events().stream().map(event -> event.invitationId()).filter(Objects::nonNull).distinct().toList();
      var refs = marks.of(tx, ids);
      var views = page.events().stream().map(event -> EventView.of(event, refs.get(event.invitationId()))).toList();
      return new Answer(new EventView.Page(views, page.next().text()), page.next());
    });
    if (!answer.isEmpty()) {
      // What a crash takes back would come again, at places that the reader has behind it.
      database.force();
    }
    return answer;
  }

  /** Erases what was placed of an invitation; in the transaction before, nothing of it was left without a place. */
  void forget(Client client, String invitationId) {
    var extent = database.read(tx -> tx.dao(FeedDao.class).extent(client.id()));
    for (var after = extent.swept(); after < extent.placed(); after += STRETCH) {
      var from = after;
      database.write(tx -> tx.dao(FeedDao.class).forget(client.id(), from, from + STRETCH, invitationId));
    }
  }

  /** @param next the cursor that the page says */
  record Answer(EventView.Page page, FeedCursor next) {
    boolean isEmpty() {
      return page.events().isEmpty();
    }
  }
}
