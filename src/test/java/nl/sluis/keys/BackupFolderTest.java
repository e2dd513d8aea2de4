package nl.sluis.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import nl.sluis.files.FileException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a backup may be written, and what it may overwrite. */
class BackupFolderTest {
  @TempDir Path temp;

  @BeforeEach
  void resolve() throws IOException {
    temp = temp.toRealPath();
  }

  @Test
  void foldersThatAreMadeAreTheirOwnersOnly() throws IOException {
    var made = BackupFolder.make(temp.resolve("a").resolve("b"));
    assertThat(made).isEqualTo(temp.resolve("a").resolve("b")).isDirectory();
    for (var folder : List.of(made, made.getParent())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))).isEqualTo("rwx------");
    }
    assertThat(BackupFolder.make(made)).as("one that is there").isEqualTo(made);
  }

  @Test
  void theOperatorsFolderMayBeReachedOverALinkAndWhatLiesInItMayNot() throws IOException {
    var real = Files.createDirectories(temp.resolve("real"));
    var link = Files.createSymbolicLink(temp.resolve("link"), real);
    assertThat(BackupFolder.make(link.resolve("keys"))).isEqualTo(real.resolve("keys"));

    Files.createSymbolicLink(real.resolve("elsewhere"), temp);
    Files.createSymbolicLink(real.resolve("nowhere"), temp.resolve("is not there"));
    Files.writeString(real.resolve("file"), "x");
    for (var name : List.of("elsewhere", "nowhere", "file")) {
      assertThatThrownBy(() -> BackupFolder.make(real.resolve(name))).as(name).isInstanceOf(KeyringException.class)
          .hasMessageContaining("is a link or no folder");
    }
  }

  @Test
  void whereTheWorldMayWriteNothingIsMade() throws IOException {
    var open = Files.createDirectories(temp.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(() -> BackupFolder.make(open.resolve("keys"))).isInstanceOf(FileException.class);
    assertThat(open.resolve("keys")).doesNotExist();
    assertThatThrownBy(() -> BackupFolder.make(open)).isInstanceOf(FileException.class);
  }

  @Test
  void whatCannotBeMadeIsToldOf() throws IOException {
    var file = Files.writeString(temp.resolve("file"), "x");
    assertThatThrownBy(() -> BackupFolder.make(file.resolve("below").resolve("keys"))).isInstanceOf(KeyringException.class)
        .hasMessageContaining("cannot be made");
  }

  @Test
  void anUnfinishedFolderLosesOurOwnFileAndNothingElse() throws IOException {
    var unfinished = temp.resolve("unfinished");
    assertThat(BackupFolder.fresh(unfinished, "copy")).isEqualTo(unfinished).isEmptyDirectory();
    Files.writeString(unfinished.resolve("copy"), "half");
    assertThat(BackupFolder.fresh(unfinished, "copy")).isEmptyDirectory();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(unfinished))).isEqualTo("rwx------");

    Files.writeString(unfinished.resolve("notes"), "somebody's");
    assertThatThrownBy(() -> BackupFolder.fresh(unfinished, "copy")).isInstanceOf(DirectoryNotEmptyException.class);
    assertThat(unfinished.resolve("notes")).hasContent("somebody's");

    var others = Files.createDirectories(temp.resolve("others"));
    Files.writeString(others.resolve("copy"), "x");
    Files.createSymbolicLink(temp.resolve("link"), others);
    assertThat(BackupFolder.fresh(temp.resolve("link"), "copy")).isEmptyDirectory();
    assertThat(others.resolve("copy")).as("what a link leads to").hasContent("x");
  }

  @Test
  void onlyAFileIsReplaced() throws IOException {
    BackupFolder.refuseOtherThanFile(temp.resolve("nothing"));
    BackupFolder.refuseOtherThanFile(Files.writeString(temp.resolve("file"), "x"));
    var link = Files.createSymbolicLink(temp.resolve("link"), temp.resolve("file"));
    var nowhere = Files.createSymbolicLink(temp.resolve("nowhere"), temp.resolve("is not there"));
    for (var path : List.of(temp, link, nowhere)) {
      assertThatThrownBy(() -> BackupFolder.refuseOtherThanFile(path)).isInstanceOf(KeyringException.class).hasMessageContaining("no file");
      assertThatThrownBy(() -> BackupFolder.refuseOtherThanKeyring(path)).isInstanceOf(KeyringException.class)
          .hasMessageContaining("no file");
    }
  }

  @Test
  void aKeyringIsReplacedThoughItsWritingBrokeOff() throws IOException {
    new KeyringFile(temp, Gateway.configuration(temp).password()::reveal, Gateway.ROUNDS)
        .add(SealingKey.draw(KeyFamily.STORE, new SecureRandom()), new Epoch("a-database", 1));
    var keyring = Files.readAllBytes(temp.resolve(KeyringFile.NAME));
    assertReplaced(keyring);
    assertReplaced(Arrays.copyOf(keyring, keyring.length / 2));
    assertReplaced(new byte[0]);
    assertRefused(Arrays.copyOf(keyring, keyring.length + 1));
  }

  @Test
  void whatIsNoKeyringIsRefused() throws IOException {
    assertRefused("somebody's notes".getBytes(StandardCharsets.US_ASCII));
    assertRefused(new byte[] {'0'});
    assertRefused(bytes(0x30, 0x82, 0x01, 0x00, 0));
    assertReplaced(bytes(0x30, 0x82, 0x01, 0x00, 0, 0));
    assertReplaced(bytes(0x30, 0x81, 0x03, 0, 0, 0));
    assertRefused(bytes(0x30, 0x81, 0x02, 0, 0, 0));
    assertRefused(bytes(0x31, 0x82, 0x01, 0x00, 0, 0));
    assertRefused(bytes(0x30, 0x02, 0x01, 0x00, 0, 0));
    assertRefused(bytes(0x30, 0x80, 0x01, 0x00, 0, 0));
    assertReplaced(bytes(0x30, 0x84, 0x7F, 0, 0, 0));
    assertRefused(bytes(0x30, 0x85, 0x7F, 0, 0, 0));
  }

  private void assertReplaced(byte[] content) throws IOException {
    var file = Files.write(temp.resolve("copy"), content);
    assertThatCode(() -> BackupFolder.refuseOtherThanKeyring(file)).doesNotThrowAnyException();
  }

  private void assertRefused(byte[] content) throws IOException {
    var file = Files.write(temp.resolve("copy"), content);
    assertThatThrownBy(() -> BackupFolder.refuseOtherThanKeyring(file)).isInstanceOf(KeyringException.class)
        .hasMessageContaining("is no keyring");
  }

  private static byte[] bytes(int... values) {
    var bytes = new byte[values.length];
    for (var i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
