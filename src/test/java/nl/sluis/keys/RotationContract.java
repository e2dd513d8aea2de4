package nl.sluis.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import nl.sluis.audit.AuditLog;
import nl.sluis.database.Columns;
import nl.sluis.database.SqlStates;
import nl.sluis.testing.CapturedLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What rotation promises, on every database. */
abstract class RotationContract extends GatewayTest {
  private static final Map<KeyFamily, Duration> LIVES = Map.of(KeyFamily.STORE, Duration.ofDays(1), KeyFamily.OUTBOX,
      RotationSchedule.OUTBOX);

  @Test
  void allRowsAreResealedAndTheFormerKeysDestroyed() {
    var gateway = start();
    var kept = fill(gateway, 2 * SealedRows.BATCH_ROWS + 50);
    gateway.owe(9, "link 9");
    gateway.owe(10, "link 10");
    var formers = gateway.keys.ring().ids();

    var report = gateway.rotate(Gateway.BOTH);

    assertThat(report.resealed()).isEqualTo(2 * SealedRows.BATCH_ROWS + 52);
    assertThat(report.destroyed()).containsExactlyInAnyOrderElementsOf(formers);
    assertThat(report.activated()).containsExactlyInAnyOrderElementsOf(gateway.keys.ring().ids())
        .doesNotContainAnyElementsOf(formers);
    assertThat(gateway.openAll()).isEqualTo(kept);
    assertThat(gateway.openAllOwed()).isEqualTo(Map.of(9L, "link 9", 10L, "link 10"));
    assertThat(gateway.keys.file().ids()).isEqualTo(gateway.keys.ring().ids());
    assertThat(start().openAll()).isEqualTo(kept);
  }

  @Test
  void whatWasSealedBeforeNoLongerOpens() {
    var gateway = start();
    gateway.keep("row", "secret");
    var before = database.jdbi().withHandle(handle -> handle.createQuery("SELECT key_id, share FROM kept")
        .map((row, context) -> new Sealed(row.getString("key_id"), row.getBytes("share"))).one());
    assertThat(gateway.vault.open(before.keyId(), "kept.share", "row", before.bytes()))
        .isEqualTo(Gateway.bytes("secret"));

    var former = gateway.keys.ring().find(before.keyId()).orElseThrow();
    gateway.rotate(EnumSet.of(KeyFamily.STORE));

    assertThatThrownBy(() -> gateway.vault.open(before.keyId(), "kept.share", "row", before.bytes()))
        .isInstanceOf(VaultException.class);
    assertThatThrownBy(() -> gateway.vault.seal(before.keyId(), "kept.share", "row", new byte[1]))
        .isInstanceOf(StaleKeyException.class);
    assertThatThrownBy(former::reveal).hasMessageContaining("wiped");
    assertThat(gateway.open("row")).isEqualTo("secret");
  }

  @Test
  void anEmptyRowLetsItsKeyGo() {
    var gateway = start();
    gateway.keep("erased", "x");
    database.jdbi().useHandle(handle -> handle.execute("UPDATE kept SET share = NULL, contact = NULL"));

    gateway.rotate(Gateway.BOTH);

    var freed = database.jdbi()
        .withHandle(handle -> handle.createQuery("SELECT id FROM kept WHERE key_id IS NULL").mapTo(String.class).list());
    assertThat(freed).containsExactly("erased");
  }

  @Test
  void aRowOfWhichOneColumnIsErasedKeepsTheOther() {
    var gateway = start();
    gateway.keep("half", "x");
    database.jdbi().useHandle(handle -> handle.execute("UPDATE kept SET share = NULL"));

    gateway.rotate(Gateway.BOTH);

    var contact = database.jdbi().withHandle(handle -> handle
        .createQuery("SELECT key_id, contact FROM kept WHERE share IS NULL")
        .map((row, context) -> new Sealed(row.getString("key_id"), row.getBytes("contact"))).one());
    assertThat(gateway.vault.open(contact.keyId(), "kept.contact", "half", contact.bytes()))
        .isEqualTo(Gateway.bytes("contact of x"));
  }

