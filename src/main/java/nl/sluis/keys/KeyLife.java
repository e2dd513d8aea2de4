package nl.sluis.keys;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import nl.sluis.audit.AuditLog;
import nl.sluis.problem.Traces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the life of keys in time. Rows are re-sealed under the next key; then the former is destroyed, and with it
 * whatever old pages and backups hold under it. Age is read from the database, so a restart begins no new count, and
 * of many gateways the one that comes first does it for all.
 */
public final class KeyLife implements Managed {
  /** With the time that a rotation takes, and a second try, an outbox key is gone within the hour. */
  public static final Duration OUTBOX = Duration.ofMinutes(55);

  private static final Logger LOG = LoggerFactory.getLogger(KeyLife.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);
  private static final Duration AFTER_FAILURE = Duration.ofHours(1);
  private final Keys keys;
  private final Rotation rotation;
  private final Map<KeyFamily, Duration> lives;
  private final AuditLog audit;
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, r -> new Thread(r, "key-life"));
  private long resumeAt = System.nanoTime();

  /** @param lives how old a key of each family grows */
  public KeyLife(Keys keys, Rotation rotation, Map<KeyFamily, Duration> lives, AuditLog audit) {
    this.keys = keys;
    this.rotation = rotation;
    this.lives = Map.copyOf(lives);
    this.audit = audit;
  }

  /** The first look is at once: it finishes what a crash interrupted. */
  @Override
  public void start() {
    if (!keys.isReadOnly()) {
      timer.scheduleWithFixedDelay(this::look, 0, BETWEEN_LOOKS.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /** Without an interrupt: H2 closes its file when a thread that reads or writes it is interrupted. */
  @Override
  public void stop() throws InterruptedException {
    timer.shutdown();
    timer.awaitTermination(10, TimeUnit.SECONDS);
  }

  private void look() {
    rotateDue();
    if (System.nanoTime() - resumeAt >= 0) {
      resume();
    }
  }

  private void rotateDue() {
    try {
      var report = rotation.rotateDue(lives, LOG::debug);
      if (!report.activated().isEmpty()) {
        audit.record("keys-rotated", "by-schedule", "rows=" + report.resealed());
      }
    } catch (RuntimeException e) {
      if (timer.isShutdown()) {
        return;
      }
      // What is left over is tried again with the next look, or by resume: a new key is made only when one is due.
      audit.record("rotation-failed", "by-schedule");
      LOG.error("Keys could not be rotated: {} {}", words(e), Traces.withoutMessages(e));
    }
  }

  private void resume() {
    try {
      rotation.resume(LOG::info);
    } catch (RuntimeException e) {
      if (timer.isShutdown()) {
        return;
      }
      resumeAt = System.nanoTime() + AFTER_FAILURE.toNanos();
      LOG.error("An interrupted rotation could not be finished; tried again in an hour: {} {}", words(e),
          Traces.withoutMessages(e));
    }
  }

  /** Those of a rotation are written for the operator, with ids and numbers only. */
  private static String words(RuntimeException e) {
    return e instanceof RotationException ? e.getMessage() : "";
  }
}
