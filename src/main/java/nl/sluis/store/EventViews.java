package nl.sluis.store;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import nl.sluis.feed.EventType;
import nl.sluis.feed.PlacedEvent;

/** Tells events as schedulers read them, with their own marks and the ids of their webhooks. The same in the feed and in webhooks. */
public final class EventViews {
  private final SchedulerRefs marks;

  public EventViews(SchedulerRefs marks) {
    this.marks = marks;
  }

  /** @param events of one client */
  public List<EventView> of(Tx tx, List<PlacedEvent> events) {
    var refs = marks.of(tx, events.stream().map(PlacedEvent::invitationId).filter(Objects::nonNull).distinct().toList());
    var webhooks = webhooks(tx, events);
    return events.stream().map(event -> EventView.of(event, refs.get(event.invitationId()), webhooks.get(event.detail()))).toList();
  }

  private static Map<Integer, String> webhooks(Tx tx, List<PlacedEvent> events) {
    var ofWebhooks = events.stream().filter(event -> EventType.of(event.type()).filter(EventViews::isOfWebhook).isPresent()).toList();
    if (ofWebhooks.isEmpty()) {
      return Map.of();
    }
    var numbers = ofWebhooks.stream().map(event -> (long) event.detail()).distinct().toList();
    return tx.dao(ClientDao.class).webhooks(ofWebhooks.get(0).clientId(), numbers).stream()
        .collect(toMap(ClientDao.Webhook::number, ClientDao.Webhook::id));
  }

  private static boolean isOfWebhook(EventType type) {
    return type == EventType.WEBHOOK_CREATED || type == EventType.WEBHOOK_DISABLED;
  }
}
