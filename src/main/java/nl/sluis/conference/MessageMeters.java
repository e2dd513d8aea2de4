package nl.sluis.conference;

import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import java.util.EnumMap;
import java.util.Map;

/** Counts what came of messages of the service: {@code nl.sluis.conference-messages.taken} and the others. */
public final class MessageMeters {
  private final Map<MessageOutcome, Meter> meters = new EnumMap<>(MessageOutcome.class);

  public MessageMeters(MetricRegistry metrics) {
    for (var outcome : MessageOutcome.values()) {
      meters.put(outcome, metrics.meter("nl.sluis.conference-messages." + outcome.word()));
    }
  }

  public void mark(MessageOutcome outcome) {
    meters.get(outcome).mark();
  }
}
