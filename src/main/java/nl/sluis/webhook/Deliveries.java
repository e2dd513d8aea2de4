package nl.sluis.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.sluis.envelope.Base64Url;
import nl.sluis.feed.FeedDao;
import nl.sluis.feed.PlacedEvent;
import nl.sluis.keys.StaleKeyException;
import nl.sluis.keys.VaultException;
import nl.sluis.store.Database;
import nl.sluis.store.EventViews;
import nl.sluis.store.Tx;

/** The transactions of sending: claims what is due to a webhook, and books what came of it. */
final class Deliveries {
  /** Far longer than one claim takes: after it another gateway may send the same. */
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final int LEASE_BYTES = 16;
  private final Database database;
  private final WebhookRows rows;
  private final EventViews views;
  private final ObjectMapper json;
  private final boolean test;
  private final SecureRandom random;

  /**
   * @param json that answers are written by
   * @param test whether this is a test gateway, which each body says
   */
  Deliveries(Database database, WebhookRows rows, EventViews views, ObjectMapper json, boolean test, SecureRandom random) {
    this.database = database;
    this.rows = rows;
    this.views = views;
    this.json = json;
    this.test = test;
    this.random = random;
  }

  List<WebhookDao.Due> due() {
    return database.read(tx -> tx.dao(WebhookDao.class).due(tx.now()));
  }

  void releaseAll() {
    database.write(tx -> tx.dao(DeliveryDao.class).releaseAll(tx.now()));
  }

  /** @return what this gateway alone may send for a while, and is on disk; empty if another was faster */
  List<Claimed> claim(String webhookId, int many) {
    var due = database.read(tx -> tx.dao(DeliveryDao.class).due(webhookId, tx.now(), many));
    if (due.isEmpty()) {
      return List.of();
    }
    var lease = draw();
    return database.write(tx -> {
      var webhook = tx.dao(WebhookDao.class).find(webhookId).filter(Webhook::isLive);
      return webhook.isEmpty() ? List.<Claimed>of() : claim(tx, due, lease);
    });
  }

  private List<Claimed> claim(Tx tx, List<Long> due, String lease) {
    var dao = tx.dao(DeliveryDao.class);
    dao.claim(due, lease, tx.now().plus(LEASE), tx.now());
    var isKept = dao.claimed(due, lease).stream().collect(Collectors.partitioningBy(claim -> claim.happenedAt() != null));
    if (!isKept.get(false).isEmpty()) {
      dao.erase(isKept.get(false).stream().map(DeliveryDao.Claim::number).toList());
    }
    var claims = isKept.get(true);
    var told = views.of(tx, claims.stream().map(DeliveryDao.Claim::event).toList());
    var claimed = new ArrayList<Claimed>();
    for (var at = 0; at < claims.size(); at++) {
      var claim = claims.get(at);
      claimed.add(new Claimed(claim.number(), claim.attempts(), lease, message(claim.event(), told.get(at))));
    }
    return claimed;
  }

  private Message message(PlacedEvent event, Object data) {
    return message(event.id(), event.type(), event.happenedAt(), data);
  }

  Message message(String id, String type, Instant at, Object data) {
    try {
      return new Message(id, json.writeValueAsBytes(new Body(type, at, data, test ? true : null)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event could not be written");
    }
  }

  /**
   * @return where messages of this webhook go now, and how it stands; empty if it is not live any more, or not as a gateway left it
   * @param live whether it must not be disabled
   */
  Optional<Ready> ready(String webhookId, boolean live) {
    return database.read(tx -> {
      var webhook = tx.dao(WebhookDao.class).find(webhookId).filter(found -> !live || found.isLive());
      try {
        return webhook.map(found -> new Ready(found, rows.endpoint(found, tx.now()), tx.now()));
      } catch (StaleKeyException e) {
        throw e;
      } catch (VaultException | WebhookTamperedException e) {
        return webhook.map(found -> new Ready(found, null, tx.now()));
      }
    });
  }

  /**
   * The receiver took these. A crash may take that back: then they are sent again.
   *
   * @param last of its answers
   */
  void taken(String webhookId, List<Long> numbers, Answer last) {
    database.count(tx -> {
      // The webhook first, as whoever deletes it does.
      tx.dao(WebhookDao.class).succeeded(webhookId, last.isSoon(), tx.now(), last.word());
      if (!numbers.isEmpty()) {
        tx.dao(DeliveryDao.class).erase(numbers);
      }
      return null;
    });
  }

  /** The receiver did not take this one. @return for how long none was taken */
  Duration failed(String webhookId, Claimed claimed, Answer answer) {
    return database.count(tx -> {
      var failing = noteFailure(tx, webhookId, answer);
      var next = RetrySchedule.next(claimed.attempts() + 1, answer.retryAfter(), tx.now(), random).orElse(null);
      tx.dao(DeliveryDao.class).failed(claimed.number(), claimed.lease(), tx.now(), answer.word(), next);
      return failing;
    });
  }

  /** The receiver did not take a message that is no event. @return for how long none was taken */
  Duration failed(String webhookId, Answer answer) {
    return database.count(tx -> noteFailure(tx, webhookId, answer));
  }

  private static Duration noteFailure(Tx tx, String webhookId, Answer answer) {
    var dao = tx.dao(WebhookDao.class);
    dao.failed(webhookId, tx.now(), answer.word(), RetrySchedule.pausedUntil(answer.retryAfter(), tx.now()).orElse(null));
    return dao.find(webhookId).map(webhook -> Duration.between(webhook.failingSince(), tx.now())).orElse(Duration.ZERO);
  }

  /** Nobody began to send these. */
  void giveBack(List<Claimed> claims) {
    if (!claims.isEmpty()) {
      database
          .count(tx -> tx.dao(DeliveryDao.class).giveBack(claims.stream().map(Claimed::number).toList(), claims.get(0).lease(), tx.now()));
    }
  }

  /** Erases what is owed of events that are kept no more, and secrets whose day is over. */
  void sweep() {
    var webhooks = database.read(tx -> tx.dao(WebhookDao.class).all());
    for (var webhook : webhooks) {
      database.count(tx -> tx.dao(DeliveryDao.class).sweep(webhook.id(), tx.dao(FeedDao.class).extent(webhook.clientId()).swept()));
    }
    if (webhooks.stream().anyMatch(webhook -> webhook.formerSecret() != null)) {
      database.write(tx -> tx.dao(WebhookDao.class).forgetFormerSecrets(tx.now()));
    }
  }

  String draw() {
    var bytes = new byte[LEASE_BYTES];
    random.nextBytes(bytes);
    return Base64Url.encode(bytes);
  }

  /** @param attempts how many failed before */
  record Claimed(long number, int attempts, String lease, Message message) {}

  /**
   * @param endpoint null if the row does not open; else closed by whoever has it
   * @param now      the moment of the reading
   */
  record Ready(Webhook webhook, Endpoint endpoint, Instant now) {}

  /** As Standard Webhooks 1.0.0 has it, and {@code test} beside it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Body(String type, Instant timestamp, Object data, Boolean test) {}
}
