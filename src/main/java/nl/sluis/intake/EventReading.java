package nl.sluis.intake;

import java.util.List;
import nl.sluis.feed.Feed;
import nl.sluis.feed.FeedCursor;
import nl.sluis.feed.FeedDao;
import nl.sluis.store.Client;
import nl.sluis.store.Database;
import nl.sluis.store.EventView;
import nl.sluis.store.EventViews;

/** Reads the feed of a client, with the client's own marks; and forgets what it has of an invitation. */
public final class EventReading {
  /** So many rows at a time, so that no transaction is long. */
  private static final int STRETCH = 5_000;
  private final Database database;
  private final EventViews views;

  public EventReading(Database database, EventViews views) {
    this.database = database;
    this.views = views;
  }

  /**
   * @param after null from the oldest event on
   * @throws nl.sluis.problem.ProblemException 410 if the feed does not go on from there
   */
  Answer page(Client client, FeedCursor after, int limit) {
    var answer = database.read(tx -> {
      var page = Feed.page(tx.handle(), client.id(), after, limit);
      return new Answer(new Page(views.of(tx, page.events()), page.next().text()), page.next());
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
  record Answer(Page page, FeedCursor next) {
    boolean isEmpty() {
      return page.events().isEmpty();
    }
  }

  /** @param next where the next answer begins, also if there was nothing */
  record Page(List<EventView> events, String next) {}
}
