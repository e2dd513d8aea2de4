package nl.sluis.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import nl.sluis.mail.MailDelayedException;

/**
 * While the relay is out of reach one mail asks for all, after pauses that grow from a second to half a minute: else each of a million
 * mails would find out by itself, and wait its own time when the relay is back. Each gateway finds out for itself.
 */
final class RelayPause {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration LATELY = Duration.ofSeconds(2);
  private final Clock clock;
  private Duration pause = Duration.ZERO;
  private long until;
  private Long reachedAt;
  private Away away;

  /** @param clock tells when it was; the pauses themselves heed no clock that can be set */
  RelayPause(Clock clock) {
    this.clock = clock;
  }

  synchronized void reached() {
    reachedAt = System.nanoTime();
    away = null;
    pause = Duration.ZERO;
  }

  /** @return false if others reach it: many relays allow a few connections at a time, and turn away the next one */
  synchronized boolean lost(MailDelayedException.Kind kind) {
    if (reachedAt != null && System.nanoTime() - reachedAt < LATELY.toNanos()) {
      return false;
    }
    away = new Away(kind, away == null ? clock.instant() : away.since());
    // Several may have been under way when it happened; the pause grows by one of them.
    if (isOver()) {
      pause = pause.isZero() ? FIRST : pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
      until = System.nanoTime() + pause.toNanos();
    }
    return true;
  }

  /** Asks again now. */
  synchronized void end() {
    until = System.nanoTime();
  }

  synchronized boolean isOver() {
    return pause.isZero() || System.nanoTime() - until >= 0;
  }

  /** @return empty while the relay can be reached, as far as we know */
  synchronized Optional<Away> away() {
    return Optional.ofNullable(away);
  }

  /** @param trouble what the last try met; @param since when it was first missed */
  record Away(MailDelayedException.Kind trouble, Instant since) {}
}
