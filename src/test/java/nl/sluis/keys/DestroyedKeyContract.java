package nl.sluis.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import nl.sluis.database.Columns;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A key that is to be destroyed is gone when the call returns, whatever goes on meanwhile, on every database. */
abstract class DestroyedKeyContract extends GatewayTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @ParameterizedTest
  @EnumSource(names = {"LISTED", "ACTIVATED", "SWAPPED", "REMOVED"})
  void aKeyThatARotationUnderWayHasJustMadeIsGoneToo(RotationStep step) throws Exception {
    var gateway = start();
    var kept = fill(gateway, 3);
    var formers = gateway.keys.ring().ids();
    var isThere = new CountDownLatch(1);
    var mayGoOn = new CountDownLatch(1);
    var rotation = gateway.rotation(done -> {
      if (done == step) {
        isThere.countDown();
        await(mayGoOn);
      }
    });
    var first = threads.submit(() -> rotation.rotate(EnumSet.of(KeyFamily.STORE), line -> {}));
    await(isThere);
    var made = database.ledger().rows().stream().map(LedgerKey::id).filter(id -> !formers.contains(id)).findFirst().orElseThrow();
    var lines = new CopyOnWriteArrayList<String>();
    var destroying = threads.submit(() -> rotation.destroy(made, lines::add));
    Awaitility.await().until(() -> lines.stream().anyMatch(line -> line.startsWith("joins rotation 1, which began at 20")));
    mayGoOn.countDown();

    first.get(60, TimeUnit.SECONDS);
    destroying.get(60, TimeUnit.SECONDS);

    assertGone(gateway, made);
    assertThat(gateway.openAll()).isEqualTo(kept);
  }

  @ParameterizedTest
  @EnumSource(names = {"LISTED", "ACTIVATED", "BATCH", "DESTROYED"})
  void afterACrashAtAnyStepTheSameCallEndsIt(RotationStep step) {
    var gateway = start();
    var kept = fill(gateway, 3);
    var key = gateway.keys.active(KeyFamily.STORE).id();
    assertThatThrownBy(() -> gateway.rotation(new CrashAfter(step)).rotate(EnumSet.of(KeyFamily.STORE), line -> {}))
        .hasRootCauseInstanceOf(Crash.class);

    var next = start();
    next.rotation(unused -> {}).destroy(key, line -> {});

    assertGone(next, key);
    assertThat(next.openAll()).isEqualTo(kept);
  }

  @Test
  void theSameKeyTwiceAtOnceAndTwoKeysAtOnceAreGoneWhenEachCallReturns() throws Exception {
    var gateway = start();
    var kept = fill(gateway, 3);
    gateway.owe(1, "link");
    var rotation = gateway.rotation(step -> {});
    var store = gateway.keys.active(KeyFamily.STORE).id();
    var outbox = gateway.keys.active(KeyFamily.OUTBOX).id();
    var calls = new ArrayList<Callable<String>>();
    for (var key : List.of(store, outbox, store, outbox)) {
      calls.add(() -> {
        rotation.destroy(key, line -> {});
        assertGone(gateway, key);
        return key;
      });
    }

    for (var call : threads.invokeAll(calls)) {
      call.get(60, TimeUnit.SECONDS);
    }

    assertThat(gateway.openAll()).isEqualTo(kept);
    assertThat(gateway.openAllOwed()).containsEntry(1L, "link");
  }

  @Test
  void twoGatewaysThatDestroyWhatTheOtherMakesBothEnd() throws Exception {
    var gateways = List.of(start(), start());
    var kept = fill(gateways.get(0), 3);
    var calls = new ArrayList<Future<?>>();
    for (var gateway : gateways) {
      var rotation = gateway.rotation(step -> {});
      calls.add(threads.submit(() -> {
        for (int i = 0; i < 3; i++) {
          var key = database.ledger().active().get(KeyFamily.STORE).id();
          rotation.destroy(key, line -> {});
          assertGone(gateway, key);
        }
      }));
    }
    for (var call : calls) {
      call.get(60, TimeUnit.SECONDS);
    }
    assertThat(gateways.get(0).openAll()).isEqualTo(kept);
  }

  @Test
  void anOutboxKeyIsGoneThoughTheHourlyRotationMakesItJustNow() throws Exception {
    var gateway = start();
    gateway.owe(1, "link");
    database.turn(RotationSchedule.OUTBOX);
    var isThere = new CountDownLatch(1);
    var mayGoOn = new CountDownLatch(1);
    var rotation = gateway.rotation(step -> {
      if (step == RotationStep.SWAPPED) {
        isThere.countDown();
        await(mayGoOn);
      }
    });
    var hourly = threads.submit(() -> rotation.rotateDue(Map.of(KeyFamily.OUTBOX, RotationSchedule.OUTBOX), line -> {}));
    await(isThere);
    var made = gateway.keys.active(KeyFamily.OUTBOX).id();
    var lines = new CopyOnWriteArrayList<String>();
    var destroying = threads.submit(() -> rotation.destroy(made, lines::add));
    Awaitility.await().until(() -> lines.stream().anyMatch(line -> line.startsWith("waits for rotation 1")));
    mayGoOn.countDown();
    hourly.get(60, TimeUnit.SECONDS);
    destroying.get(60, TimeUnit.SECONDS);

    assertGone(gateway, made);
    assertThat(gateway.openAllOwed()).containsEntry(1L, "link");
  }

  /** A crash had left it unused: to activate it first, as rotations do, would give it something to seal. */
  @Test
  void aPendingKeyThatIsCompromisedNeverSeals() {
    var gateway = start();
    var pending = new KeyMaking(gateway.keys).make(KeyFamily.STORE);
    compromised(pending);
    var activated = new ArrayList<String>();

    gateway.rotation(step -> {
      if (step == RotationStep.ACTIVATED) {
        activated.addAll(gateway.idsOf(KeyFamily.STORE, KeyState.ACTIVE));
      }
    }).destroy(pending, line -> {});

    assertThat(activated).doesNotContain(pending);
    assertGone(gateway, pending);
    assertThat(gateway.list()).filteredOn(key -> key.id().equals(pending)).extracting(KeyView::retiredAt).containsExactly((Instant) null);
  }

  /** So that another gateway goes on within a minute where the one that was asked died. */
  @Test
  void anActiveKeyThatIsCompromisedIsDueAtOnce() {
    var gateway = start();
    var key = gateway.keys.active(KeyFamily.STORE).id();
    compromised(key);

    gateway.rotation(step -> {}).rotateDue(Map.of(KeyFamily.STORE, Duration.ofDays(1)), line -> {});

    assertGone(gateway, key);
  }

  @Test
  void aDestroyedKeyWhoseBytesAreStillInTheFileIsNotGone() throws IOException {
    var gateway = start();
    var key = gateway.keys.active(KeyFamily.STORE).id();
    var inTheWay = folder.resolve("keyring.bcfks.new");
    var rotation = gateway.rotation(step -> {
      if (step == RotationStep.DESTROYED) {
        try {
          Files.createDirectory(inTheWay);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    });
    assertThatThrownBy(() -> rotation.destroy(key, line -> {})).hasMessageContainingAll(key, "is not destroyed yet");
    assertThat(gateway.idsOf(KeyFamily.STORE, KeyState.DESTROYED)).contains(key);
    assertThatThrownBy(() -> rotation.destroy(key, line -> {})).as("the same call again").hasMessageContainingAll(key,
        "is not destroyed yet");

    Files.delete(inTheWay);
    rotation.destroy(key, line -> {});
    assertGone(gateway, key);
  }

  @Test
  void whileABackupIsMadeItWaits() throws Exception {
    var gateway = start();
    var key = gateway.keys.active(KeyFamily.STORE).id();
    var isThere = new CountDownLatch(1);
    var mayGoOn = new CountDownLatch(1);
    var goneMeanwhile = new AtomicBoolean();
    var backup = threads.submit(() -> new KeyringBackup(gateway.keys).write(temp.resolve("backup"), () -> {
      isThere.countDown();
      await(mayGoOn);
      goneMeanwhile.set(database.ledger().rows().stream().noneMatch(row -> row.id().equals(key)));
    }));
    await(isThere);
    var lines = new CopyOnWriteArrayList<String>();
    var destroying = threads.submit(() -> gateway.rotation(step -> {}).destroy(key, lines::add));
    Awaitility.await().until(() -> lines.stream().anyMatch(line -> line.contains("waits for it")));
    mayGoOn.countDown();

    backup.get(60, TimeUnit.SECONDS);
    destroying.get(60, TimeUnit.SECONDS);

    assertThat(goneMeanwhile).isFalse();
    assertGone(gateway, key);
  }

  /** The database was put back; the keyring survived, with keys of the days that were lost. */
  @Test
  void keysThatARestoredDatabaseDoesNotListAreDestroyedByTheReconciliation() {
    var gateway = start();
    var backup = List.copyOf(gateway.list());
    var epoch = database.ledger().epoch().orElseThrow();
    database.turn(Duration.ofDays(1));
    gateway.rotate(Gateway.BOTH);
    var lost = gateway.keys.ring().ids();
    restore(backup, epoch);

    try (var reconciliation = Reconciliation.begin(Gateway.configuration(folder), database.ledger(), new SecureRandom(), Gateway.OPTIONS)) {
      assertThat(reconciliation.mismatch()).isPresent();
      assertThat(reconciliation.unlisted()).isEqualTo(lost);
      assertThat(reconciliation.isOnlyDatabase()).isTrue();
      reconciliation.open();
      reconciliation.destroyUnlisted();
      reconciliation.finish();
    }

    var next = start();
    assertThat(next.keys.file().ids()).isEqualTo(next.keys.ring().ids()).doesNotContainAnyElementsOf(lost);
    assertThat(next.list()).filteredOn(key -> lost.contains(key.id())).hasSize(2).allSatisfy(key -> {
      assertThat(key.state()).isEqualTo(KeyState.DESTROYED);
      assertThat(key.createdAt()).as("not before the newest of the backup").isAfterOrEqualTo(backup.get(backup.size() - 1).createdAt());
    });
  }

  @Test
  void keysThatMayBeAnotherDatabasesAreToldOfAndKeptUnlessTheOperatorKnowsBetter() {
    var gateway = start();
    var foreign = SealingKey.draw(KeyFamily.STORE, new SecureRandom());
    gateway.keys.file().add(foreign, new Epoch("another-database", 9));
    try (var reconciliation = Reconciliation.begin(Gateway.configuration(folder), database.ledger(), new SecureRandom(), Gateway.OPTIONS)) {
      assertThat(reconciliation.mismatch()).isEmpty();
      assertThat(reconciliation.unlisted()).containsExactly(foreign.id());
      assertThat(reconciliation.isOnlyDatabase()).isFalse();

      reconciliation.destroyUnlisted();
    }
    assertThat(start().keys.file().ids()).doesNotContain(foreign.id()).hasSize(2);
  }

  private void restore(List<KeyView> backup, Epoch epoch) {
    database.jdbi().useHandle(handle -> {
      handle.execute("DELETE FROM destroyed_key");
      handle.execute("DELETE FROM sealing_key");
      backup.forEach(key -> handle.createUpdate("""
          INSERT INTO sealing_key (id, family, state, active_family, created_at) VALUES (:id, :family, 'active', :family, :at)
          """).bind("id", key.id()).bind("family", key.family().word()).bind("at", Columns.argument(key.createdAt())).execute());
      handle.execute("UPDATE keyring_epoch SET epoch = ?", epoch.number());
    });
  }

  private void compromised(String key) {
    database.jdbi().useHandle(handle -> handle.execute("INSERT INTO compromised_key (id, asked_at) VALUES (?, CURRENT_TIMESTAMP)", key));
  }

  void assertGone(Gateway gateway, String key) {
    assertThat(database.ledger().rows()).extracting(LedgerKey::id).doesNotContain(key);
    assertThat(gateway.keys.file().ids()).doesNotContain(key);
    gateway.keys.refresh();
    assertThat(gateway.keys.ring().ids()).doesNotContain(key);
  }
}
