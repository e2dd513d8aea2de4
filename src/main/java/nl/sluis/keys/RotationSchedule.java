package nl.sluis.keys;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import nl.sluis.audit.AuditLog;
import nl.sluis.files.FileException;
import nl.sluis.problem.Traces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a rotation when a key is due. Rows are re-sealed under the next key; then the former is destroyed, and with it whatever old pages and
 * backups hold under it. Age is read from the database, so a restart begins no new count, and of many gateways the one that comes first does it
 * for all.
 */
public final class RotationSchedule implements Managed {
  /** With the time that a rotation takes, and a second try, an outbox key is gone within the hour. */
  public static final Duration OUTBOX = Duration.ofMinutes(55);
  static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(RotationSchedule.class);

  private final Keys keys;
  private final Rotation rotation;
  private final Map<KeyFamily, Duration> lives;
  private final AuditLog audit;
  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, r -> new Thread(r, "rotation-schedule"));

  /** @param lives how old a key of each family grows */
  public RotationSchedule(Keys keys, Rotation rotation, Map<KeyFamily, Duration> lives, AuditLog audit) {
    this.keys = keys;
    this.rotation = rotation;
    this.lives = Map.copyOf(lives);
    this.audit = audit;
  }

  /** The first look is at once: it finishes what a crash interrupted. */
  @Override
  public void start() {
    var unused = timer.scheduleWithFixedDelay(this::look, 0, BETWEEN_LOOKS.toSeconds(), TimeUnit.SECONDS);
  }

  /** Without an interrupt: H2 closes its file when a thread that reads or writes it is interrupted, and others still need it. */
  @Override
  public void stop() throws InterruptedException {
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    timer.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    timer.shutdown();
    timer.awaitTermination(10, TimeUnit.SECONDS);
  }

  void look() {
    refresh();
    if (keys.isReadOnly()) {
      return;
    }
    rotateDue();
    resume();
  }

  /** What another gateway destroyed leaves this one's memory too, though nobody asks it for anything. */
  private void refresh() {
    attempt(keys::refresh, e -> LOG.warn("Which keys there are could not be read; tried again in a minute: {} {}", words(e),
        Traces.withoutMessages(e)));
  }

  private void rotateDue() {
    attempt(() -> {
      ActiveKey.ahead(keys.ledger().active().values()).ifPresent(LOG::error);
      var report = rotation.rotateDue(lives, LOG::debug);
      if (!report.activated().isEmpty()) {
        audit.record("keys-rotated", "by-schedule", "rows=" + report.resealed());
      }
    }, e -> {
      audit.record("rotation-failed", "by-schedule");
      LOG.error("Keys could not be rotated: {} {}", words(e), Traces.withoutMessages(e));
    });
  }

  private void resume() {
    attempt(() -> rotation.resume(LOG::info), e -> LOG.error(
        "What is left of a rotation could not be finished; tried again in a minute: {} {}", words(e), Traces.withoutMessages(e)));
  }

  /** No failure may end the looks. */
  private void attempt(Runnable work, Consumer<Throwable> failed) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      if (!timer.isShutdown()) {
        failed.accept(e);
      }
    }
  }

  /** Those of ours are written for the operator, with ids and numbers only. */
  private static String words(Throwable e) {
    return e instanceof RotationException || e instanceof FileException ? e.getMessage() : "";
  }
}
