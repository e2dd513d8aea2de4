package nl.sluis.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import nl.sluis.mail.MailDelayedException.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps all mails back while the relay is out of reach, or refuses us. Then one mail at a time asks for all, after pauses that grow from a
 * second to half a minute. Otherwise each of a million mails would find out by itself, and wait its own time when the relay is back. Each
 * gateway finds out for itself.
 *
 * <p>It is a breaker too: of refusals that are final for an invitation it lets no more than five in a row stand. A relay that refuses so many,
 * and takes no invitation in between, may have something against us that its words do not tell.
 */
final class RelayPause {
  private static final Logger LOG = LoggerFactory.getLogger(RelayPause.class);
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration LATELY = Duration.ofSeconds(2);
  private static final int FINAL_IN_A_ROW = 5;
  private static final int REMEMBERED = 1_000;
  private final Clock clock;
  private final LongSupplier nanos;
  /** Of mails that the relay refused because of us, when it last did. */
  private final Map<String, Long> refusedAt = new LinkedHashMap<>() {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
      return size() > REMEMBERED;
    }
  };
  private Duration pause = Duration.ZERO;
  private long until;
  private Long reachedAt;
  private Long takenAt;
  private int finalInARow;
  private Away away;

  RelayPause() {
    this(Clock.systemUTC(), System::nanoTime);
  }

  /**
   * @param clock tells when it was
   * @param nanos measures the pauses, which heed no clock that can be set
   */
  RelayPause(Clock clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
  }

  /** It took an invitation: all is well. */
  synchronized void took(String mail) {
    takenAt = nanos.getAsLong();
    finalInARow = 0;
    refusedAt.remove(mail);
    over();
  }

  /** It talked about a mail, and did not take it, or took a notice. That tells nothing of what it refuses. */
  synchronized void reached() {
    reachedAt = nanos.getAsLong();
    if (!refusesUs()) {
      over();
    }
  }

  /**
   * @param words what the relay said, safe to print; null if nothing
   * @param mail  the mail that found out
   * @return false if it is not the relay's trouble: others reach it, as many relays allow a few connections at a time and turn away the next
   *     one; or it took others since it last refused this one
   */
  synchronized boolean lost(Kind trouble, String words, String mail) {
    var refused = trouble == Kind.REFUSED;
    if (refused && isOfMailAlone(mail) || wasLately(takenAt) || !refused && wasLately(reachedAt)) {
      return false;
    }
    if (refused && !refusesUs()) {
      LOG.error("The relay refuses our mails, and not because of one recipient or one mail. All wait until it takes one. It says: {}",
          words);
    }
    goAway(trouble, words);
    return true;
  }

  /**
   * To be asked before a refusal ends an invitation.
   *
   * @param words what the relay said, safe to print
   * @return false if it refused five in a row: then the mail waits
   */
  synchronized boolean mayEnd(String words) {
    var stands = finalInARow < FINAL_IN_A_ROW;
    finalInARow = Math.min(FINAL_IN_A_ROW, finalInARow + 1);
    if (finalInARow == FINAL_IN_A_ROW) {
      if (!refusesUs()) {
        LOG.error("The relay refused {} invitations in a row for good. No other ends before it takes one. It says: {}", FINAL_IN_A_ROW,
            words);
      }
      goAway(Kind.REFUSED, words);
    }
    return stands;
  }

  /** Nothing waits: then nothing is refused. */
  synchronized void forgetRefusal() {
    if (refusesUs()) {
      over();
    }
  }

  /** Asks again now. */
  synchronized void end() {
    until = nanos.getAsLong();
  }

  synchronized boolean isOver() {
    return pause.isZero() || nanos.getAsLong() - until >= 0;
  }

  /** @return empty while the relay can be reached and takes mails, as far as we know */
  synchronized Optional<Away> away() {
    return Optional.ofNullable(away);
  }

  private boolean refusesUs() {
    return away != null && away.trouble() == Kind.REFUSED;
  }

  private boolean isOfMailAlone(String mail) {
    var before = refusedAt.put(mail, nanos.getAsLong());
    return before != null && takenAt != null && takenAt - before > 0;
  }

  private boolean wasLately(Long at) {
    return at != null && nanos.getAsLong() - at < LATELY.toNanos();
  }

  private void goAway(Kind trouble, String words) {
    away = new Away(trouble, away == null ? clock.instant() : away.since(), words);
    // Several may have been under way when it happened; the pause grows by one of them.
    if (isOver()) {
      pause = pause.isZero() ? FIRST : pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
      until = nanos.getAsLong() + pause.toNanos();
    }
  }

  private void over() {
    away = null;
    pause = Duration.ZERO;
  }

  /**
   * @param trouble what the last try met
   * @param since   when it was first missed
   * @param words   what the relay said, safe to print; null if nothing
   */
  record Away(Kind trouble, Instant since, String words) {}
}
