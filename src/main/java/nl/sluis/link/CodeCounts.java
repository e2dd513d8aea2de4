package nl.sluis.link;

import java.time.Instant;
import java.util.List;
import nl.sluis.limit.Limit;
import nl.sluis.limit.RateLimiter;
import nl.sluis.store.DailyPseudonyms;
import nl.sluis.store.Invitation;
import nl.sluis.store.Tx;

/** Counts a text message by days, for its invitation, its number, its client, and all, because each of them costs money. */
public final class CodeCounts {
  private final RateLimiter limiter;
  private final DailyPseudonyms names;

  public CodeCounts(RateLimiter limiter, DailyPseudonyms names) {
    this.limiter = limiter;
    this.names = names;
  }

  /** Takes one of each; nothing if one of them is used up. */
  Take take(Tx tx, Invitation invitation, String phone) {
    // What all share comes last: from there to the commit all others wait.
    var counts = List.of(new Count(Limit.CODES_PER_INVITATION, invitation.id()), new Count(Limit.CODES_PER_NUMBER, names.of(tx, phone)),
        new Count(Limit.CODES_PER_CLIENT, invitation.clientId()), new Count(Limit.CODES_IN_ALL, ""));
    for (var at = 0; at < counts.size(); at++) {
      var count = counts.get(at);
      // Two codes a day more than openings.
      var more = count.limit == Limit.CODES_PER_INVITATION ? invitation.openings() - 1 : 0;
      if (!limiter.takeOfMore(tx.handle(), count.limit, count.subject, more, tx.now())) {
        giveBack(tx, new Taken(counts.subList(0, at), tx.now()));
        return new UsedUp(count.limit);
      }
    }
    return new Taken(counts, tx.now());
  }

  /** For what was not sent. */
  void giveBack(Tx tx, Taken taken) {
    taken.counts.forEach(count -> limiter.giveBack(tx.handle(), count.limit, count.subject, taken.at));
  }

  record Count(Limit limit, String subject) {}

  /** Whether there was one left of each. */
  sealed interface Take permits Taken, UsedUp {}

  /** @param at of that day it is given back, though it is tomorrow by then */
  record Taken(List<Count> counts, Instant at) implements Take {
    @Override
    public String toString() {
      return "Taken[" + at + "]";
    }
  }

  /** @param limit why nothing was taken */
  record UsedUp(Limit limit) implements Take {}
}
