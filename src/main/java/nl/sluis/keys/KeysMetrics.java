package nl.sluis.keys;

import com.codahale.metrics.CachedGauge;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/** Gauges of the keys: their age and their rows. They show when a key grows older than it should, or rows stay under a former key. */
public final class KeysMetrics {
  private static final String PREFIX = "nl.sluis.keys.";
  /** Counting rows takes a second where there are millions of them. */
  private static final long CACHED_SECONDS = 30;

  private KeysMetrics() {}

  /** Registers, for each family, {@code age} (seconds), {@code rows} and {@code waiting}; and the rotation's count. */
  public static void register(MetricRegistry metrics, KeyList keys, Rotation rotation) {
    var list = new CachedGauge<List<KeyView>>(CACHED_SECONDS, TimeUnit.SECONDS) {
      @Override
      protected List<KeyView> loadValue() {
        return keys.read();
      }
    };
    for (var family : KeyFamily.values()) {
      register(metrics, list, family, "age", KeyState.ACTIVE, KeyView::age);
      register(metrics, list, family, "rows", KeyState.ACTIVE, KeyView::rows);
      register(metrics, list, family, "waiting", KeyState.RETIRED, KeyView::rows);
    }
    metrics.register(PREFIX + "rotation.running", (Gauge<Integer>) () -> rotation.progress().running() ? 1 : 0);
    metrics.register(PREFIX + "rotation.resealed", (Gauge<Long>) () -> rotation.progress().resealed());
  }

  private static void register(MetricRegistry metrics, Gauge<List<KeyView>> list, KeyFamily family, String name,
      KeyState state, ToLongFunction<KeyView> value) {
    metrics.register(PREFIX + family.word() + "." + name, (Gauge<Long>) () -> list.getValue().stream()
        .filter(key -> key.family() == family && key.state() == state).mapToLong(value).sum());
  }
}
