package nl.sluis.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import nl.sluis.audit.AuditLog;
import nl.sluis.database.DatabaseClock;
import nl.sluis.database.DurableTransactions;
import nl.sluis.incident.CompromiseDao;
import nl.sluis.incident.CompromisedKey;
import nl.sluis.incident.ExposureStatement;
import nl.sluis.store.Database;
import nl.sluis.store.InvitationDao;
import nl.sluis.testing.Plans;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A trust statement tells of an invitation which keys open a copy of it; an exposure statement tells of a key which invitations it opened.
 * Whatever came about, and however the clock jumped, they may not contradict each other.
 */
@Tag("slow")
class TrustAgainstExposureTest {
  private static final int HISTORIES = 16;
  private static final Duration LONGEST = Duration.ofHours(30);

  @Test
  void whateverKeyATrustStatementNamesHasTheInvitationInItsStatementOnH2() {
    try (var plans = Plans.onH2()) {
      assertTheyAgree(plans);
    }
  }

  @Test
  void whateverKeyATrustStatementNamesHasTheInvitationInItsStatementOnPostgres() {
    try (var plans = Plans.onPostgres()) {
      assertTheyAgree(plans);
    }
  }

  private static void assertTheyAgree(Plans plans) {
    var named = 0;
    for (long seed = 1; seed <= HISTORIES; seed++) {
      named += new History(plans, seed, seed % 2 == 0, seed % 3 == 0).assertAgrees();
    }
    assertThat(named).as("keys named by trust statements").isGreaterThan(HISTORIES);
  }

  /** One random life of keys and invitations, as the gateway's statements leave them in the tables. */
  private static final class History {
    private final Random random;
    private final boolean clockJumps;
    /** Of a test gateway, which keeps links for a day. */
    private final boolean test;
    private final String what;
    private final Database database;
    private final List<Invited> invited = new ArrayList<>();
    private final List<Life> lives = new ArrayList<>();
    private final Map<String, Set<String>> statements = new HashMap<>();
    private Instant clock = Instant.now().minus(Duration.ofDays(9)).truncatedTo(ChronoUnit.MICROS);

    History(Plans plans, long seed, boolean clockJumps, boolean test) {
      this.random = new Random(seed);
      this.clockJumps = clockJumps;
      this.test = test;
      this.what = "seed " + seed + ": ";
      database = new Database(new DurableTransactions(plans.jdbi(), false),
          new DatabaseClock(() -> Duration.between(Instant.now(), clock)), null, null);
      plans.jdbi().useTransaction(this::fill);
    }

    private void fill(Handle handle) {
      handle.execute("UPDATE purpose SET test = ?", test);
      for (var table : List.of("invitation", "client", "sealing_key", "destroyed_key")) {
        handle.execute("DELETE FROM " + table);
      }
      for (var family : List.of("store", "outbox")) {
        lives.add(new Life(family, "key-" + family + "-0", clock));
      }
      for (int step = 0; step < 40; step++) {
        pass();
        switch (random.nextInt(5)) {
          case 0 -> rotate();
          case 1 -> invited.stream().filter(i -> i.ended == null).skip(random.nextInt(3)).findFirst().ifPresent(i -> i.end(clock, random));
          case 2 -> invited.stream().filter(i -> i.ended != null && i.erased == null).findFirst().ifPresent(i -> i.erased = clock);
          default -> invited.add(new Invited("i" + invited.size(), clock, random));
        }
        invited.stream().filter(i -> i.mailed == null && i.ended == null && random.nextInt(3) == 0).forEach(i -> i.mailed = clock);
      }
      clock = clock.plusSeconds(1);
      lives.forEach(life -> life.insert(handle, random));
      handle.execute("INSERT INTO client (id, name, hash_key, key_id, created_at) VALUES ('c', 'c', CAST('x' AS BYTEA), ?, ?)",
          lives.stream().filter(life -> life.retired == null).findFirst().orElseThrow().id, clock);
      invited.forEach(i -> i.insert(handle));
    }

    private void pass() {
      var back = clockJumps && random.nextInt(6) == 0;
      var by = Duration.ofSeconds(random.nextInt((int) LONGEST.toSeconds()));
      clock = back ? clock.minus(by) : clock.plus(by.dividedBy(4));
    }

