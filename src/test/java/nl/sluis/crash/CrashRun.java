package nl.sluis.crash;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.SplittableRandom;
import nl.sluis.testing.JarSluis;

/** One run: traffic, kills, and at the end the reckoning. */
final class CrashRun {
  private static final Duration START = Duration.ofSeconds(3);
  private final String database;
  private final int kills;
  private final Duration longestLife;
  private final long seed;
  private final SplittableRandom random;
  private final Ledger ledger = new Ledger();

  /** @param longestLife of a gateway, from its first healthy answer to its end */
  CrashRun(String database, int kills, Duration longestLife, long seed) {
    this.database = database;
    this.kills = kills;
    this.longestLife = longestLife;
    this.seed = seed;
    this.random = new SplittableRandom(seed);
  }

  /** @param agesLeases true to end with all killed at once and to let their leases pass meanwhile, false to wait for them */
  Reckoning run(boolean agesLeases) {
    var begun = Instant.now();
    try (var fleet = new Fleet(database)) {
      var scheduler = new Scheduler(fleet, ledger);
      try (var traffic = new Traffic(fleet, ledger, scheduler, random.split())) {
        var atOnce = agesLeases ? fleet.gateways().size() : 0;
        for (var left = kills - atOnce; left > 0;) {
          left -= kill(fleet, left);
          if (!agesLeases) {
            System.out.printf(Locale.ROOT, "%s: %d of %d kills, %d posts, %d promises broken%n", database, kills - left, kills,
                ledger.posts.size(),
                ledger.brokenPromises().size());
          }
        }
        if (agesLeases) {
          Asking.pause(random.nextLong(longestLife.toMillis()));
          killAll(fleet, fleet::ageLeases);
        }
        return reckon(fleet, scheduler, traffic, begun);
      }
    }
  }

  /**
   * One gateway after the other stops and comes back as this version, as an operator does it who has two; nobody is killed.
   *
   * @param former where the former version was built
   * @param each   how long traffic goes on before, between and after
   */
  Reckoning upgrade(Path former, Duration each) {
    var begun = Instant.now();
    try (var fleet = new Fleet(database, gateway -> gateway.version(former))) {
      var scheduler = new Scheduler(fleet, ledger);
      try (var traffic = new Traffic(fleet, ledger, scheduler, random.split())) {
        for (var gateway : fleet.gateways()) {
          Asking.pause(each.toMillis());
          ledger.count("upgraded");
          gateway.stop();
          gateway.thisVersion();
          gateway.launch();
          fleet.awaitHealth(gateway);
        }
        Asking.pause(each.toMillis());
        return reckon(fleet, scheduler, traffic, begun);
      }
    }
  }

  private Reckoning reckon(Fleet fleet, Scheduler scheduler, Traffic traffic, Instant begun) {
    traffic.stopSending();
    var reckoning = new Reckoning(database + (fleet.gateways().size() == 2 ? ", two gateways" : ", one gateway"), kills, seed, ledger,
        traffic.letterbox());
    reckoning.findUnanswered(scheduler, random);
    awaitEveryInvitation(traffic);
    reckoning.judge(scheduler, traffic.stopListening(), random, Duration.between(begun, Instant.now()));
    return reckoning;
  }

  /** @return how many kills it took */
  private int kill(Fleet fleet, int most) {
    Asking.pause(random.nextLong(longestLife.toMillis()));
    if (most >= 2 && fleet.gateways().size() > 1 && random.nextInt(5) == 0) {
      ledger.count("all at once");
      killAll(fleet, () -> {});
      return fleet.gateways().size();
    }
    var victim = fleet.any(random);
    victim.kill();
    victim.launch();
    if (most >= 2 && random.nextInt(4) == 0) {
      ledger.count("while starting");
      Asking.pause(random.nextLong(START.toMillis()));
      victim.kill();
      victim.launch();
      fleet.awaitHealth(victim);
      return 2;
    }
    fleet.awaitHealth(victim);
    return 1;
  }

  private static void killAll(Fleet fleet, Runnable meanwhile) {
    fleet.gateways().forEach(JarSluis::kill);
    meanwhile.run();
    fleet.gateways().forEach(JarSluis::launch);
    fleet.gateways().forEach(fleet::awaitHealth);
  }

  private void awaitEveryInvitation(Traffic traffic) {
    var end = Instant.now().plus(Asking.PATIENCE);
    while (Instant.now().isBefore(end)) {
      var waiting = ledger.present().anyMatch(invited -> !invited.over && !invited.waitsForTomorrow && !invited.isOpened());
      if (!waiting && traffic.nobodyVisits()) {
        return;
      }
      Asking.pause(100);
    }
  }
}
