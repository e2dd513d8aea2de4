package nl.sluis.store;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import nl.sluis.envelope.Base64Url;
import nl.sluis.feed.EventType;
import nl.sluis.feed.Feed;
import nl.sluis.feed.FeedDao;
import nl.sluis.limit.Window;
import nl.sluis.problem.Traces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frees what has ended, every minute and in batches. Nothing depends on it being on time: expiry stands in every statement that opens
 * something.
 */
public final class Retention implements Managed {
  /** How long the visitor who opened an invitation may fetch it again. */
  public static final Duration FETCH_WINDOW = Duration.ofMinutes(10);

  /** How long a post with an Idempotency-Key is answered as it was. */
  public static final Duration ANSWERS_KEPT = Duration.ofHours(24);

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final int BATCH = 500;
  /** So long Zoom keeps a meeting that is over (its support's article KB0065196). */
  private static final Duration KEPT_BY_THE_SERVICE = Duration.ofDays(30);
  private static final Duration AN_HOUR = Duration.ofHours(1);
  private final Database database;
  private final Contacts contacts;
  private final Duration retention;
  private final Duration first;
  private final Duration between;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(r -> new Thread(r, "retention"));

  /** @param retention how long a tombstone stays after the end */
  public Retention(Database database, Contacts contacts, Duration retention) {
    this(database, contacts, retention, Duration.ofSeconds(5), Duration.ofMinutes(1));
  }

  Retention(Database database, Contacts contacts, Duration retention, Duration first, Duration between) {
    this.database = database;
    this.contacts = contacts;
    this.retention = retention;
    this.first = first;
    this.between = between;
  }

  @Override
  public void start() {
    var unused = timer.scheduleWithFixedDelay(this::sweepSafely, first.toMillis(), between.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() throws InterruptedException {
    timer.shutdown();
    timer.awaitTermination(10, TimeUnit.SECONDS);
  }

  /** Frees all that has ended by now. */
  public void sweep() {
    batched(tx -> tx.windows().closeWindows(tx.now().minus(FETCH_WINDOW), BATCH, contacts::afterTheEnd));
    batched(Retention::expire);
    batched(tx -> dao(tx).forgetContacts(tx.now(), BATCH));
    // The visitor whose answer was lost may repeat the release with the same code until the window ends.
    batched(tx -> dao(tx).eraseCodes(tx.now().minus(FETCH_WINDOW), BATCH));
    batched(tx -> dao(tx).eraseMails(tx.now(), BATCH));
    batched(tx -> dao(tx).eraseTestMessages(tx.now().minus(Lifetimes.TEST_MESSAGE), BATCH));
    batched(tx -> removeTombstones(tx, tx.now().minus(retention)));
    batched(tx -> dao(tx).forgetAnswers(tx.now().minus(ANSWERS_KEPT), BATCH));
    batched(tx -> dao(tx).forgetLimits("", Window.HOUR.name(today(tx).minus(AN_HOUR)), BATCH));
    // Of today the hours that are over; the day's own count goes on.
    batched(tx -> dao(tx).forgetLimits(Window.HOUR.name(today(tx)), Window.HOUR.name(tx.now().minus(AN_HOUR)), BATCH));
    database.write(tx -> dao(tx).forgetDays(Window.DAY.name(tx.now())));
    batched(tx -> MeetingIds.forget(tx, BATCH));
    batched(tx -> dao(tx).forgetConferences(tx.now().minus(retention).minus(KEPT_BY_THE_SERVICE), BATCH));
    if (!database.read(ClientKeys::expiring).isEmpty()) {
      database.write(tx -> {
        ClientKeys.tellExpiring(tx);
        return null;
      });
    }
    database.read(tx -> tx.dao(FeedDao.class).clients())
        .forEach(client -> batched(tx -> Feed.sweep(tx.handle(), client, tx.now().minus(retention), BATCH)));
  }

  private static int expire(Tx tx) {
    var lapsed = dao(tx).lapsed(tx.now(), BATCH);
    if (!lapsed.isEmpty()) {
      var ids = lapsed.stream().map(RetentionDao.Lapsed::id).toList();
      dao(tx).expire(ids, tx.now());
      tx.dao(InvitationDao.class).eraseEnvelopes(ids);
      lapsed.stream().filter(one -> one.endedAt() == null).forEach(one -> tx.events().add(EventType.EXPIRED, one.clientId(), one.id(),
          one.openedAt() == null ? 0 : 1, one.expiresAt()));
    }
    return lapsed.size();
  }

  /** A meeting goes with the last of its invitations. */
  private static int removeTombstones(Tx tx, Instant since) {
    var meetings = tx.dao(MeetingDao.class);
    // From a first moment, or H2 would read the live ones too, which its index has before all that ended.
    var tombstones = meetings.tombstones(Instant.EPOCH, since, BATCH);
    if (!tombstones.isEmpty()) {
      var hashes = new LinkedHashMap<String, byte[]>();
      tombstones.forEach(one -> hashes.put(Base64Url.encode(one.meetingHash()), one.meetingHash()));
      var known = meetings.lockAll(List.copyOf(hashes.keySet()));
      dao(tx).removeTombstones(tombstones.stream().map(MeetingDao.Tombstone::id).toList());
      known.forEach(id -> meetings.removeEmpty(id, hashes.get(id)));
    }
    return tombstones.size();
  }

  private void batched(ToIntFunction<Tx> step) {
    while (database.write(step::applyAsInt) >= BATCH) {
      // The next batch.
    }
  }

  private void sweepSafely() {
    try {
      sweep();
    } catch (RuntimeException | Error e) {
      // An Error too: the timer drops what throws, and nobody would notice that nothing is erased any more.
      LOG.warn("The sweep failed and will be tried again in a minute: {}", Traces.withoutMessages(e));
    }
  }

  private static Instant today(Tx tx) {
    return tx.now().truncatedTo(ChronoUnit.DAYS);
  }

  private static RetentionDao dao(Tx tx) {
    return tx.dao(RetentionDao.class);
  }
}
