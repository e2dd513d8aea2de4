package nl.sluis.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.sluis.database.Transactions;
import nl.sluis.files.FileException;
import nl.sluis.secret.Secret;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a look at the keyring says before a start: a start would say the same, and the look changes nothing. */
class KeyringLookTest extends GatewayTest {
  private Path keyring() {
    return folder.resolve(KeyringFile.NAME);
  }

  private Path passwordFile() {
    return temp.resolve("secrets").resolve("keyring-password");
  }

  private KeysConfiguration configuration(Secret password) {
    return new KeysConfiguration(folder.toString(), password, passwordFile().toString(), null, null);
  }

  private void starts(Secret password) {
    Keys.start(configuration(password), database.ledger(), new SecureRandom(), Gateway.OPTIONS);
  }

  private String looks(Secret password) {
    return KeyringLook.at(configuration(password), Optional.of(database.transactions()));
  }

  @Test
  void beforeTheFirstStartNothingIsThereAndNothingIsMade() {
    for (var tables : List.of(Optional.of(database.transactions()), Optional.<Transactions>empty())) {
      assertThat(KeyringLook.at(configuration(Secret.none()), tables)).contains(keyring().toString(), "the first start makes it");
    }
    assertThat(folder).doesNotExist();
    assertThat(passwordFile()).doesNotExist();
  }

  @Test
  void keyringThatOpensIsCountedAndStaysAsItIs() throws IOException {
    starts(Secret.none());
    var before = Files.readAllBytes(keyring());
    var written = FileTime.from(Instant.parse("2027-01-05T08:30:00Z"));
    for (var path : List.of(keyring(), folder, passwordFile())) {
      chmod(path, path.equals(folder) ? "rwxr-xr-x" : "rw-r--r--");
      Files.setLastModifiedTime(path, written);
    }

    assertThat(looks(Secret.none())).isEqualTo(keyring() + " opens, and has 2 keys");

    assertThat(Files.readAllBytes(keyring())).isEqualTo(before);
    assertThat(Files.getLastModifiedTime(keyring())).isEqualTo(written);
    assertThat(List.of(mode(folder), mode(keyring()), mode(passwordFile())))
        .as("a start would tighten them").containsExactly("rwxr-xr-x", "rw-r--r--", "rw-r--r--");
  }

  @Test
  void whatOthersCouldWriteIsRefused() throws IOException {
    starts(Secret.none());
    for (var path : List.of(folder, keyring(), passwordFile())) {
      var good = mode(path);
      for (var others : List.of("-w----", "----w-")) {
        chmod(path, good.substring(0, 3) + others);
        refuses(() -> looks(Secret.none()), path.toString(), "chmod go-rwx");
      }
      chmod(path, good);
    }
  }

  @Test
  void passwordThatIsNotThereOrEmptyOrWrongIsRefused() throws IOException {
    starts(Secret.none());
    refuses(() -> looks(Secret.of("another password of a test")), keyring().toString(), "password");
    Files.writeString(passwordFile(), "\n");
    refuses(() -> looks(Secret.none()), passwordFile().toString(), "is empty", "SLUIS_KEYS_PASSWORD");
    Files.delete(passwordFile());
    refuses(() -> looks(Secret.none()), passwordFile().toString(), "SLUIS_KEYS_PASSWORD", "keys.token");
    assertThat(passwordFile()).as("a look draws none").doesNotExist();
  }

  @Test
  void configuredPasswordOpensAndItsFileIsNotAskedFor() {
    var password = Secret.of("a password of a test");
    starts(password);
    assertThat(looks(password)).contains("2 keys");
    assertThat(KeyringLook.at(configuration(password), Optional.empty())).as("without a database").contains("2 keys");
  }

  @Test
  void folderThatCannotBeMadeIsRefused() throws IOException {
    folder = Files.writeString(temp.resolve("a file"), "").resolve("keys");
    refuses(() -> looks(Secret.none()), folder.toString(), "mode 0700", "SLUIS_KEYS_FOLDER");
  }

  @Test
  void keyringAndDatabaseThatDoNotBelongTogetherAreRefused() throws IOException {
    var password = Secret.of("a password of a test");
    starts(password);
    var epoch = database.ledger().epoch().orElseThrow();
    var file = new KeyringFile(folder, password::reveal, Gateway.ROUNDS);

    file.set(epoch.next());
    refuses(() -> looks(password), "The database is older than the keyring", "reconcile");
    database.ledger().set(epoch.next().next().next());
    refuses(() -> looks(password), "is older than the database", "reconcile");
    database.ledger().set(epoch.next());
    assertThat(looks(password)).contains("2 keys");

    file.remove(List.of(file.ids().iterator().next()), epoch.next());
    refuses(() -> looks(password), keyring().toString(), "does not hold", "reconcile");
    Files.delete(keyring());
    refuses(() -> looks(password), keyring().toString(), "is not there", "reconcile");
  }

  @Test
  void pendingKeyMayStillWaitForItsBytes() {
    var password = Secret.of("a password of a test");
    starts(password);
    var epoch = database.ledger().epoch().orElseThrow();
    database.ledger().addPending(SealingKey.draw(KeyFamily.STORE, new SecureRandom()), epoch.next());
    assertThat(looks(password)).contains("2 keys");
  }

  private static void refuses(ThrowingCallable look, String... words) {
    assertThatThrownBy(look).isInstanceOf(FileException.class).hasMessageContainingAll(words);
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static void chmod(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }
}
