package nl.sluis.intake;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.function.Supplier;
import nl.sluis.feed.FeedCursor;
import nl.sluis.feed.Follower;
import nl.sluis.feed.Followers;
import nl.sluis.limit.LimitMeters;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.store.Client;
import nl.sluis.store.Scope;

/** Tells schedulers what happened. Every call: 401 without a valid client key. */
@Path("/v1/events")
@Produces(MediaType.APPLICATION_JSON)
public final class EventResource {
  private final EventReading reading;
  private final Followers followers;

  /** Behind a {@link SchedulerFilter}. */
  public EventResource(EventReading reading, Followers followers) {
    this.reading = reading;
    this.followers = followers;
  }

  /**
   * 200 the next events behind {@code after}, the oldest first, at most {@code limit} (1 to 500, default 100), and the {@code next} to read on from.
   * If there are none, the answer waits for one, {@code wait} seconds (0 to 20, default 0). 410 the feed does not go on from there. 422 a parameter is
   * wrong. 429 two wait already, with Retry-After.
   */
  @GET
  @Needs(Scope.READ)
  public void follow(@Context ContainerRequestContext request, @BeanParam EventQuery query, @Suspended AsyncResponse answer) {
    query.refuseOthers();
    var client = InvitationResource.client(request);
    var limit = query.limit();
    var time = query.time();
    var found = reading.page(client, query.after(), limit);
    if (!found.isEmpty() || time.isZero()) {
      answer.resume(found.page());
      return;
    }
    followers.add(client.id(), found.next().place(), time, new Waiting(client, found.next(), limit, found.page(), answer))
        .ifPresent(pause -> answer.resume(ProblemException.retryAfter(Problem.TOO_SOON, pause).by(LimitMeters.WAITS_FOR_EVENTS)));
  }

  /** A request that is answered later, by a thread that all share. */
  private final class Waiting implements Follower {
    private final Client client;
    private final FeedCursor after;
    private final int limit;
    private final EventReading.Page nothing;
    private final AsyncResponse answer;

    Waiting(Client client, FeedCursor after, int limit, EventReading.Page nothing, AsyncResponse answer) {
      this.client = client;
      this.after = after;
      this.limit = limit;
      this.nothing = nothing;
      this.answer = answer;
    }

    @Override
    public void somethingCame() {
      resume(() -> reading.page(client, after, limit).page());
    }

    @Override
    public void nothingCame() {
      resume(() -> nothing);
    }

    private void resume(Supplier<EventReading.Page> page) {
      try {
        answer.resume(page.get());
      } catch (RuntimeException e) {
        answer.resume(e);
      }
    }
  }
}
