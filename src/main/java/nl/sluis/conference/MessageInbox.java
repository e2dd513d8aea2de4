package nl.sluis.conference;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Takes messages of the service within a second, whatever the database does: the service waits for three, and gives a receiver up that is slow. What is not on
 * disk by then counts as not taken. The service sends it again, and if it came to the disk after all, it is known then.
 */
public final class MessageInbox implements Managed {
  private static final Duration PATIENCE = Duration.ofMillis(800);
  private static final int HANDS = 4;
  private static final int WAITING = 100;
  private static final Duration IDLE = Duration.ofSeconds(30);
  private final RunningMeetings meetings;
  private final Runnable lookSoon;
  private final MessageMeters meters;
  private final ThreadPoolExecutor hands = new ThreadPoolExecutor(HANDS, HANDS, IDLE.toSeconds(), TimeUnit.SECONDS,
      new ArrayBlockingQueue<>(WAITING), work -> {
        var thread = new Thread(work, "conference-message");
        thread.setDaemon(true);
        return thread;
      });

  /** @param lookSoon wakes who looks at the account */
  public MessageInbox(RunningMeetings meetings, Runnable lookSoon, MessageMeters meters) {
    this.meetings = meetings;
    this.lookSoon = lookSoon;
    this.meters = meters;
    hands.allowCoreThreadTimeOut(true);
  }

  /**
   * Takes one message that the service signed.
   *
   * @param digest of the whole message
   * @return what came of it; after {@link MessageOutcome#TOO_LATE} the service is to send it again
   */
  public MessageOutcome take(ConferenceEvent event, byte[] digest) {
    var outcome = within(event, digest);
    note(outcome);
    return outcome;
  }

  /** For what never comes so far. */
  public void note(MessageOutcome outcome) {
    meters.mark(outcome);
  }

  private MessageOutcome within(ConferenceEvent event, byte[] digest) {
    try {
      return hands.submit(() -> {
        var outcome = meetings.take(event, digest);
        if (outcome == MessageOutcome.TAKEN && event.kind() == ConferenceEvent.Kind.SETTINGS_CHANGED) {
          lookSoon.run();
        }
        return outcome;
      }).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException | TimeoutException e) {
      return MessageOutcome.TOO_LATE;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return MessageOutcome.TOO_LATE;
    }
  }

  @Override
  public void start() {
    // The hands come with the work.
  }

  /** Without an interrupt, for H2's sake. */
  @Override
  public void stop() throws InterruptedException {
    hands.shutdown();
    hands.awaitTermination(10, TimeUnit.SECONDS);
  }
}
