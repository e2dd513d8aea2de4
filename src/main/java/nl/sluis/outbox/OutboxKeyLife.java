package nl.sluis.outbox;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import nl.sluis.audit.AuditLog;
import nl.sluis.keys.KeyFamily;
import nl.sluis.keys.Rotation;
import nl.sluis.problem.Traces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets an outbox key live for an hour. Mails that still wait are re-sealed under the next key, so that one slow relay does not keep readable
 * what has left; then the former key is destroyed, and with it every link secret that this hour's mails carried.
 */
public final class OutboxKeyLife implements Managed {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxKeyLife.class);
  /** With the time that a rotation takes, and a second try, a key is gone within the hour. */
  private static final Duration LIFE = Duration.ofMinutes(55);
  private static final Duration NEXT_TRY = Duration.ofMinutes(1);
  private final Rotation rotation;
  private final AuditLog audit;
  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, r -> new Thread(r, "outbox-keys"));

  public OutboxKeyLife(Rotation rotation, AuditLog audit) {
    this.rotation = rotation;
    this.audit = audit;
  }

  /** The first rotation is soon: the key found at the start may have been lying for days. What a crash interrupted is finished first. */
  @Override
  public void start() {
    timer.execute(this::resumeSafely);
    rotateIn(NEXT_TRY);
  }

  /** Without an interrupt: H2 closes its file when a thread that reads or writes it is interrupted, and others still need it. */
  @Override
  public void stop() throws InterruptedException {
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    timer.shutdown();
    timer.awaitTermination(10, TimeUnit.SECONDS);
  }

  private void resumeSafely() {
    try {
      rotation.resume(LOG::info);
    } catch (RuntimeException | Error e) {
      LOG.error("An interrupted rotation could not be finished; the next one tries again: {}", Traces.withoutMessages(e));
    }
  }

  private void rotateIn(Duration wait) {
    timer.schedule(this::rotateSafely, wait.toSeconds(), TimeUnit.SECONDS);
  }

  private void rotateSafely() {
    var next = NEXT_TRY;
    try {
      rotation.rotate(Set.of(KeyFamily.OUTBOX), LOG::debug);
      audit.record("outbox-key-rotated", "hourly");
      next = LIFE;
    } catch (RuntimeException | Error e) {
      LOG.error("The outbox key could not be rotated; tried again in a minute: {}", Traces.withoutMessages(e));
    } finally {
      if (!timer.isShutdown()) {
        rotateIn(next);
      }
    }
  }
}
