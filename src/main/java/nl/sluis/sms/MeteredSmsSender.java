package nl.sluis.sms;

import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import java.util.EnumMap;
import java.util.Map;

/** Counts the outcomes of text messages: {@code nl.sluis.sms.sent}, {@code unknown} and the others. */
public final class MeteredSmsSender implements SmsSender {
  private final SmsSender sender;
  private final Map<SmsOutcome, Meter> meters = new EnumMap<>(SmsOutcome.class);

  public MeteredSmsSender(SmsSender sender, MetricRegistry metrics) {
    this.sender = sender;
    for (var outcome : SmsOutcome.values()) {
      meters.put(outcome, metrics.meter("nl.sluis.sms." + outcome.word()));
    }
  }

  @Override
  public SmsOutcome send(Sms sms) {
    var outcome = sender.send(sms);
    meters.get(outcome).mark();
    return outcome;
  }
}
