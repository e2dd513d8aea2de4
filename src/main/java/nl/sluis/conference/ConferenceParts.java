package nl.sluis.conference;

import com.codahale.metrics.CachedGauge;
import com.codahale.metrics.MetricRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import nl.sluis.audit.AuditLog;
import nl.sluis.keys.Vault;
import nl.sluis.limit.RateLimiter;
import nl.sluis.store.Database;
import nl.sluis.store.Tx;

/**
 * What makes meetings at one service, and deletes them.
 *
 * @param left how many meetings each host may still make today
 */
public record ConferenceParts(MeetingProvider provider, MeetingMaker maker, ConferenceSweep sweep, ConferencesHealthCheck health,
    Function<Tx, List<ConferenceList.HostLeft>> left) {
  private static final int CACHED_SECONDS = 5;

  /**
   * @param hashes    the same as of {@link Conferences}
   * @param retention how long what is known of a meeting stays after its end
   */
  public static ConferenceParts of(Database database, Vault vault, ConferenceHashes hashes, MeetingProvider provider, RateLimiter limiter,
      Duration retention, SecureRandom random, AuditLog audit) {
    var seals = new ConferenceSeals(vault, audit);
    var owed = new OwedConferences(database, seals);
    var intents = new Intents(provider, hashes, seals, limiter, random);
    var left = new HostChoice(provider, limiter);
    return new ConferenceParts(provider, new MeetingMaker(database, provider, intents, owed, audit),
        new ConferenceSweep(provider, owed, retention, audit),
        new ConferencesHealthCheck(owed, left.most(),
            () -> database.read(tx -> left.left(tx, hashes)).stream().mapToInt(ConferenceList.HostLeft::leftToday).sum()),
        tx -> left.left(tx, hashes));
  }

  /** Gauges: how many meetings may still be made today, and how many are to be deleted. */
  public void register(MetricRegistry metrics) {
    metrics.register("nl.sluis.conference.left", new CachedGauge<Integer>(CACHED_SECONDS, TimeUnit.SECONDS) {
      @Override
      protected Integer loadValue() {
        return health.left();
      }
    });
    metrics.register("nl.sluis.conference.owed", new CachedGauge<Integer>(CACHED_SECONDS, TimeUnit.SECONDS) {
      @Override
      protected Integer loadValue() {
        return health.owed();
      }
    });
  }
}