  @Test
  void aRowUnderARetiredKeyIsRefused() {
    var gateway = start();
    var sealed = gateway.vault.seal(KeyFamily.STORE, "kept.share", "row", new byte[1]);
    gateway.keep("old", "x");
    var crash = new CrashAfter(RotationStep.ACTIVATED);
    assertThatThrownBy(() -> gateway.rotation(crash).rotate(Gateway.BOTH, line -> {}))
        .hasRootCauseInstanceOf(Crash.class);

    var inserted = database.transactions().write(handle -> handle.createUpdate(
        "INSERT INTO kept (id, key_id) SELECT 'row', id FROM sealing_key WHERE id = :key AND state = 'active'")
        .bind("key", sealed.keyId()).execute());

    assertThat(inserted).isZero();
    assertThat(gateway.idsOf(KeyFamily.STORE, KeyState.RETIRED)).containsExactly(sealed.keyId());
    gateway.keep("row", "by itself the gateway takes the new key");
    assertThat(gateway.open("old")).isEqualTo("x");
  }

  @Test
  void theDatabaseAllowsOneActiveKeyPerFamily() {
    start();
    assertThatThrownBy(() -> database.jdbi().useHandle(handle -> handle.execute("""
        INSERT INTO sealing_key (id, family, state, active_family, created_at)
        VALUES ('x', 'store', 'active', 'store', CURRENT_TIMESTAMP)
        """)))
        .matches(SqlStates.CONSTRAINT::isCauseOf);
  }

  @Test
  void rotationGoesOnWhileRowsComeAndGo() throws Exception {
    var gateway = start();
    var expected = new ConcurrentHashMap<String, String>(fill(gateway, 100));
    var stop = new AtomicBoolean();
    var threads = Executors.newFixedThreadPool(5);
    var writers = new ArrayList<Future<Integer>>();
    for (int i = 0; i < 4; i++) {
      var name = "w" + i;
      var random = new Random(i);
      writers.add(threads.submit(() -> comeAndGo(gateway, name, random, expected, stop)));
    }
    var reader = threads.submit(() -> {
      var opened = 0;
      while (!stop.get()) {
        opened += gateway.open("row0").length();
      }
      return opened;
    });

    var resealed = 0L;
    for (int i = 0; i < 5; i++) {
      resealed += gateway.rotate(EnumSet.of(KeyFamily.STORE)).resealed();
    }
    stop.set(true);
    var written = 0;
    for (var writer : writers) {
      written += writer.get(60, TimeUnit.SECONDS);
    }

    assertThat(reader.get(60, TimeUnit.SECONDS)).isPositive();
    threads.shutdown();
    assertThat(written).isGreaterThan(50);
    assertThat(resealed).isGreaterThanOrEqualTo(500);
    assertThat(gateway.openAll()).isEqualTo(expected);
    assertThat(gateway.idsOf(KeyFamily.STORE, KeyState.RETIRED)).isEmpty();
    assertThat(gateway.idsOf(KeyFamily.STORE, KeyState.DESTROYED)).hasSize(5);
  }

  private static int comeAndGo(
      Gateway gateway, String name, Random random, Map<String, String> expected, AtomicBoolean stop) {
    var mine = new ArrayList<String>();
    var written = 0;
    while (!stop.get()) {
      if (mine.size() > 5 && random.nextBoolean()) {
        var gone = mine.remove(random.nextInt(mine.size()));
        expected.remove(gone);
        gateway.erase(gone);
      } else {
        var id = name + "-" + written++;
        gateway.keep(id, "text of " + id);
        mine.add(id);
        expected.put(id, "text of " + id);
      }
    }
    return written;
  }

