package nl.sluis.bounce;

import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import java.util.EnumMap;
import java.util.Map;

/** Counts what came of mails to the address for reports: {@code nl.sluis.bounces.failed} and the others. */
public final class BounceMeters {
  private final Map<BounceOutcome, Meter> meters = new EnumMap<>(BounceOutcome.class);

  public BounceMeters(MetricRegistry metrics) {
    for (var outcome : BounceOutcome.values()) {
      meters.put(outcome, metrics.meter("nl.sluis.bounces." + outcome.word()));
    }
  }

  void mark(BounceOutcome outcome) {
    meters.get(outcome).mark();
  }
}
