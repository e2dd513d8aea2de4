package nl.sluis.limit;

import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Counts the answers by which a limit refused a request: {@code nl.sluis.limit.wrong-tries-per-range} and the others. */
public final class LimitMeters implements Consumer<String> {
  /** The minute between two codes. */
  public static final String CODE_PAUSE = "code-pause";
  /** As many answers are being compared as tries are left. */
  public static final String TRIES_AT_ONCE = "tries-at-once";
  /** So many requests of a client wait for events. */
  public static final String WAITS_FOR_EVENTS = "waits-for-events";
  private final Map<String, Meter> meters;

  public LimitMeters(MetricRegistry metrics) {
    meters = Stream.concat(Stream.of(Limit.values()).filter(limit -> limit != Limit.NOTICES_PER_ORGANIZER).map(Limit::word),
        Stream.of(CODE_PAUSE, TRIES_AT_ONCE, WAITS_FOR_EVENTS))
        .collect(Collectors.toUnmodifiableMap(word -> word, word -> metrics.meter("nl.sluis.limit." + word)));
  }

  /** @param limit by its word */
  @Override
  public void accept(String limit) {
    meters.get(limit).mark();
  }
}
