package nl.sluis.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nl.sluis.files.FileException;
import nl.sluis.files.FileLocked;
import org.junit.jupiter.api.Test;

/** A copy of the keyring that fits a copy of the database, and neither starts unseen. */
class KeyringBackupTest extends GatewayTest {
  @Test
  void theCopyFitsTheDatabaseAndNeitherOldOneStarts() throws IOException {
    var gateway = start();
    var before = database.ledger().epoch().orElseThrow();
    var copiedAt = new ArrayList<Epoch>();

    var copy = new KeyringBackup(gateway.keys).write(temp.resolve("backup"), () -> copiedAt.add(database.ledger().epoch().orElseThrow()));

    assertThat(copiedAt).as("the database is copied first").containsExactly(before);
    var after = database.ledger().epoch().orElseThrow();
    assertThat(after.number()).isGreaterThan(before.number());
    assertThat(copy).isEqualTo(temp.toRealPath().resolve("backup").resolve(KeyringFile.NAME)).hasSameBinaryContentAs(
        folder.resolve(KeyringFile.NAME));
    assertThat(keyring(temp.resolve("backup")).ids()).isEqualTo(gateway.keys.ring().ids());
    assertThat(keyring(temp.resolve("backup")).epoch(after.database())).isEqualTo(after);

    database.ledger().set(before);
    assertThatThrownBy(this::start).as("the database put back").isInstanceOf(FileException.class).hasMessageContaining("reconcile");
  }

  @Test
  void anotherBackupReplacesTheFormer() {
    var gateway = start();
    var backup = new KeyringBackup(gateway.keys);
    backup.write(temp.resolve("backup"), () -> {});
    gateway.rotate(Gateway.BOTH);
    backup.write(temp.resolve("backup"), () -> {});
    assertThat(keyring(temp.resolve("backup")).ids()).isEqualTo(gateway.keys.ring().ids());
  }

  @Test
  void theKeysFolderItselfIsNoPlaceForIt() throws IOException {
    var backup = new KeyringBackup(start().keys);
    var link = Files.createSymbolicLink(temp.resolve("link"), folder);
    for (var path : List.of(folder, folder.resolve("below"), temp.resolve("other").resolve("..").resolve("keys"), link.resolve("below"))) {
      assertThatThrownBy(() -> backup.write(path, () -> {
        throw new AssertionError("nothing is copied");
      })).as(path.toString()).isInstanceOf(KeyringException.class).hasMessageContaining("is the keys folder itself");
    }
  }

  @Test
  void whatIsNoKeyringIsNotOverwritten() throws IOException {
    var backup = new KeyringBackup(start().keys);
    for (var name : List.of(KeyringFile.NAME, KeyringFile.NAME + ".new")) {
      var place = Files.createDirectories(temp.resolve("backup of " + name));
      var file = Files.writeString(place.resolve(name), "somebody's notes");
      assertThatThrownBy(() -> backup.write(place, () -> {})).hasMessageContainingAll(file.toRealPath().toString(), "is no keyring");
      assertThat(file).hasContent("somebody's notes");
    }
  }

  @Test
  void whileItIsMadeNobodyRotates() {
    var gateway = start();
    new KeyringBackup(gateway.keys).write(temp.resolve("backup"),
        () -> assertThat(FileLocked.attemptExclusive(gateway.keys.rotationLock())).isEmpty());
    var free = FileLocked.attemptExclusive(gateway.keys.rotationLock()).orElseThrow();
    free.close();
  }

  @Test
  void aFailedCopyOfTheDatabaseLeavesAllAsItWas() {
    var gateway = start();
    var before = database.ledger().epoch();
    assertThatThrownBy(() -> new KeyringBackup(gateway.keys).write(temp.resolve("backup"), () -> {
      throw new IllegalStateException("the disk is full");
    })).hasMessage("the disk is full");
    assertThat(database.ledger().epoch()).isEqualTo(before);
    assertThat(temp.resolve("backup").resolve(KeyringFile.NAME)).doesNotExist();
    assertThat(gateway.rotate(Gateway.BOTH).activated()).hasSize(2);
  }

  private static KeyringFile keyring(Path folder) {
    return new KeyringFile(folder, Gateway.configuration(folder).password()::reveal, Gateway.ROUNDS);
  }
}
