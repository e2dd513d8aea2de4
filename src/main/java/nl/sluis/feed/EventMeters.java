package nl.sluis.feed;

import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Counts what happened in transactions of this gateway, once they are committed: {@code nl.sluis.events.opened} and the others. */
public final class EventMeters {
  private final Map<EventType, Meter> meters = new EnumMap<>(EventType.class);

  public EventMeters(MetricRegistry metrics) {
    for (var type : EventType.values()) {
      meters.put(type, metrics.meter("nl.sluis.events." + type.name().toLowerCase(Locale.ROOT).replace('_', '-')));
    }
  }

  /** @param types of {@link EventType}, one for each event */
  public void mark(List<String> types) {
    types.forEach(type -> EventType.of(type).ifPresent(known -> meters.get(known).mark()));
  }
}
