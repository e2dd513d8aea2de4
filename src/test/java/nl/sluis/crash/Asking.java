package nl.sluis.crash;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import nl.sluis.testing.Answer;

/** Asks a gateway that may die any moment, and notes what must not be answered. */
final class Asking {
  /** For a machine so loaded that gateways are dead for longer than they live. */
  static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final long PAUSE_MILLIS = 250;
  private final Ledger ledger;

  Asking(Ledger ledger) {
    this.ledger = ledger;
  }

  /** @return null if nothing was answered, or it could not be served now */
  Answer once(Supplier<Answer> request) {
    Answer answer;
    try {
      answer = request.get();
    } catch (UncheckedIOException e) {
      ledger.count("unanswered");
      pause(PAUSE_MILLIS);
      return null;
    }
    ledger.count("answered");
    if (answer.status() == 503 && answer.http().headers().firstValue("Retry-After").isPresent()) {
      ledger.count("503");
      pause(PAUSE_MILLIS);
      return null;
    }
    if (answer.status() >= 500) {
      ledger.broken("answered " + answer + " to " + answer.http().request().method() + " " + answer.http().request().uri());
      pause(PAUSE_MILLIS);
      return null;
    }
    return answer;
  }

  /** Asks again and again, as one does whose connection breaks. */
  Answer until(Supplier<Answer> request) {
    var end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      var answer = once(request);
      if (answer != null) {
        return answer;
      }
    }
    throw new AssertionError("no gateway answers");
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
