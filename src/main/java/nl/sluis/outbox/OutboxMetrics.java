package nl.sluis.outbox;

import com.codahale.metrics.CachedGauge;
import com.codahale.metrics.MetricRegistry;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Gauges of the outbox: {@code nl.sluis.outbox.owed} and {@code oldest-seconds}, the two to put an alarm on. */
public final class OutboxMetrics {
  private OutboxMetrics() {}

  public static void register(MetricRegistry metrics, OutboxList outbox) {
    metrics.register("nl.sluis.outbox.owed", cached(outbox::owed));
    metrics.register("nl.sluis.outbox.oldest-seconds", cached(outbox::oldestSeconds));
  }

  /** Read at most every five seconds, however many ask. */
  private static CachedGauge<Long> cached(LongSupplier value) {
    return new CachedGauge<>(5, TimeUnit.SECONDS) {
      @Override
      protected Long loadValue() {
        return value.getAsLong();
      }
    };
  }
}
