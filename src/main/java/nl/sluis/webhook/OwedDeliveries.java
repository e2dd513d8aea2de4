package nl.sluis.webhook;

import java.util.Arrays;
import java.util.List;
import nl.sluis.database.Daos;
import nl.sluis.feed.Owing;
import nl.sluis.feed.PlacedEvent;
import org.jdbi.v3.core.Handle;

/**
 * Owes events to the live webhooks of their clients, where they get their places. Where no client of the batch has one, that is one statement for the
 * whole batch. No event is copied: it is read when it is sent.
 */
public final class OwedDeliveries implements Owing {
  @Override
  public void owe(Handle handle, List<PlacedEvent> events) {
    var clients = events.stream().map(PlacedEvent::clientId).distinct().toList();
    var wanting = Daos.attach(handle, WebhookDao.class).wanting(clients);
    var owed = wanting.stream().flatMap(webhook -> events.stream().filter(event -> wants(webhook, event))
        // Due since it happened, which is over.
        .map(event -> new DeliveryDao.Owed(webhook.id(), event.place(), event.happenedAt()))).toList();
    if (!owed.isEmpty()) {
      Daos.attach(handle, DeliveryDao.class).owe(owed);
    }
  }

  private static boolean wants(WebhookDao.Wanting webhook, PlacedEvent event) {
    return webhook.clientId().equals(event.clientId())
        && (webhook.types() == null || Arrays.asList(webhook.types().split(",")).contains(event.type()));
  }
}
