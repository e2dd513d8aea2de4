package nl.sluis.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.store.Client;
import nl.sluis.webhook.Deliveries.Ready;
import nl.sluis.webhook.Lanes.Lane;

/** Sends one message at once, because a client wants to see whether its receiver takes it. One that is taken enables the webhook again. */
public final class WebhookTests {
  /** No event has this type. */
  private static final String TYPE = "webhook.test";
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private final Deliveries deliveries;
  private final WebhookStops stops;
  private final WebhookSender sender;

  WebhookTests(Deliveries deliveries, WebhookStops stops, WebhookSender sender) {
    this.deliveries = deliveries;
    this.stops = stops;
    this.sender = sender;
  }

  /**
   * Returns at once.
   *
   * @param webhookId of this client
   * @param told      gets a {@link Result}, or a {@link RuntimeException}, from another thread
   * @throws ProblemException 429 if too much is under way, of this client or of all
   */
  public void send(Client client, String webhookId, Consumer<Object> told) {
    var begun = sender.enter(client.id(), Lane.TEST, () -> {
      try {
        told.accept(send(webhookId));
      } catch (RuntimeException e) {
        told.accept(e);
      }
      return true;
    });
    if (!begun) {
      throw ProblemException.retryAfter(Problem.TOO_SOON, PAUSE);
    }
  }

  private Result send(String webhookId) {
    var ready = deliveries.ready(webhookId, false).orElseThrow(() -> new ProblemException(Problem.UNKNOWN_WEBHOOK));
    if (ready.endpoint() == null) {
      stops.disable(ready.webhook(), Disabled.TAMPERED);
      throw new ProblemException(Problem.UNKNOWN_WEBHOOK);
    }
    try (var endpoint = ready.endpoint()) {
      var message = deliveries.message(deliveries.draw(), TYPE, ready.now(), Map.of("webhook", webhookId));
      var answer = sender.attempt(endpoint, message, ready.now());
      book(ready, answer);
      return new Result(answer.isTaken(), answer.status() == 0 ? null : answer.status(), answer.status() == 0 ? answer.word() : null);
    }
  }

  private void book(Ready ready, Answer answer) {
    var webhook = ready.webhook();
    if (!answer.isTaken()) {
      stops.afterFailure(webhook, answer, deliveries.failed(webhook.id(), answer));
      return;
    }
    deliveries.taken(webhook.id(), List.of(), answer);
    stops.enable(webhook);
    sender.wake();
  }

  /**
   * What the receiver did.
   *
   * @param taken  whether it answered 2xx
   * @param status of its answer; absent if there was none
   * @param reason why there was none; absent if there was one
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Result(boolean taken, Integer status, String reason) {}
}