    private void rotate() {
      var family = random.nextBoolean() ? "store" : "outbox";
      lives.stream().filter(life -> life.family.equals(family) && life.retired == null).forEach(life -> life.retired = clock);
      lives.add(new Life(family, "key-" + family + "-" + lives.size(), clock));
    }

    int assertAgrees() {
      var named = 0;
      for (var one : invited) {
        var trust = database.read(tx -> TrustStatement.of(tx, tx.dao(InvitationDao.class).byId(one.id).orElseThrow(), null, null, test));
        for (var copy : trust.copies()) {
          for (var key : copy.keys()) {
            assertThat(exposedBy(key)).as(what + copy.what() + " under " + key).contains(one.id);
            named++;
          }
        }
      }
      if (!clockJumps) {
        lives.stream().filter(life -> life.family.equals("store")).forEach(life -> assertThat(exposedBy(life.id)).as(what + life.id)
            .containsAll(invited.stream().filter(i -> i.laySealedUnder(life)).map(i -> i.id).toList()));
      }
      return named;
    }

    private Set<String> exposedBy(String id) {
      return statements.computeIfAbsent(id, this::stated);
    }

    private Set<String> stated(String id) {
      var key = database.read(tx -> tx.dao(CompromiseDao.class).key(id)).orElseThrow();
      // A statement is made when the key is destroyed.
      var destroyed = new CompromisedKey(id, key.family(), "destroyed", key.createdAt(), key.retiredAt() == null ? clock : key.retiredAt(),
          key.sealedFrom());
      var ids = new HashSet<String>();
      new ExposureStatement(database, new AuditLog()).write(destroyed, line -> ids.add(line.split(" ")[0]));
      return ids;
    }
  }

  private static final class Life {
    private final String family;
    private final String id;
    private final Instant created;
    private Instant retired;

    Life(String family, String id, Instant created) {
      this.family = family;
      this.id = id;
      this.created = created;
    }

    /** A retired one may still be there: a rotation stopped. */
    void insert(Handle handle, Random random) {
      if (retired != null && random.nextBoolean()) {
        handle.execute("INSERT INTO destroyed_key (id, family, created_at, retired_at, destroyed_at) VALUES (?, ?, ?, ?, ?)",
            id, family, created, retired, retired);
      } else {
        handle.execute("INSERT INTO sealing_key (id, family, state, active_family, created_at, retired_at) VALUES (?, ?, ?, ?, ?, ?)",
            id, family, retired == null ? "active" : "retired", retired == null ? family : null, created, retired);
      }
    }
  }

  private static final class Invited {
    private final String id;
    private final Instant created;
    private final String level;
    private String state = "queued";
    private Instant mailed;
    private Instant ended;
    private Instant erased;

    Invited(String id, Instant created, Random random) {
      this.id = id;
      this.created = created;
      this.level = random.nextInt(4) == 0 ? "sealed-by-sender" : "sealed-at-intake";
    }

    void end(Instant now, Random random) {
      state = List.of("opened", "revoked", "locked", "undeliverable", "expired", "tampered").get(random.nextInt(6));
      ended = now;
      erased = random.nextBoolean() ? now : null;
    }

    boolean laySealedUnder(Life life) {
      return (erased == null || !erased.isBefore(life.created)) && (life.retired == null || !created.isAfter(life.retired));
    }

    void insert(Handle handle) {
      var kept = ended == null && mailed != null ? "mailed" : state;
      handle.createUpdate("""
          INSERT INTO invitation (id, client_id, access_hash, meeting_hash, level, state, created_at, mailed_at, ended_at, erased_at, expires_at)
          VALUES (:id, 'c', :hash, CAST('x' AS BYTEA), :level, :state, :created, :mailed, :ended, :erased, :expires)
          """)
          .bind("hash", id.getBytes(StandardCharsets.US_ASCII))
          .bind("id", id).bind("level", level).bind("state", kept).bind("created", created).bind("mailed", mailed)
          .bind("ended", ended).bind("erased", erased).bind("expires", created.plus(Duration.ofDays(300))).execute();
    }
  }
}