  /** The row is written under the active key, and committed when that key was to be destroyed long since. */
  @Test
  void aTransactionThatOutlastsTheRotationLosesNothing() throws Exception {
    var gateway = start();
    gateway.keep("first", "1");
    var threads = Executors.newFixedThreadPool(2);
    var isWritten = new CountDownLatch(1);
    var mayCommit = new CountDownLatch(1);
    var late = threads.submit(() -> gateway.keep(Map.of("late", "2"), () -> {
      isWritten.countDown();
      await(mayCommit);
    }));
    await(isWritten);

    var rotation = threads.submit(() -> gateway.rotate(EnumSet.of(KeyFamily.STORE)));
    assertThatThrownBy(() -> rotation.get(1500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
    mayCommit.countDown();
    late.get(60, TimeUnit.SECONDS);

    assertThat(rotation.get(60, TimeUnit.SECONDS).destroyed()).hasSize(1);
    threads.shutdown();
    assertThat(gateway.openAll()).isEqualTo(Map.of("first", "1", "late", "2"));
    assertThat(gateway.idsOf(KeyFamily.STORE, KeyState.RETIRED)).isEmpty();
  }

  @Test
  void anotherGatewayTakesTheNewKeyByItself() {
    var rotating = start();
    var other = start();
    rotating.keep("before", "1");
    rotating.rotate(Gateway.BOTH);

    assertThat(other.open("before")).isEqualTo("1");
    rotating.rotate(Gateway.BOTH);
    other.keep("after", "2");

    assertThat(rotating.openAll()).isEqualTo(Map.of("before", "1", "after", "2"));
    assertThat(new KeysHealthCheck(other.keys).execute().isHealthy()).isTrue();
  }

  /** Were the new key looked for within the transaction, one connection would wait for another. */
  @Test
  void aGatewayWithOneConnectionFollowsARotation() {
    var rotating = start();
    rotating.keep("row", "1");
    try (var narrow = database.byOneConnection()) {
      var other = Gateway.start(narrow, folder);
      rotating.rotate(Gateway.BOTH);

      assertThat(other.open("row")).isEqualTo("1");
    }
  }

  @Test
  void twoGatewaysRotateOneAfterTheOther() throws Exception {
    var gateways = List.of(start(), start());
    var kept = fill(gateways.get(0), 50);
    var threads = Executors.newFixedThreadPool(2);
    var calls = gateways.stream()
        .<Callable<RotationReport>>map(gateway -> () -> gateway.rotate(Gateway.BOTH)).toList();

    for (var report : threads.invokeAll(calls)) {
      assertThat(report.get().destroyed()).hasSize(2);
    }

    threads.shutdown();
    assertThat(gateways.get(1).openAll()).isEqualTo(kept);
    assertThat(gateways.get(0).idsOf(KeyFamily.STORE, KeyState.DESTROYED)).hasSize(2);
  }

  @Test
  void aRowThatChangedSinceItWasReadIsLeftAsItIs() {
    var gateway = start();
    fill(gateway, 4);
    var old = gateway.keys.active(KeyFamily.STORE).id();
    var rows = new SealedRows(Gateway.KEPT);
    var read = database.transactions().read(handle -> rows.read(handle, old, null));
    var changed = gateway.vault.seal(old, "kept.contact", "row1", Gateway.bytes("contact of text 1"));
    database.jdbi().useHandle(handle -> {
      handle.execute("UPDATE kept SET share = NULL, contact = NULL, key_id = NULL WHERE id = 'row0'");
      handle.execute("UPDATE kept SET contact = ? WHERE id = 'row1'", changed.bytes());
      handle.execute("DELETE FROM kept WHERE id = 'row2'");
    });

    var other = gateway.keys.active(KeyFamily.OUTBOX).id();
    var values = List.of(new byte[] {1}, new byte[] {2});
    var replacements = read.stream().map(row -> new SealedRows.Replacement(row, values)).toList();
    var replaced = database.transactions().write(handle -> rows.replace(handle, replacements, old, other));

    assertThat(replaced).isEqualTo(1);
    var under = database.jdbi().withHandle(handle -> handle
        .createQuery("SELECT id, key_id FROM kept WHERE key_id IS NOT NULL")
        .map((row, context) -> Map.entry(row.getString("id"), row.getString("key_id"))).list());
    assertThat(under).containsExactlyInAnyOrder(Map.entry("row1", old), Map.entry("row3", other));
  }

  @Test
  void nothingIsResealedUnderAKeyThatIsNotActive() {
    var gateway = start();
    fill(gateway, 2);
    var old = gateway.keys.active(KeyFamily.STORE).id();
    var pending = new KeyMaking(gateway.keys).make(KeyFamily.STORE);
    var rows = new SealedRows(Gateway.KEPT);

    var replaced = database.transactions().write(handle -> rows.replace(handle, rows.read(handle, old, null).stream()
        .map(row -> new SealedRows.Replacement(row, row.values())).toList(), old, pending));

    assertThat(replaced).isZero();
  }

  @Test
  void theListTellsLifeAndLoadOfEachKey() {
    var gateway = start();
    fill(gateway, 3);
    gateway.owe(1, "x");
    gateway.rotate(EnumSet.of(KeyFamily.STORE));

    var list = gateway.list();

    assertThat(list).extracting(KeyView::state).containsExactly(KeyState.ACTIVE, KeyState.ACTIVE, KeyState.DESTROYED);
    assertThat(list).extracting(KeyView::createdAt).isSortedAccordingTo((a, b) -> b.compareTo(a));
    assertThat(list.get(0))
        .matches(key -> key.rows() == 3 && key.family() == KeyFamily.STORE && key.retiredAt() == null);
    assertThat(list.get(1))
        .matches(key -> key.rows() == 1 && key.family() == KeyFamily.OUTBOX && key.destroyedAt() == null);
    assertThat(list.get(2)).matches(key -> key.rows() == 0 && !key.retiredAt().isBefore(key.createdAt())
        && !key.destroyedAt().isBefore(key.retiredAt()));
  }

  @Test
  void aKeyIsRotatedWhenItIsOldEnoughAndNotBefore() {
    var gateway = start();
    gateway.keep("row", "x");
    var lives = Map.of(KeyFamily.STORE, Duration.ofDays(1), KeyFamily.OUTBOX, Duration.ofMinutes(55));
    assertThat(gateway.rotation(step -> {}).rotateDue(lives, line -> {}).activated()).isEmpty();

    database.turn(Duration.ofMinutes(56));
    assertThat(gateway.rotation(step -> {}).rotateDue(lives, line -> {}).destroyed()).hasSize(1);
    assertThat(gateway.idsOf(KeyFamily.OUTBOX, KeyState.DESTROYED)).hasSize(1);
    assertThat(gateway.idsOf(KeyFamily.STORE, KeyState.DESTROYED)).isEmpty();

    database.turn(Duration.ofDays(1));
    assertThat(gateway.rotation(step -> {}).rotateDue(lives, line -> {}).resealed()).isEqualTo(1);
    assertThat(gateway.idsOf(KeyFamily.STORE, KeyState.DESTROYED)).hasSize(1);
    assertThat(gateway.open("row")).isEqualTo("x");
  }

  @Test
  void ofTwoGatewaysThatFindTheSameKeyDueOneRotates() throws Exception {
    var gateways = List.of(start(), start());
    var kept = fill(gateways.get(0), 50);
    database.turn(Duration.ofDays(2));
    var lives = Map.of(KeyFamily.STORE, Duration.ofDays(1));
    var threads = Executors.newFixedThreadPool(2);

    var made = new ArrayList<String>();
    for (var report : threads.invokeAll(gateways.stream().<Callable<RotationReport>>map(
        gateway -> () -> gateway.rotation(step -> {}).rotateDue(lives, line -> {})).toList())) {
      made.addAll(report.get().activated());
    }

    threads.shutdown();
    assertThat(made).hasSize(1);
    assertThat(gateways.get(0).idsOf(KeyFamily.STORE, KeyState.DESTROYED)).hasSize(1);
    assertThat(gateways.get(1).openAll()).isEqualTo(kept);
  }

  @Test
  void aGatewayThatSleptThroughRotationsTakesTheNewKeyBeforeItSeals() {
    var asleep = start();
    var awake = start();
    asleep.keep("before", "1");
    for (int i = 0; i < 3; i++) {
      awake.rotate(Gateway.BOTH);
    }

    asleep.keep("after", "2");

    var active = awake.idsOf(KeyFamily.STORE, KeyState.ACTIVE);
    assertThat(awake.list()).filteredOn(key -> key.id().equals(active.get(0))).extracting(KeyView::rows).containsExactly(2L);
    assertThat(asleep.openAll()).isEqualTo(Map.of("before", "1", "after", "2"));
  }

  @Test
  void momentsComeBackAsTheyWereInTheHourThatComesTwice() {
    var before = Instant.parse("2026-10-25T00:30:00Z");
    var read = database.jdbi().withHandle(handle -> Stream.of(before, before.plusSeconds(3600)).map(moment -> {
      handle.createUpdate("""
          INSERT INTO destroyed_key (id, family, created_at, destroyed_at) VALUES (:id, 'store', :at, :at)
          """).bind("id", moment.toString()).bind("at", Columns.argument(moment)).execute();
      return handle.createQuery("SELECT created_at FROM destroyed_key WHERE id = :id").bind("id", moment.toString())
          .map((row, context) -> Columns.instant(row, "created_at")).one();
    }).toList());
    assertThat(read).containsExactly(before, before.plusSeconds(3600));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "UPDATE kept SET share = (SELECT share FROM kept WHERE id = 'row8') WHERE id = 'row7'",
    "UPDATE kept SET contact = (SELECT share FROM kept WHERE id = 'row7') WHERE id = 'row7'",
    "UPDATE kept SET share = CAST('' AS BYTEA) WHERE id = 'row7'",
    "UPDATE kept SET share = CAST('x' AS BYTEA) WHERE id = 'row7'",
    "UPDATE kept SET contact = NULL, share = CAST('x' AS BYTEA) WHERE id = 'row7'",
  })
  void aRowThatDoesNotOpenIsEndedAndItsKeyGoes(String damage) {
    var gateway = start();
    var kept = fill(gateway, 300);
    var formers = gateway.keys.ring().ids();
    var lines = new ArrayList<String>();
    database.jdbi().useHandle(handle -> handle.execute(damage));

    var report = gateway.rotation(step -> {}).rotate(Gateway.BOTH, lines::add);

    assertThat(report.destroyed()).containsExactlyInAnyOrderElementsOf(formers);
    assertThat(lines).anySatisfy(line -> assertThat(line).contains("1 rows of kept did not open", "row7", "changed them past the gateway"));
    assertThat(gateway.ending.ended).containsExactly("kept row7");
    kept.remove("row7");
    assertThat(gateway.openAll()).isEqualTo(kept);
  }

  /** The foreign key would keep it, and no walk over its own family's tables would find why. */
  @Test
  void aRowThatWasMadeToNameAKeyOfTheOtherFamilyDoesNotKeepIt() {
    var gateway = start();
    var kept = fill(gateway, 3);
    gateway.keep("erased", "x");
    gateway.erase("erased");
    var outbox = gateway.keys.active(KeyFamily.OUTBOX).id();
    database.jdbi().useHandle(handle -> handle.execute("UPDATE kept SET key_id = ? WHERE id IN ('row1', 'erased')", outbox));

    assertThat(gateway.rotate(EnumSet.of(KeyFamily.OUTBOX)).destroyed()).containsExactly(outbox);

    assertThat(gateway.ending.ended).containsExactly("kept row1");
    kept.remove("row1");
    assertThat(gateway.openAll()).isEqualTo(kept);
  }

  @Test
  void aRowThatIsMendedBeforeItIsEndedStays() {
    var gateway = start();
    var kept = fill(gateway, 2);
    var whole = database.jdbi()
        .withHandle(handle -> handle.createQuery("SELECT share FROM kept WHERE id = 'row1'").mapTo(byte[].class).one());
    database.jdbi().useHandle(handle -> handle.execute("UPDATE kept SET share = CAST('x' AS BYTEA) WHERE id = 'row1'"));
    var rows = new SealedRows(Gateway.KEPT);
    var key = gateway.keys.active(KeyFamily.STORE).id();
    var read = database.transactions().read(handle -> rows.read(handle, key, null));
    database.jdbi().useHandle(handle -> handle.execute("UPDATE kept SET share = ? WHERE id = 'row1'", whole));

    assertThat(database.transactions().<Boolean>write(handle -> rows.lock(handle, read.get(0), key))).isTrue();
    assertThat(database.transactions().<Boolean>write(handle -> rows.lock(handle, read.get(1), key))).isFalse();
    assertThat(gateway.openAll()).isEqualTo(kept);
  }

  @Test
  void aKeyFromTheFutureIsToldOfAndRotatedAtOnce() {
    var gateway = start();
    var kept = fill(gateway, 3);
    database.turn(Duration.ofDays(30));
    gateway.rotate(Gateway.BOTH);
    database.turn(Duration.ofDays(-30));
    var formers = gateway.keys.ring().ids();
    var health = new KeysHealthCheck(gateway.keys);
    assertThat(health.execute().isHealthy()).isFalse();
    assertThat(health.execute().getMessage()).contains("clock was set back").contains(formers);
    var life = new RotationSchedule(gateway.keys, gateway.rotation(step -> {}), LIVES, new AuditLog());

    try (var log = new CapturedLog()) {
      life.look();
      assertThat(log.text()).containsPattern("RotationSchedule ERROR .*clock was set back");
    }

    assertThat(gateway.keys.ring().ids()).doesNotContainAnyElementsOf(formers);
    assertThat(gateway.keys.file().ids()).isEqualTo(gateway.keys.ring().ids());
    assertThat(health.execute().isHealthy()).isTrue();
    assertThat(gateway.openAll()).isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void howeverTheClockJumpsNoKeyOutlivesItsTime(long seed) {
    var gateway = start();
    var kept = fill(gateway, 3);
    gateway.owe(1, "link");
    var life = new RotationSchedule(gateway.keys, gateway.rotation(step -> {}), LIVES, new AuditLog());
    var random = new Random(seed);
    for (int i = 0; i < 12; i++) {
      var jump = Duration.ofSeconds((long) (random.nextGaussian() * List.of(60, 4_000, 100_000, 40_000_000).get(random.nextInt(4))));
      database.turn(jump);

      life.look();

      var what = "seed " + seed + ", step " + i + ", jump " + jump;
      assertThat(database.ledger().active()).as(what).containsOnlyKeys(LIVES.keySet());
      database.ledger().active().forEach((family, key) -> assertThat(key.age()).as(what).isBetween(Duration.ZERO, LIVES.get(family)));
      assertThat(database.ledger().rows()).as(what).allMatch(row -> row.state() == KeyState.ACTIVE);
      assertThat(gateway.keys.file().ids()).as(what).isEqualTo(gateway.keys.ring().ids()).hasSize(2);
    }
    assertThat(gateway.openAll()).isEqualTo(kept);
    assertThat(gateway.openAllOwed()).containsEntry(1L, "link");
  }

  @Test
  void theOutboxDoesNotWaitForTheWalkOverTheStore() {
    var gateway = start();
    fill(gateway, 3);
    gateway.owe(1, "link");
    database.turn(Duration.ofDays(2));
    var lines = new ArrayList<String>();

    gateway.rotation(step -> {}).rotateDue(LIVES, lines::add);

    var first = lines.stream().filter(line -> line.contains("is destroyed") || line.contains("re-sealed")).findFirst();
    assertThat(first).hasValueSatisfying(line -> assertThat(line).startsWith("outbox: owed"));
    assertThat(lines.stream().filter(line -> line.contains("is destroyed"))).first().asString().startsWith("outbox: ");
  }

  @Test
  void anOutboxKeyWhoseHourEndsDuringALongWalkIsDestroyedMeanwhile() {
    var gateway = start();
    var kept = fill(gateway, 2 * SealedRows.BATCH_ROWS + 50);
    gateway.owe(1, "link");
    var former = gateway.keys.active(KeyFamily.OUTBOX).id();
    var nanos = new AtomicLong();
    var batches = new AtomicInteger();
    var aliveAt = new ArrayList<Boolean>();
    var rotation = gateway.rotation(step -> {
      if (step == RotationStep.BATCH) {
        aliveAt.add(gateway.keys.file().ids().contains(former));
        if (batches.incrementAndGet() == 1) {
          database.turn(RotationSchedule.OUTBOX);
          nanos.addAndGet(RotationSchedule.BETWEEN_LOOKS.toNanos());
        }
      }
    }, nanos::get);

    rotation.rotate(EnumSet.of(KeyFamily.STORE), line -> {});

    assertThat(aliveAt.get(0)).isTrue();
    assertThat(aliveAt.get(aliveAt.size() - 1)).as("while the walk goes on").isFalse();
    assertThat(gateway.openAll()).isEqualTo(kept);
    assertThat(gateway.openAllOwed()).containsEntry(1L, "link");
  }
}
