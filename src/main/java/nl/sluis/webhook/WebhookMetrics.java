package nl.sluis.webhook;

import com.codahale.metrics.CachedGauge;
import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Meters of messages, {@code nl.sluis.webhooks.taken} and {@code not-taken}, and how many webhooks are disabled. */
final class WebhookMetrics {
  private final Meter taken;
  private final Meter notTaken;

  WebhookMetrics(MetricRegistry metrics, LongSupplier disabled) {
    taken = metrics.meter("nl.sluis.webhooks.taken");
    notTaken = metrics.meter("nl.sluis.webhooks.not-taken");
    metrics.register("nl.sluis.webhooks.disabled", new CachedGauge<Long>(5, TimeUnit.SECONDS) {
      @Override
      protected Long loadValue() {
        return disabled.getAsLong();
      }
    });
  }

  void mark(Answer answer) {
    (answer.isTaken() ? taken : notTaken).mark();
  }
}
