package nl.sluis.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import nl.sluis.feed.EventType;
import nl.sluis.feed.PlacedEvent;
import nl.sluis.rules.ConferenceRule;
import nl.sluis.rules.MeetingRule;

/**
 * What a scheduler is told of one event: ids, type, time and one small number. Nothing of people, nothing of a browser.
 *
 * @param invitation absent if it is about the client itself
 * @param ref        the scheduler's own mark of the invitation; absent if there is none
 * @param data       what the number means; absent if it means nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EventView(String id, String type, Instant at, String invitation, String ref, Map<String, ?> data) {
  /**
   * @param ref     null if there is none
   * @param webhook the id of the webhook with the number of the event; null if there is none any more
   */
  static EventView of(PlacedEvent event, String ref, String webhook) {
    return new EventView(event.id(), event.type(), event.happenedAt(), event.invitationId(), ref,
        EventType.of(event.type()).map(type -> data(type, event.detail(), webhook)).orElse(null));
  }

  /** @return null for none */
  private static Map<String, ?> data(EventType type, int detail, String webhook) {
    // An expression, so that the compiler refuses a type of which nobody says what its number means.
    return switch (type) {
      case BOUNCED -> detail == 0 ? null : Map.of("status", detail / 1000 + "." + detail % 1000);
      case QUEUED, REPLACED, CANCELLED -> Map.of("sequence", detail);
      case CODE_SENT -> Map.of("delivery", detail == 0 ? "sent" : "unknown");
      case CODE_FAILED -> Collections.singletonMap("reason", attention(detail));
      case WRONG_TRY -> Map.of("triesLeft", detail);
      case OPENED, ACKNOWLEDGED -> Map.of("opening", detail);
      case EXPIRED -> Map.of("opened", detail > 0);
      case REVOKED -> detail == 0 ? null : Collections.singletonMap("attention", attention(detail));
      case ATTENTION -> Collections.singletonMap("attention", attention(detail));
      case WEBHOOK_CREATED, WEBHOOK_DISABLED -> Collections.singletonMap("webhook", webhook);
      case RULE_WARNED -> MeetingRule.ofNumber(detail).map(rule -> Map.of("rule", rule.word())).orElse(null);
      case ALL_IN -> Map.of("participants", detail);
      case RECORDING_STARTED -> Map.of("by", detail == 0 ? "recording" : "assistant");
      case RULE_LOOSENED -> ConferenceRule.ofNumber(detail).map(rule -> Map.of("rule", rule.word())).orElse(null);
      case CLIENT_KEY_EXPIRES -> Map.of("days", detail);
      case MAILED, UNDELIVERABLE, LOCKED, CLOSED, ASKED, CONFERENCE_NOT_DELETED -> null;
    };
  }

  /** @return null if there is nothing to look at any more */
  private static String attention(int number) {
    return Attention.ofNumber(number).map(Attention::word).orElse(null);
  }
}
