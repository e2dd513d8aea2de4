package nl.sluis.crash;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import nl.sluis.crash.Letterbox.Letter;
import nl.sluis.testing.Answer;

/** Compares the ledger with what the world has: promised = mailed at least once, opened as often as it may be and no more. */
final class Reckoning {
  private final String title;
  private final int kills;
  private final long seed;
  private final Ledger ledger;
  private final Letterbox letterbox;
  private final Map<String, Object> figures = new LinkedHashMap<>();

  Reckoning(String title, int kills, long seed, Ledger ledger, Letterbox letterbox) {
    this.title = title;
    this.kills = kills;
    this.seed = seed;
    this.ledger = ledger;
    this.letterbox = letterbox;
  }

  /** A post without an answer may be there or not, but not by half; what is there must open as all others. */
  void findUnanswered(Scheduler scheduler, RandomGenerator random) {
    for (var post : ledger.posts) {
      if (post.answered) {
        continue;
      }
      var ids = scheduler.idsOf(random, post);
      if (!ids.isEmpty() && ids.size() != post.invited.size()) {
        ledger.broken("of a post with " + post.invited.size() + " invitees there are " + ids.size());
        continue;
      }
      ledger.count(ids.isEmpty() ? "not there" : "there");
      for (var i = 0; i < ids.size(); i++) {
        post.invited.get(i).id = ids.get(i);
      }
    }
  }

  void judge(Scheduler scheduler, Listener listener, RandomGenerator random, Duration took) {
    var present = ledger.present().toList();
    var waiting = present.stream().filter(i -> !i.over && !i.isOpened()).toList();
    var tomorrow = waiting.stream().filter(i -> i.waitsForTomorrow).toList();
    var lost = waiting.stream().filter(i -> !i.waitsForTomorrow).toList();
    var often = present.stream().filter(i -> i.openedBy.size() > i.openings).toList();
    lost.forEach(i -> ledger.broken("lost: " + i + ", mails " + letterbox.at(i.email).size() + ", " + scheduler.find(random, i)));
    often.forEach(i -> ledger.broken("opened too often: " + i));
    present.forEach(invited -> {
      var found = scheduler.find(random, invited);
      judge(invited, found);
      listener.judge(invited, found.json());
    });
    listener.judgeStrangers(present.stream().map(invited -> invited.id).collect(Collectors.toSet()));
    var again = judgeMails();

    var answered = ledger.posts.stream().filter(post -> post.answered).toList();
    figures.put("kills (kill -9)", kills + ", of them " + ledger.counted("while starting") + " while starting, "
        + ledger.counted("all at once") + " times all at once");
    figures.put("requests answered", ledger.counted("answered"));
    figures.put("requests cut", ledger.counted("unanswered"));
    figures.put("posts answered 201", answered.size());
    figures.put("posts cut", ledger.counted("there") + " there, " + ledger.counted("not there") + " not there");
    figures.put("invitations promised", answered.stream().mapToInt(post -> post.invited.size()).sum());
    figures.put("invitations there", present.size());
    for (var how : List.of("revoked", "replaced", "cancelled")) {
      figures.put("  " + how + " in time", ledger.counted("is " + how));
    }
    figures.put("  mailed and opened", present.stream().filter(i -> i.openings == 1 && i.isOpened()).count());
    figures.put("  mailed and opened three times", present.stream().filter(i -> i.openings > 1 && i.isOpened()).count());
    figures.put("  meetings changed, cancelled", ledger.counted("changed") + ", " + ledger.counted("cancelled"));
    figures.put("  mailed, three codes lost to kills", tomorrow.size() + " (open tomorrow)");
    figures.put("  lost", lost.size());
    figures.put("  opened too often", often.size());
    figures.put("mails sent again, same Message-ID", again);
    figures.put("events heard, none skipped or double", ledger.counted("events"));
    figures.put("wrong guesses refused", ledger.counted("guesses refused"));
    figures.put("rotations of all keys", ledger.counted("rotations"));
    figures.put("seconds", took.toSeconds());
    figures.put("broken promises", ledger.brokenPromises().size());
  }

  /** It is in a state that somebody brought it to, and whoever was too late to open it did not. */
  private void judge(Invited invited, Answer found) {
    var state = String.valueOf(found.text("state"));
    var left = found.json().at("/openings/left").asInt(-1);
    ledger.count("is " + state);
    var isRight = switch (state) {
      case "opened" -> !invited.openedBy.isEmpty() && !invited.revoked && (left == 0 || !invited.over && invited.waitsForTomorrow);
      case "mailed" -> invited.openedBy.isEmpty() && !invited.over && invited.waitsForTomorrow;
      default -> invited.endings.contains(state) && !invited.isOpened() && left == 0;
    };
    if (!isRight) {
      ledger.broken(invited + " is " + state + ", opened by " + invited.openedBy.size() + " of " + invited.openings + ", left " + left
          + ", endings " + invited.endings);
    }
  }

  /** @return how many mails came once more, each the same as before */
  private int judgeMails() {
    var again = 0;
    for (var entry : letterbox.all().entrySet()) {
      var letters = entry.getValue();
      var byId = letters.stream().collect(Collectors.groupingBy(Letter::messageId));
      again += letters.size() - byId.size();
      if (byId.values().stream().anyMatch(same -> same.stream().map(Reckoning::secret).distinct().count() > 1)) {
        ledger.broken(entry.getKey() + " got two links by mails of one Message-ID");
      }
      var invited = ledger.at(entry.getKey());
      if (invited != null && byId.size() > (invited.endings.contains("cancelled") ? 2 : 1)
          || invited != null && letters.stream().map(Reckoning::secret).filter(one -> !one.equals("null")).distinct().count() > 1) {
        ledger.broken(entry.getKey() + " got mails of several Message-IDs: " + byId.keySet());
      }
    }
    return again;
  }

  /** Hosts and ports of the links differ between gateways of this test. */
  private static String secret(Letter letter) {
    return String.valueOf(letter.link()).replaceAll(".*#", "");
  }

  List<String> brokenPromises() {
    return ledger.brokenPromises();
  }

  /** The table to print. */
  String report() {
    var table = new StringBuilder(String.format(Locale.ROOT, "\nCrash test on %s (to repeat: --seed %d)%n", title, seed));
    figures.forEach((name, value) -> table.append(String.format(Locale.ROOT, "  %-36s %s%n", name, value)));
    brokenPromises().stream().limit(20).forEach(promise -> table.append("  BROKEN: ").append(promise).append('\n'));
    return table.toString();
  }
}
