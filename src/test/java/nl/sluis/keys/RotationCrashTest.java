package nl.sluis.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import nl.sluis.testing.OtherJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A crash between any two steps. */
@Tag("slow")
class RotationCrashTest extends GatewayTest {
  @ParameterizedTest
  @EnumSource(RotationStep.class)
  void afterACrashTheNextStartFinishesAndNothingIsLost(RotationStep step) {
    var gateway = start();
    var kept = fill(gateway, 2 * SealedRows.BATCH_ROWS + 50);
    gateway.owe(1, "link");
    var former = gateway.idsOf(KeyFamily.STORE, KeyState.ACTIVE);
    assertThatThrownBy(() -> gateway.rotation(new CrashAfter(step)).rotate(EnumSet.of(KeyFamily.STORE), line -> {}))
        .isInstanceOf(RotationException.class).hasRootCauseInstanceOf(Crash.class);
    assertThat(gateway.openAll()).as("before the next start").isEqualTo(kept);

    var next = start();
    assertThat(next.openAll()).as("before it is finished").isEqualTo(kept);
    next.rotation(unused -> {}).resume(line -> {});

    assertThat(next.openAll()).isEqualTo(kept);
    assertThat(next.openAllOwed()).isEqualTo(Map.of(1L, "link"));
    assertThat(next.idsOf(KeyFamily.STORE, KeyState.PENDING)).isEmpty();
    assertThat(next.idsOf(KeyFamily.STORE, KeyState.RETIRED)).isEmpty();
    assertThat(next.idsOf(KeyFamily.STORE, KeyState.ACTIVE)).hasSize(1);
    // A row that was listed and never had a key is forgotten; everything later is carried through.
    assertThat(next.idsOf(KeyFamily.STORE, KeyState.DESTROYED))
        .isEqualTo(step == RotationStep.LISTED ? List.of() : former);
    assertThat(next.keys.file().ids()).isEqualTo(next.keys.ring().ids()).hasSize(2);
  }

  /** The same with a process of its own, which ends as by kill -9: no lock is released by hand, no file closed. */
  @ParameterizedTest
  @EnumSource(names = {"IN_FILE", "BATCH", "DESTROYED"})
  void afterAKillTheNextStartFinishesAndNothingIsLost(RotationStep step) throws Exception {
    var kept = fill(start(), 450);
    database.shutDown();

    var classes = System.getProperty("java.class.path");
    var killed = new ProcessBuilder(OtherJvm.command("-cp", classes, Killed.class.getName(), temp.toString(), step.name())).inheritIO();
    assertThat(killed.start().waitFor()).isEqualTo(Killed.STATUS);

    database = open(temp);
    var next = start();
    assertThat(next.openAll()).isEqualTo(kept);
    next.rotation(unused -> {}).resume(line -> {});
    assertThat(next.openAll()).isEqualTo(kept);
    assertThat(next.idsOf(KeyFamily.STORE, KeyState.DESTROYED)).hasSize(1);
    assertThat(next.keys.file().ids()).isEqualTo(next.keys.ring().ids()).hasSize(2);
  }

  /** Of two gateways that run on, one dies between the two steps of destroying: the bytes may not wait for a start. */
  @Test
  void whatADeadGatewayLeftOfADestroyedKeyAnotherRemovesWithoutAStart() {
    var other = start();
    var dying = start();
    var kept = fill(dying, 3);
    var former = dying.keys.active(KeyFamily.STORE).id();
    assertThatThrownBy(() -> dying.rotation(new CrashAfter(RotationStep.DESTROYED)).rotate(EnumSet.of(KeyFamily.STORE), line -> {}))
        .hasRootCauseInstanceOf(Crash.class);
    assertThat(other.keys.file().ids()).contains(former);
    var lines = new ArrayList<String>();

    other.rotation(step -> {}).resume(lines::add);

    assertThat(other.keys.file().ids()).doesNotContain(former).hasSize(2);
    assertThat(lines).anyMatch(line -> line.contains(former));
    assertThat(epochInFile(other)).isEqualTo(database.ledger().epoch().orElseThrow());
    assertThat(other.openAll()).isEqualTo(kept);
  }

  @Test
  void aDestroyedKeyThatCouldNotBeRemovedIsRemovedWhenTheDiskLetsUs() throws IOException {
    var gateway = start();
    var former = gateway.keys.active(KeyFamily.STORE).id();
    var inTheWay = folder.resolve("keyring.bcfks.new");
    assertThatThrownBy(() -> gateway.rotation(step -> {
      if (step == RotationStep.DESTROYED) {
        makeFolder(inTheWay);
      }
    }).rotate(EnumSet.of(KeyFamily.STORE), line -> {})).hasMessageContaining("see to the folder and the space on its disk");
    var rotation = gateway.rotation(step -> {});
    assertThatThrownBy(() -> rotation.resume(line -> {})).hasMessageContaining("space on its disk");
    assertThat(gateway.keys.file().ids()).contains(former);

    Files.delete(inTheWay);
    rotation.resume(line -> {});

    assertThat(gateway.keys.file().ids()).doesNotContain(former).hasSize(2);
  }

  /** The number that such a crash gave the database alone is not the one that a backup gets. */
  @ParameterizedTest
  @EnumSource(names = {"LISTED", "DESTROYED"})
  void aBackupAfterACrashDoesNotStartUnseenToo(RotationStep step) {
    var gateway = start();
    fill(gateway, 3);
    assertThatThrownBy(() -> gateway.rotation(new CrashAfter(step)).rotate(EnumSet.of(KeyFamily.STORE), line -> {}))
        .hasRootCauseInstanceOf(Crash.class);
    var copied = new AtomicReference<Epoch>();

    new KeyringBackup(gateway.keys)
        .write(temp.resolve("backup"), () -> copied.set(database.ledger().epoch().orElseThrow()));

    var copy = new KeyringFile(temp.resolve("backup"), Gateway.configuration(folder).password()::reveal, Gateway.ROUNDS);
    assertThat(copied.get().isBehind(copy.epoch(copied.get().database()))).as("the pair is refused").isTrue();
    assertThat(copied.get().isBehind(epochInFile(gateway))).as("the database alone is refused").isTrue();
    assertThat(epochInFile(gateway)).as("and this gateway is not").isEqualTo(database.ledger().epoch().orElseThrow());
  }

  private Epoch epochInFile(Gateway gateway) {
    return gateway.keys.file().epoch(database.ledger().epoch().orElseThrow().database());
  }

  private static void makeFolder(Path path) {
    try {
      Files.createDirectory(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Rotates, and is gone after a step. */
  static final class Killed {
    static final int STATUS = 99;

    private Killed() {}

    public static void main(String[] arguments) {
      var temp = Path.of(arguments[0]);
      var step = RotationStep.valueOf(arguments[1]);
      Gateway.start(TestDatabase.h2(temp.resolve("database")), temp.resolve("keys")).rotation(done -> {
        if (done == step) {
          Runtime.getRuntime().halt(STATUS);
        }
      }).rotate(EnumSet.of(KeyFamily.STORE), line -> {});
    }
  }
}
