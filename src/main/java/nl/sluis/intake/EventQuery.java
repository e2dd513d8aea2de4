package nl.sluis.intake;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.List;
import nl.sluis.feed.FeedCursor;

/** From where on a scheduler reads the feed, and for how long it waits. Jersey makes one of each request. */
public final class EventQuery {
  private static final List<String> NAMES = List.of("after", "limit", "wait");
  private static final int MAX_LIMIT = 500;
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_WAIT = 20;

  @QueryParam("after") String after;

  @QueryParam("limit") String limit;

  @QueryParam("wait") String wait;

  @Context UriInfo address;

  void refuseOthers() {
    Parameters.refuseOthers(address, NAMES);
  }

  /** @return null from the oldest event on */
  FeedCursor after() {
    return after == null
        ? null
        : FeedCursor.read(after).orElseThrow(() -> Parameters.invalid("after", "must be the next of an answer of this address"));
  }

  int limit() {
    return Parameters.number("limit", limit, DEFAULT_LIMIT, 1, MAX_LIMIT);
  }

  Duration time() {
    return Duration.ofSeconds(Parameters.number("wait", wait, 0, 0, MAX_WAIT));
  }
}
