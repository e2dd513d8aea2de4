package nl.sluis.conference;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import nl.sluis.files.Pause;
import nl.sluis.problem.Traces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the account: after a start, each day, soon after settings changed, and sooner again where a look failed. A start does not wait for it. Of
 * many gateways one looks.
 */
public final class AccountWatch implements Managed {
  private static final Logger LOG = LoggerFactory.getLogger(AccountWatch.class);
  private static final Duration POLL = Duration.ofSeconds(2);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(30);
  private final MeetingProvider provider;
  private final AccountLooks looks;
  private final Semaphore bell = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "account-watch");
  private boolean started;
  private volatile boolean stopping;

  public AccountWatch(MeetingProvider provider, AccountLooks looks) {
    this.provider = provider;
    this.looks = looks;
    // A service that does not answer must not keep the process.
    thread.setDaemon(true);
  }

  /** To be called after a commit that asks for a look. */
  public void wake() {
    if (bell.availablePermits() == 0) {
      bell.release();
    }
  }

  @Override
  public void start() {
    thread.start();
  }

  /** Without an interrupt, for H2's sake. */
  @Override
  public void stop() throws InterruptedException {
    stopping = true;
    wake();
    thread.join(LONGEST_LOOK.toMillis());
  }

  private void run() {
    while (!stopping) {
      try {
        if (!started) {
          looks.hasten();
          started = true;
        }
        looks.claim().ifPresent(this::look);
        if (bell.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
          bell.drainPermits();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | Error e) {
        // An Error too: without this thread nobody would hear of a setting that was loosened.
        if (!stopping) {
          LOG.warn("Whether the account is to be looked at could not be read; tried again: {}", Traces.withoutMessages(e));
          Pause.of(POLL);
        }
      }
    }
  }

  private void look(AccountLooks.Turn turn) {
    AccountLook found;
    try {
      found = provider.look();
    } catch (ConferenceUnavailableException e) {
      fail(turn, e.getMessage(), e.retryAfter());
      return;
    } catch (ConferenceRefusedException e) {
      fail(turn, e.reason() + ": " + e.getMessage(), null);
      return;
    } catch (RuntimeException e) {
      LOG.error("A look at the account ended in a way that nobody foresaw: {}", Traces.withoutMessages(e));
      fail(turn, "it ended in a way that nobody foresaw, which the log tells", null);
      return;
    }
    looks.found(turn, found);
  }

  /** The words are ours. */
  private void fail(AccountLooks.Turn turn, String how, Duration retryAfter) {
    if (!stopping) {
      LOG.warn("The account at the video service could not be looked at: {}", how);
      looks.failed(turn, how, retryAfter);
    }
  }
}
