package nl.sluis.crash;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import nl.sluis.testing.FeedReader;

/** Follows the feed through all kills, each time at a gateway by chance, and notes what it was told of each invitation. */
final class Listener {
  private static final int WAIT_SECONDS = 2;
  private static final int EMPTY_ANSWERS = 3;
  private static final Set<String> ENDS = Set.of("undeliverable", "locked", "expired", "replaced", "cancelled", "revoked", "closed");
  private final Ledger ledger;
  private final Asking asking;
  private final FeedReader reader;
  private final Set<String> ids = new HashSet<>();
  private final Map<String, List<String>> told = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  Listener(Fleet fleet, Ledger ledger, RandomGenerator random) {
    this.ledger = ledger;
    this.asking = new Asking(ledger);
    this.reader = new FeedReader(() -> fleet.any(random).settings.publicUrl(), fleet.first().clientKey());
  }

  /** Until it is stopped, and was told all: a placer that is late gets some time. */
  void run() {
    for (var empty = 0; !stopping || empty < EMPTY_ANSWERS;) {
      empty = listens() ? 0 : empty + 1;
    }
  }

  /** Nothing happens any more. */
  void stop() {
    stopping = true;
  }

  /** @return false if there was nothing to hear */
  private boolean listens() {
    var answer = asking.once(() -> reader.asks(500, WAIT_SECONDS));
    if (answer == null) {
      return true;
    }
    if (answer.status() != 200) {
      ledger.broken("the feed was answered " + answer);
      Asking.pause(1_000);
      return false;
    }
    var events = reader.takes(answer);
    events.forEach(this::hears);
    return !events.isEmpty();
  }

  private void hears(JsonNode event) {
    ledger.count("events");
    if (!ids.add(event.path("id").asText())) {
      ledger.broken("told twice: " + event);
    }
    told.computeIfAbsent(event.path("invitation").asText(), any -> new CopyOnWriteArrayList<>()).add(FeedReader.said(event));
  }

  /** What was told must be what the gateway says in the end, in an order in which it can have happened. */
  void judge(Invited invited, JsonNode found) {
    var all = told.getOrDefault(invited.id, List.of());
    var state = found.path("state").asText();
    var opened = IntStream.rangeClosed(1, found.at("/openings/at").size()).mapToObj(opening -> "invitation.opened opening=" + opening)
        .toList();
    var ends = all.stream().filter(said -> ENDS.contains(said.replaceAll("^invitation\\.| .*", ""))).toList();
    var isRight = count(all, "invitation.queued") == 1 && all.get(0).startsWith("invitation.queued")
        && count(all, "invitation.mailed") <= 1 && (!state.equals("mailed") || count(all, "invitation.mailed") == 1)
        && all.stream().filter(said -> said.startsWith("invitation.opened")).toList().equals(opened)
        && count(all, "invitation.acknowledged") <= opened.size()
        && (ENDS.contains(state) ? ends.size() == 1 && ends.get(0).startsWith("invitation." + state) : ends.isEmpty());
    if (!isRight) {
      ledger.broken(invited + " is " + state + ", opened " + opened.size() + " times, and the feed told: " + all);
    }
  }

  /** @param present the ids of all that is there */
  void judgeStrangers(Set<String> present) {
    var strangers = new ArrayList<>(told.keySet());
    strangers.removeAll(present);
    strangers.forEach(id -> ledger.broken("the feed told of " + id + ", which is not there: " + told.get(id)));
  }

  private static long count(List<String> all, String type) {
    return all.stream().filter(said -> said.startsWith(type)).count();
  }
}
