package nl.sluis.conference;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import nl.sluis.audit.AuditLog;
import nl.sluis.problem.Traces;
import nl.sluis.store.Database;
import nl.sluis.store.Tx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets participants of meetings whose end nobody told, and messages that the service repeats no more. It also tells that everybody is in where the
 * last invitation was opened after the last guest came.
 */
public final class RunningSweep implements Managed {
  private static final Logger LOG = LoggerFactory.getLogger(RunningSweep.class);
  /** The service repeats a message for an hour and a half. */
  private static final Duration MESSAGES_KEPT = Duration.ofHours(24);
  /** After the end that was planned. */
  private static final Duration PARTICIPANTS_KEPT = Duration.ofHours(24);
  private static final int BATCH = 500;
  private static final int FIRST_SECONDS = 5;
  private static final int BETWEEN_SECONDS = 20;
  private final Database database;
  private final AuditLog audit;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(r -> new Thread(r, "running-meetings"));

  public RunningSweep(Database database, AuditLog audit) {
    this.database = database;
    this.audit = audit;
  }

  @Override
  public void start() {
    var unused = timer.scheduleWithFixedDelay(this::sweepSafely, FIRST_SECONDS, BETWEEN_SECONDS, TimeUnit.SECONDS);
  }

  /** Without an interrupt, for H2's sake. */
  @Override
  public void stop() throws InterruptedException {
    timer.shutdown();
    timer.awaitTermination(10, TimeUnit.SECONDS);
  }

  private void sweepSafely() {
    try {
      sweep();
    } catch (RuntimeException | Error e) {
      // An Error too: the timer drops what throws, and participants would be kept for ever.
      LOG.warn("What is kept of meetings that run could not be swept; tried again: {}", Traces.withoutMessages(e));
    }
  }

  /** Of many gateways each may do it. */
  public void sweep() {
    batched(tx -> dao(tx).forgetMessages(tx.now().minus(MESSAGES_KEPT), BATCH));
    batched(tx -> dao(tx).forgetParticipants(tx.now().minus(PARTICIPANTS_KEPT), BATCH));
    var after = "";
    for (var size = BATCH; size == BATCH;) {
      var from = after;
      var waiting = database.read(tx -> dao(tx).waiting(from, BATCH));
      waiting.forEach(this::tell);
      size = waiting.size();
      after = size == 0 ? after : waiting.get(size - 1);
    }
  }

  private void tell(String id) {
    if (database.write(tx -> dao(tx).lock(id).filter(meeting -> AllIn.tell(tx, meeting)).isPresent())) {
      audit.record("meeting-all-in", id);
    }
  }

  private void batched(ToIntFunction<Tx> step) {
    while (database.write(step::applyAsInt) >= BATCH) {
      // The next batch.
    }
  }

  private static RunningDao dao(Tx tx) {
    return tx.dao(RunningDao.class);
  }
}
