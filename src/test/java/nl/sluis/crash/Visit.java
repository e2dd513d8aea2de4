package nl.sluis.crash;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import nl.sluis.testing.Answer;
import nl.sluis.testing.LinkHolder;
import nl.sluis.testing.Meetings;

/** An invitee with a link, who gets in whatever breaks: asks for a code, now and then guesses wrong, releases, acknowledges. */
final class Visit {
  private static final int MAX_WAIT_SECONDS = 60;
  private final Fleet fleet;
  private final Ledger ledger;
  private final Asking asking;
  private final Invited invited;
  private final String link;
  private final RandomGenerator random;
  private final Executor rivals;
  private volatile boolean askedInVain;

  Visit(Fleet fleet, Ledger ledger, Invited invited, String link, RandomGenerator random, Executor rivals) {
    this.fleet = fleet;
    this.ledger = ledger;
    this.asking = new Asking(ledger);
    this.invited = invited;
    this.link = link;
    this.random = random;
    this.rivals = rivals;
  }

  void run() {
    for (var opening = 0; opening < invited.openings && opens(); opening++) {
      // The next one of those who may open it.
    }
  }

  /** @return false if it can be opened no more */
  private boolean opens() {
    var holder = holder();
    if (random.nextInt(8) == 0) {
      guess(asking.once(() -> holder.asksForCode(other(invited.digits()))));
    }
    var code = askForCode(holder);
    if (code == null) {
      return false;
    }
    if (random.nextInt(8) == 0) {
      guess(asking.once(() -> holder.releases(other(code))));
    }
    if (invited.openings == 1 && random.nextInt(6) == 0) {
      // Somebody else with the same link and the same code, at the same moment.
      var rival = CompletableFuture.runAsync(() -> release(holder(), code), rivals);
      release(holder, code);
      rival.join();
    } else {
      release(holder, code);
    }
    if (invited.openings == 1 && random.nextInt(6) == 0) {
      release(holder(), code);
    }
    return invited.openedBy.contains(holder.ticket());
  }

  private LinkHolder holder() {
    return new LinkHolder(() -> fleet.any(random).settings.publicUrl(), link);
  }

  private void guess(Answer answer) {
    if (answer != null && answer.status() == 403) {
      ledger.count("guesses refused");
    } else if (answer != null && answer.status() == 200) {
      ledger.broken(invited + " opened to a wrong code");
    }
  }

  /** @return null if there is none to be had */
  private String askForCode(LinkHolder holder) {
    for (var end = Instant.now().plus(Asking.PATIENCE); Instant.now().isBefore(end);) {
      var answer = asking.once(() -> holder.asksForCode(invited.digits()));
      var texts = fleet.first().twilio.textsTo(invited.phone);
      if (answer == null) {
        // The SMS may have left before the gateway died, and then the invitee has what it takes; or a code was made and its SMS never
        // left, or leaves late, after that of a newer one.
        askedInVain = true;
        if (!texts.isEmpty() && random.nextBoolean()) {
          return newestCode();
        }
      } else if (answer.status() == 202) {
        return newestCode();
      } else if (answer.status() == 429) {
        if (!waits(answer)) {
          invited.waitsForTomorrow = true;
          return null;
        }
      } else {
        refused(answer);
        return null;
      }
    }
    ledger.broken(invited + " gets no code");
    return null;
  }

  private String newestCode() {
    return fleet.first().twilio.lastCodeTo(invited.phone);
  }

  private void release(LinkHolder holder, String first) {
    var code = first;
    var askAgain = false;
    for (var end = Instant.now().plus(Asking.PATIENCE); Instant.now().isBefore(end);) {
      var sent = code;
      var fetch = askAgain && random.nextBoolean();
      var answer = asking.once(() -> fetch ? holder.fetches() : holder.releases(sent));
      if (answer == null) {
        askAgain = true;
      } else if (answer.status() == 200) {
        opened(holder, answer);
        return;
      } else if (answer.status() == 403 && !newestCode().equals(code)) {
        code = newestCode();
      } else if (answer.status() == 403 && askedInVain) {
        // The page says that only the newest code works, and has a button for a new one.
        ledger.count("codes asked again");
        code = askForCode(holder);
        if (code == null) {
          return;
        }
      } else if (answer.status() == 429 && waits(answer) || answer.status() == 404 && fetch) {
        askAgain = false;
      } else {
        refused(answer);
        return;
      }
    }
    ledger.broken(invited + " is never released");
  }

  /** In whatever order the fields stand. */
  private boolean isPosted(String meeting) {
    try {
      return meeting != null && Meetings.JSON.readTree(invited.meeting).equals(Meetings.JSON.readTree(meeting));
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private void opened(LinkHolder holder, Answer released) {
    invited.openedBy.add(holder.ticket());
    if (!isPosted(holder.opens(released))) {
      ledger.broken(invited + " does not open to what was posted");
      return;
    }
    var answer = asking.until(() -> holder.acknowledges(released));
    if (answer.status() != 204 && !(answer.status() == 404 && invited.openings > 1 && !invited.endings.isEmpty())) {
      ledger.broken(invited + " was opened, and its acknowledgement is answered " + answer);
    }
  }

  /** 410 is right when another opened it, or when its scheduler ended it: the end of the run tells whether one of the two is so. */
  private void refused(Answer answer) {
    var state = answer.text("state");
    if (answer.status() != 410 || !"opened".equals(state) && !invited.endings.contains(String.valueOf(state))) {
      ledger.broken(invited + " is refused: " + answer + ", texts " + fleet.first().twilio.textsTo(invited.phone).size()
          + (askedInVain ? ", an ask for a code was not answered" : ""));
    }
  }

  private static boolean waits(Answer answer) {
    var seconds = answer.http().headers().firstValueAsLong("Retry-After").orElse(1);
    if (seconds > MAX_WAIT_SECONDS) {
      return false;
    }
    Asking.pause(seconds * 1_000);
    return true;
  }

  private static String other(String digits) {
    return (digits.charAt(0) == '0' ? "1" : "0") + digits.substring(1);
  }
}
