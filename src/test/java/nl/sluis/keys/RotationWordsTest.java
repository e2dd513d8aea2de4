package nl.sluis.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import nl.sluis.files.FileLocked;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What an operator who rotates reads, line by line, and what a rotation reports. */
class RotationWordsTest extends GatewayTest {
  private final List<String> lines = new ArrayList<>();

  @Test
  void eachStepIsALineWithIdsAndNumbersOnly() {
    var gateway = start();
    var kept = fill(gateway, 201);
    gateway.owe(1, "link");
    var formerStore = gateway.keys.active(KeyFamily.STORE).id();
    var formerOutbox = gateway.keys.active(KeyFamily.OUTBOX).id();
    var rotation = gateway.rotation(step -> {});
    assertThat(rotation.progress()).isEqualTo(new RotationProgress(false, 0, 0, null));

    var report = rotation.rotate(Gateway.BOTH, lines::add);

    var store = gateway.keys.active(KeyFamily.STORE).id();
    var outbox = gateway.keys.active(KeyFamily.OUTBOX).id();
    assertThat(lines).containsExactly("store: key " + store + " seals from now on", "outbox: key " + outbox + " seals from now on",
        "outbox: owed, 1 rows re-sealed", "outbox: key " + formerOutbox + " is destroyed", "store: kept, 201 rows re-sealed",
        "store: key " + formerStore + " is destroyed");
    assertThat(report).isEqualTo(new RotationReport(List.of(store, outbox), List.of(formerOutbox, formerStore), 202));
    assertThat(rotation.progress().running()).isFalse();
    assertThat(rotation.progress().resealed()).isEqualTo(202);
    assertThat(rotation.progress().run()).isEqualTo(1);
    assertThat(gateway.openAll()).isEqualTo(kept);
    assertThat(gateway.openAllOwed()).isEqualTo(Map.of(1L, "link"));
  }

  @Test
  void rowsThatDoNotOpenAreCountedAndTheFirstTenNamed() {
    var gateway = start();
    fill(gateway, 14);
    var former = gateway.keys.active(KeyFamily.STORE).id();
    database.jdbi().useHandle(handle -> handle.execute("UPDATE kept SET share = CAST('x' AS BYTEA) WHERE id <> 'row0'"));

    var report = gateway.rotation(step -> {}).rotate(EnumSet.of(KeyFamily.STORE), lines::add);

    assertThat(report.resealed()).isEqualTo(1);
    assertThat(lines).filteredOn(line -> line.contains("did not open")).singleElement().asString()
        .matches("store: 13 rows of kept did not open with key " + former
            + " and were ended: id (row\\d+, ){10}\\.\\.\\.\\. Somebody changed them past the gateway");
    assertThat(gateway.ending.ended).hasSize(13);
  }

  @Test
  void whatIsLeftOfDestroyedKeysIsNamed() {
    var gateway = start();
    var former = gateway.keys.active(KeyFamily.STORE);
    var copy = SealingKey.of(former.id(), KeyFamily.STORE, former.reveal());
    gateway.rotate(EnumSet.of(KeyFamily.STORE));
    gateway.keys.file().add(copy, database.ledger().epoch().orElseThrow());

    var report = gateway.rotation(step -> {}).resume(lines::add);

    assertThat(lines).containsExactly("removed from the keyring what was left of destroyed keys: " + copy.id());
    assertThat(report).isEqualTo(new RotationReport(List.of(), List.of(), 0));
    assertThat(gateway.rotation(step -> {}).resume(lines::add)).as("nothing is left").isSameAs(RotationReport.NOTHING);
  }

  @Test
  void whoWaitsForAnotherGatewayIsToldSo() throws Exception {
    var gateway = start();
    var other = FileLocked.attemptExclusive(gateway.keys.rotationLock()).orElseThrow();
    var said = new CopyOnWriteArrayList<String>();
    var rotation = gateway.rotation(step -> {});
    var waiting = new Thread(() -> rotation.rotate(EnumSet.of(KeyFamily.OUTBOX), said::add));
    waiting.start();
    Awaitility.await().until(() -> said.contains("another gateway is rotating; this one waits for it"));
    assertThat(rotation.progress().running()).isTrue();
    assertThat(gateway.idsOf(KeyFamily.OUTBOX, KeyState.RETIRED)).isEmpty();
    other.close();
    waiting.join(60_000);
    assertThat(gateway.idsOf(KeyFamily.OUTBOX, KeyState.DESTROYED)).hasSize(1);
  }

