package nl.sluis.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import nl.sluis.webhook.Deliveries.Claimed;
import nl.sluis.webhook.Deliveries.Ready;

/**
 * Sends a few messages to one webhook, one after the other. It ends where the first one is not taken, or not soon: that is booked at once, and the others go
 * back. Whether the webhook is live is asked again before a message, unless that was just asked.
 */
final class DeliveryRun {
  /** So many at a time, where the last attempt went well. */
  static final int MANY = 10;
  private static final Duration FRESH = Duration.ofMillis(500);
  /** With what an attempt may last after it, far less than a lease. */
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private final Deliveries deliveries;
  private final WebhookStops stops;
  private final Sending sending;
  private final BooleanSupplier stopping;
  private final String webhookId;
  private final List<Claimed> claims;
  private final List<Long> taken = new ArrayList<>();
  private Answer last;

  DeliveryRun(Deliveries deliveries, WebhookStops stops, Sending sending, BooleanSupplier stopping, String webhookId,
      List<Claimed> claims) {
    this.deliveries = deliveries;
    this.stops = stops;
    this.sending = sending;
    this.stopping = stopping;
    this.webhookId = webhookId;
    this.claims = claims;
  }

  void run() {
    var begun = System.nanoTime();
    var next = 0;
    try {
      while (next < claims.size() && goesOn(begun)) {
        var ready = deliveries.ready(webhookId, true).orElse(null);
        if (ready == null) {
          break;
        }
        next = sendSome(ready, next);
      }
    } finally {
      if (!taken.isEmpty()) {
        deliveries.taken(webhookId, taken, last);
      }
      deliveries.giveBack(claims.subList(next, claims.size()));
    }
  }

  /** @return how far it came while what was read is fresh */
  private int sendSome(Ready ready, int from) {
    if (ready.endpoint() == null) {
      stops.disable(ready.webhook(), Disabled.TAMPERED);
      return from;
    }
    var next = from;
    try (var endpoint = ready.endpoint()) {
      var read = System.nanoTime();
      do {
        var claimed = claims.get(next++);
        var answer = sending.send(endpoint, claimed.message(), ready.now().plusNanos(System.nanoTime() - read));
        if (answer.isTaken()) {
          taken.add(claimed.number());
          last = answer;
        } else {
          bookFailure(ready.webhook(), claimed, answer);
        }
      } while (next < claims.size() && goesOn(read) && System.nanoTime() - read < FRESH.toNanos());
    }
    return next;
  }

  private boolean goesOn(long begun) {
    return !stopping.getAsBoolean() && (last == null || last.isTaken() && last.isSoon()) && System.nanoTime() - begun < LONGEST.toNanos();
  }

  private void bookFailure(Webhook webhook, Claimed claimed, Answer answer) {
    if (!taken.isEmpty()) {
      deliveries.taken(webhookId, taken, last);
      taken.clear();
    }
    last = answer;
    stops.afterFailure(webhook, answer, deliveries.failed(webhookId, claimed, answer));
  }

  /** One attempt, whose answer is counted. */
  interface Sending {
    Answer send(Endpoint endpoint, Message message, Instant at);
  }
}
