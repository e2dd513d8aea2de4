package nl.sluis.conference;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import nl.sluis.audit.AuditLog;
import nl.sluis.conference.OwedConferences.Due;
import nl.sluis.problem.Traces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes meetings at the service that nobody is invited to any more: what a change or a cancellation left, what a post left that was cut short, and
 * what retention ends. It deletes what the database names, and nothing else: at the service it looks for its own markers only. A service that is away is
 * no failure; it is asked again later. Several gateways share the work.
 */
public final class ConferenceSweep implements Managed {
  /** After so long a scheduler is told that a meeting is still there. */
  static final Duration PATIENCE = Duration.ofHours(1);
  private static final Logger LOG = LoggerFactory.getLogger(ConferenceSweep.class);
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final int BATCH = 500;
  /** So few at a time that the lease is long enough. */
  private static final int DELETED_AT_ONCE = 5;
  private static final int ROUNDS = 20;
  private final MeetingProvider provider;
  private final OwedConferences owed;
  private final Duration retention;
  private final AuditLog audit;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(ConferenceSweep::thread);
  private OwedConferences.Walked deserted = OwedConferences.Walked.NOTHING;

  ConferenceSweep(MeetingProvider provider, OwedConferences owed, Duration retention, AuditLog audit) {
    this.provider = provider;
    this.owed = owed;
    this.retention = retention;
    this.audit = audit;
  }

  @Override
  public void start() {
    var unused = timer.scheduleWithFixedDelay(this::sweepSafely, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() throws InterruptedException {
    timer.shutdown();
    timer.awaitTermination(10, TimeUnit.SECONDS);
  }

  /** Does all that is due by now, as far as the service answers. */
  public void sweep() {
    deserted = owed.oweDeserted(deserted, BATCH);
    if (owed.hasWork(retention)) {
      while (owed.oweEnded(retention, BATCH) || owed.forgetDeleted(retention, BATCH)) {
        // The next batch.
      }
      for (var round = 0; round < ROUNDS && deleteSome(); round++) {
        // The next ones.
      }
    }
    owed.tell(PATIENCE, DELETED_AT_ONCE).forEach(id -> audit.record("conference-not-deleted", id, "tried-for=" + PATIENCE));
  }

  /** @return true if there may be more, and the service answers */
  private boolean deleteSome() {
    var due = owed.claim(DELETED_AT_ONCE);
    for (var at = 0; at < due.size(); at++) {
      try {
        delete(due.get(at));
      } catch (ConferenceUnavailableException e) {
        LOG.warn("A meeting could not be deleted at {} and will be tried again: {}", provider.name(), e.getMessage());
        // The others would not get through either.
        due.subList(at, due.size()).forEach(one -> owed.postpone(one.row()));
        return false;
      }
    }
    return due.size() == DELETED_AT_ONCE;
  }

  private void delete(Due due) {
    if (due.reference() != null && !due.reference().provider().equals(provider.name())) {
      // Made at another service, which the configuration no longer names.
      owed.postpone(due.row());
      return;
    }
    if (due.providerId() != null) {
      provider.delete(due.providerId());
    } else {
      find(due);
    }
    owed.gone(due.row());
    audit.record("conference-deleted", due.row().id(), due.row().isOwed() ? "owed" : "left-behind");
  }

  /** A post that was cut short knows the marker alone. */
  private void find(Due due) {
    var marker = due.row().id();
    var hosts = due.reference() == null ? new HashSet<>(provider.hosts()) : new HashSet<>(List.of(due.reference().host()));
    for (var host : hosts) {
      provider.find(host, Set.of(marker)).stream().filter(found -> marker.equals(found.marker()))
          .forEach(found -> provider.delete(found.providerId()));
    }
  }

  /** A service that does not answer keeps no gateway from ending. */
  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "conference-sweep");
    thread.setDaemon(true);
    return thread;
  }

  private void sweepSafely() {
    try {
      sweep();
    } catch (RuntimeException | Error e) {
      // An Error too: the timer drops what throws, and nobody would notice that nothing is deleted any more.
      LOG.warn("The sweep of meetings failed and will be tried again: {}", Traces.withoutMessages(e));
    }
  }
}