  @Test
  void aRotationThatIsDueReportsWhatItMade() {
    var gateway = start();
    var lives = Map.of(KeyFamily.STORE, Duration.ofDays(1), KeyFamily.OUTBOX, Duration.ofMinutes(55));
    assertThat(gateway.rotation(step -> {}).rotateDue(lives, lines::add)).isSameAs(RotationReport.NOTHING);
    database.turn(Duration.ofMinutes(55));
    assertThat(gateway.rotation(step -> {}).rotateDue(lives, lines::add).activated())
        .containsExactly(gateway.keys.active(KeyFamily.OUTBOX).id());
  }

  @Test
  void afterACrashWhatItHadMadeIsTakenIntoUse() {
    var gateway = start();
    var kept = fill(gateway, 3);
    for (var step : List.of(RotationStep.LISTED, RotationStep.IN_FILE)) {
      assertThatThrownBy(() -> gateway.rotation(new CrashAfter(step)).rotate(EnumSet.of(KeyFamily.STORE), line -> {}))
          .hasMessageContaining("The rotation stopped: Crash. Nothing is lost; run it again");
    }
    var pending = gateway.idsOf(KeyFamily.STORE, KeyState.PENDING);
    assertThat(pending).as("without its bytes it is forgotten").hasSize(1);

    var report = gateway.rotation(step -> {}).resume(lines::add);

    assertThat(report.activated()).isEqualTo(pending);
    assertThat(gateway.openAll()).isEqualTo(kept);
  }

  @Test
  void aKeyThatIsDestroyedIsGoneWhateverItsState() {
    var gateway = start();
    var kept = fill(gateway, 3);
    var active = gateway.keys.active(KeyFamily.STORE).id();
    gateway.rotation(step -> {}).destroy(active, lines::add);
    assertGone(gateway, active);

    var retired = gateway.keys.active(KeyFamily.STORE).id();
    assertThatThrownBy(() -> gateway.rotation(new CrashAfter(RotationStep.SWAPPED)).rotate(EnumSet.of(KeyFamily.STORE), line -> {}))
        .isInstanceOf(RotationException.class);
    var next = gateway.keys.active(KeyFamily.STORE).id();
    gateway.rotation(step -> {}).destroy(retired, lines::add);
    assertGone(gateway, retired);
    assertThat(gateway.keys.active(KeyFamily.STORE).id()).as("no newer one is made for that").isEqualTo(next);

    var pending = new KeyMaking(gateway.keys).make(KeyFamily.OUTBOX);
    database.jdbi()
        .useHandle(handle -> handle.execute("INSERT INTO compromised_key (id, asked_at) VALUES (?, CURRENT_TIMESTAMP)", pending));
    gateway.rotation(step -> {}).destroy(pending, lines::add);
    assertGone(gateway, pending);
    assertThat(lines).contains("key " + pending + " is destroyed; it never sealed anything");
    assertThat(gateway.openAll()).isEqualTo(kept);

    var said = lines.size();
    gateway.rotation(step -> {}).destroy(pending, lines::add);
    assertThat(lines).as("there was nothing to do").hasSize(said);
  }

  @Test
  void aKeyThatCannotBeDestroyedIsSaidToBeThere() {
    var gateway = start();
    fill(gateway, 1);
    var key = gateway.keys.active(KeyFamily.STORE).id();
    database.jdbi().useHandle(handle -> handle.execute("ALTER TABLE kept RENAME TO away"));
    assertThatThrownBy(() -> gateway.rotation(step -> {}).destroy(key, lines::add)).isInstanceOf(RotationException.class)
        .hasMessageStartingWith("Key " + key + " is not destroyed yet, call again. The rotation stopped: ");
    database.jdbi().useHandle(handle -> handle.execute("ALTER TABLE away RENAME TO kept"));
    gateway.rotation(step -> {}).destroy(key, lines::add);
    assertGone(gateway, key);
  }

  @Test
  void aThousandRowsAndMoreAreWalkedWhole() {
    var gateway = start();
    var kept = fill(gateway, 1_001);
    IntStream.of(0, 200, 400, 1_000).forEach(i -> {
      gateway.erase("row" + i);
      kept.remove("row" + i);
    });
    assertThat(gateway.rotate(EnumSet.of(KeyFamily.STORE)).resealed()).isEqualTo(997);
    assertThat(gateway.openAll()).isEqualTo(kept);
  }

  private void assertGone(Gateway gateway, String key) {
    assertThat(database.ledger().rows()).extracting(LedgerKey::id).doesNotContain(key);
    assertThat(gateway.keys.file().ids()).doesNotContain(key);
    assertThat(gateway.keys.ring().ids()).doesNotContain(key);
  }
}
