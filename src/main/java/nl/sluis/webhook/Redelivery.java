package nl.sluis.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

import java.util.List;
import nl.sluis.feed.FeedDao;

import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.store.Client;
import nl.sluis.store.Database;

/** What is owed to a webhook, as its client sees it, and what is owed once more because the client asks for it. */
public final class Redelivery {
  /** So many rows at a time, so that no transaction is long. */
  private static final int STRETCH = 2_000;
  private final Database database;
  private final Runnable wake;

  Redelivery(Database database, Runnable wake) {
    this.database = database;
    this.wake = wake;
  }

  /**
   * Owes all events that are kept since a moment, but those that are owed by now. Their ids are the same as before.
   *
   * @return how many
   * @throws ProblemException 404 if this client has no such webhook, 409 if it is disabled
   */
  public int since(Client client, String id, Instant since) {
    var webhook = of(client, id);
    if (!webhook.isLive()) {
      throw new ProblemException(Problem.WEBHOOK_DISABLED, "A test whose message is taken enables it again");
    }
    var types = webhook.types() == null ? "" : "," + webhook.types() + ",";
    var extent = database.read(tx -> tx.dao(FeedDao.class).extent(client.id()));
    var owed = 0;
    for (var after = extent.swept(); after < extent.placed(); after += STRETCH) {
      var from = after;
      var upTo = Math.min(extent.placed(), from + STRETCH);
      owed += database.<Integer>write(tx -> {
        var dao = tx.dao(DeliveryDao.class);
        return dao.oweFailedAgain(id, client.id(), from, upTo, since, tx.now())
            + dao.oweAgain(id, client.id(), from, upTo, since, types, tx.now());
      });
    }
    wake.run();
    return owed;
  }

  /**
   * @param failed whether those that are tried no more, else those that are
   * @param after  the place of the last one of the page before; 0 to begin
   * @throws ProblemException 404 if this client has no such webhook
   */
  public Page list(Client client, String id, boolean failed, long after, int limit) {
    of(client, id);
    return database.read(tx -> {
      var listed = tx.dao(DeliveryDao.class).list(id, failed, after, limit);
      return new Page(listed.stream().filter(one -> one.happenedAt() != null).map(View::of).toList(),
          listed.size() < limit ? 0 : listed.get(listed.size() - 1).place());
    });
  }

  private Webhook of(Client client, String id) {
    return database.read(tx -> tx.dao(WebhookDao.class).find(id, client.id()))
        .orElseThrow(() -> new ProblemException(Problem.UNKNOWN_WEBHOOK));
  }

  /** @param last the place of the last one; 0 if there are no more */
  public record Page(List<View> deliveries, long last) {}

  /**
   * @param id       of the event: what {@code webhook-id} says
   * @param at       when it happened
   * @param state    {@code owed} or {@code failed}
   * @param attempts how many failed
   * @param last     absent before the first
   * @param dueAt    when it is sent next; absent if it is tried no more
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record View(String id, String type, Instant at, String state, int attempts, WebhookView.Attempt last, Instant dueAt) {
    static View of(DeliveryDao.Listed listed) {
      var event = listed.event();
      return new View(event.id(), event.type(), event.happenedAt(), listed.dueAt() == null ? "failed" : "owed", listed.attempts(),
          WebhookView.Attempt.of(listed.triedAt(), listed.answer()), listed.dueAt());
    }
  }
}
