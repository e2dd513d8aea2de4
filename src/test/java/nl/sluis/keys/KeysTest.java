package nl.sluis.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import nl.sluis.files.FileException;
import nl.sluis.files.FileLocked;
import nl.sluis.files.FileModes;
import nl.sluis.secret.Secret;
import nl.sluis.testing.CapturedLog;
import org.junit.jupiter.api.Test;

/** What a start finds, and what it does about it. */
class KeysTest extends GatewayTest {
  private Path keyring() {
    return folder.resolve(KeyringFile.NAME);
  }

  private Path passwordFile() {
    return temp.resolve("secrets").resolve("keyring-password");
  }

  private Keys start(Secret password) {
    var configuration = new KeysConfiguration(folder.toString(), password, passwordFile().toString(), null, null);
    return Keys.start(configuration, database.ledger(), new SecureRandom(), Gateway.OPTIONS);
  }

  @Test
  void theFirstStartMakesAKeyForEachFamily() {
    var gateway = start();
    assertThat(gateway.list()).extracting(KeyView::family)
        .containsExactlyInAnyOrder(KeyFamily.STORE, KeyFamily.OUTBOX);
    assertThat(gateway.list()).extracting(KeyView::state).containsOnly(KeyState.ACTIVE);
    assertThat(start().keys.ring().ids()).isEqualTo(gateway.keys.ring().ids());
  }

  @Test
  void withoutAPasswordTheFirstStartDrawsOneForItsOwnerOnly() throws IOException {
    var ids = start(Secret.none()).ring().ids();

    assertThat(Files.readString(passwordFile())).matches("[A-Za-z0-9_-]{43}");
    assertThat(mode(passwordFile())).isEqualTo("rw-------");
    assertThat(mode(passwordFile().getParent())).isEqualTo("rwx------");
    assertThat(mode(folder)).isEqualTo("rwx------");
    assertThat(mode(keyring())).isEqualTo("rw-------");
    assertThat(start(Secret.none()).ring().ids()).isEqualTo(ids);
  }

  @Test
  void aGivenPasswordIsNotWrittenAnywhere() {
    start(Secret.of("given"));
    assertThat(passwordFile()).doesNotExist();
  }

  @Test
  void aKeyringWithoutItsPasswordIsRefusedAndNoneIsDrawn() throws IOException {
    start(Secret.none());
    Files.delete(passwordFile());
    refusesToStart(Secret.none(), "SLUIS_KEYS_PASSWORD", passwordFile().toString());
    assertThat(passwordFile()).doesNotExist();
    Files.writeString(passwordFile(), "\n");
    refusesToStart(Secret.none(), "empty", passwordFile().toString());
  }

  @Test
  void aWrongPasswordIsRefusedAndChangesNothing() throws IOException {
    start(Secret.of("right"));
    var before = Files.readAllBytes(keyring());
    refusesToStart(Secret.of("wrong"), keyring().toString(), "password");
    assertThat(Files.readAllBytes(keyring())).isEqualTo(before);
  }

  @Test
  void whatOthersCouldReadIsTightened() throws IOException {
    start(Secret.none());
    chmod(folder, "rwxr-xr-x");
    chmod(keyring(), "rw-r--r--");
    chmod(passwordFile(), "rw-r--r--");

    start(Secret.none());

    assertThat(mode(folder)).isEqualTo("rwx------");
    assertThat(mode(keyring())).isEqualTo("rw-------");
    assertThat(mode(passwordFile())).isEqualTo("rw-------");
  }

  @Test
  void whatOthersCouldWriteIsRefused() throws IOException {
    start(Secret.none());
    for (var path : List.of(folder, keyring(), passwordFile())) {
      var good = mode(path);
      for (var others : List.of("-w----", "----w-")) {
        chmod(path, good.substring(0, 3) + others);
        refusesToStart(Secret.none(), path.toString(), "chmod go-rwx");
        assertThat(mode(path)).as("left as evidence").endsWith(others);
      }
      chmod(path, good);
    }
    start(Secret.none());
  }

  @Test
  void aFolderStillEmptyMayComeFromACloneUnderUmask002() throws IOException {
    Files.createDirectories(folder);
    chmod(folder, "rwxrwxr-x");
    start(Secret.of("x"));
    assertThat(mode(folder)).isEqualTo("rwx------");
  }

  @Test
  void aFolderThatTheWorldMayWriteIsRefusedEvenEmpty() throws IOException {
    Files.createDirectories(folder);
    chmod(folder, "rwxrwxrwx");
    refusesToStart(Secret.of("x"), folder.toString());
  }

  @Test
  void theKeyringOfAnotherDatabaseIsRefusedAndTheMissingKeysNamed() throws IOException {
    var gateway = start();
    gateway.keep("row", "x");
    var former = Files.readAllBytes(keyring());
    gateway.rotate(EnumSet.of(KeyFamily.STORE));
    var current = gateway.keys.active(KeyFamily.STORE).id();

    Files.write(keyring(), former);
    assertThatThrownBy(this::start).isInstanceOf(FileException.class)
        .hasMessageContaining(current).hasMessageContaining("backup")
        .hasMessageNotContaining(gateway.keys.active(KeyFamily.OUTBOX).id());

    Files.delete(keyring());
    assertThatThrownBy(this::start).isInstanceOf(FileException.class)
        .hasMessageContaining(current).hasMessageContaining(gateway.keys.active(KeyFamily.OUTBOX).id());
    assertThat(keyring()).as("made anew it would hide the loss").doesNotExist();
  }

  @Test
  void aKeyThatTheFileShowedFirstIsTakenOnce() {
    var keys = start().keys;
    var known = keys.active(KeyFamily.STORE);
    var again = SealingKey.of(known.id(), KeyFamily.STORE, known.reveal());

    keys.adopt(List.of(again));

    assertThat(keys.active(KeyFamily.STORE)).isSameAs(known);
    assertThat(known.reveal()).hasSize(SealingKey.KEY_BYTES);
    assertThatThrownBy(again::reveal).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aPendingRowWithoutItsKeyIsForgotten() {
    var gateway = start();
    database.ledger().addPending(SealingKey.draw(KeyFamily.STORE, new SecureRandom()), start().keys.ledgerAndFile().nextEpoch());
    assertThat(start().keys.ring().ids()).isEqualTo(gateway.keys.ring().ids());
    assertThat(gateway.idsOf(KeyFamily.STORE, KeyState.PENDING)).isEmpty();
  }

  @Test
  void aPendingKeyOfAFirstStartIsActivated() {
    var key = SealingKey.draw(KeyFamily.STORE, new SecureRandom());
    var epoch = new Epoch("a-database", 1);
    database.ledger().begin(epoch);
    database.ledger().addPending(key, epoch);
    new KeyringFile(createFolder(), Gateway.configuration(folder).password()::reveal, Gateway.ROUNDS).add(key, epoch);

    assertThat(start().keys.active(KeyFamily.STORE).id()).isEqualTo(key.id());
  }

  @Test
  void theKeysOfAnotherDatabaseAreLeftAlone() {
    var foreign = SealingKey.draw(KeyFamily.STORE, new SecureRandom());
    new KeyringFile(createFolder(), Gateway.configuration(folder).password()::reveal, Gateway.ROUNDS).add(foreign,
        new Epoch("another-database", 9));

    var gateway = start();
    gateway.rotate(Gateway.BOTH);

    assertThat(gateway.keys.file().ids()).contains(foreign.id()).hasSize(3);
    assertThat(gateway.keys.ring().ids()).doesNotContain(foreign.id()).hasSize(2);
  }

  @Test
  void aDestroyedKeyThatComesBackWithTheFileIsRemovedAgain() {
    var gateway = start();
    var destroyed = gateway.keys.active(KeyFamily.STORE);
    var copy = SealingKey.of(destroyed.id(), KeyFamily.STORE, destroyed.reveal());
    gateway.rotate(EnumSet.of(KeyFamily.STORE));
    gateway.keys.file().add(copy, database.ledger().epoch().orElseThrow());

    assertThat(start().keys.file().ids()).doesNotContain(copy.id()).hasSize(2);
  }

  @Test
  void gatewaysThatStartTogetherAgree() throws Exception {
    var threads = Executors.newFixedThreadPool(3);
    Callable<Keys> start = () -> start(Secret.none());
    var rings = new ArrayList<Set<String>>();
    for (var keys : threads.invokeAll(List.of(start, start, start))) {
      rings.add(keys.get().ring().ids());
    }
    threads.shutdown();
    assertThat(rings.get(0)).hasSize(2);
    assertThat(rings).containsOnly(rings.get(0));
  }

  @Test
  void whileAnotherGatewayRotatesNothingIsTidied() {
    var rotating = start();
    var pending = SealingKey.draw(KeyFamily.STORE, new SecureRandom());
    database.ledger().addPending(pending, rotating.keys.ledgerAndFile().nextEpoch());
    var lock = FileLocked.attemptExclusive(rotating.keys.rotationLock()).orElseThrow();
    try (lock) {
      assertThat(start().keys.ring().ids()).isEqualTo(rotating.keys.ring().ids());
    }
    assertThat(rotating.idsOf(KeyFamily.STORE, KeyState.PENDING)).containsExactly(pending.id());
  }

  @Test
  void theHealthCheckTellsWhatIsWrong() throws IOException {
    var gateway = start();
    var check = new KeysHealthCheck(gateway.keys);
    assertThat(check.execute().isHealthy()).isTrue();

    database.jdbi().useHandle(handle -> handle.execute("""
        INSERT INTO sealing_key (id, family, state, created_at)
        VALUES ('unknown', 'store', 'retired', CURRENT_TIMESTAMP)
        """));
    assertThat(check.execute().getMessage()).contains("unknown").contains("backup");
    database.jdbi().useHandle(handle -> handle.execute("DELETE FROM sealing_key WHERE id = 'unknown'"));
    assertThat(check.execute().isHealthy()).isTrue();

    Files.delete(keyring());
    assertThat(check.execute().getMessage()).contains(keyring().toString());
  }

  @Test
  void everyChangeOfTheKeyringRaisesTheNumberInDatabaseAndFile() {
    var gateway = start();
    var before = database.ledger().epoch().orElseThrow();
    assertThat(gateway.keys.file().epoch(before.database())).isEqualTo(before);

    gateway.rotate(EnumSet.of(KeyFamily.OUTBOX));

    var after = database.ledger().epoch().orElseThrow();
    assertThat(after).as("one key was added, one removed").isEqualTo(before.at(before.number() + 2));
    assertThat(gateway.keys.file().epoch(before.database())).isEqualTo(after);
  }

  @Test
  void aDatabaseFromBeforeIsRefusedThoughEveryKeyIsThere() {
    var gateway = start();
    var epoch = database.ledger().epoch().orElseThrow();
    gateway.keys.file().set(epoch.next());
    assertThatThrownBy(this::start).isInstanceOf(FileException.class)
        .hasMessageContainingAll("The database is older than the keyring", "put back from a backup", "reconcile");
    assertThatThrownBy(() -> gateway.rotate(Gateway.BOTH)).as("a running gateway would hide it")
        .hasMessageContaining("older than the keyring");
    assertThat(new KeysHealthCheck(gateway.keys).execute().getMessage()).contains("older than the keyring");
  }

  @Test
  void aKeyringFromBeforeIsRefusedThoughEveryKeyIsThere() {
    start();
    database.ledger().set(database.ledger().epoch().orElseThrow().next().next());
    assertThatThrownBy(this::start).isInstanceOf(FileException.class)
        .hasMessageContainingAll("is older than the database", "newest keyring", "reconcile");
  }

  @Test
  void aNumberThatACrashKeptFromTheFileIsMadeUpFor() {
    var gateway = start();
    var epoch = database.ledger().epoch().orElseThrow().next();
    database.ledger().set(epoch);
    start();
    assertThat(gateway.keys.file().epoch(epoch.database())).isEqualTo(epoch);
  }

  @Test
  void theFileFollowsBeforeTheNextNumberIsGiven() {
    var gateway = start();
    var epoch = database.ledger().epoch().orElseThrow().next();
    database.ledger().set(epoch);
    assertThat(gateway.keys.ledgerAndFile().nextEpoch()).isEqualTo(epoch.next());
    assertThat(gateway.keys.file().epoch(epoch.database())).isEqualTo(epoch);
  }

  @Test
  void whatIsLeftOverIsRemovedAndNamed() {
    var gateway = start();
    var destroyed = gateway.keys.active(KeyFamily.STORE);
    var copy = SealingKey.of(destroyed.id(), KeyFamily.STORE, destroyed.reveal());
    gateway.rotate(EnumSet.of(KeyFamily.STORE));
    gateway.keys.file().add(copy, database.ledger().epoch().orElseThrow());
    assertThat(gateway.keys.ledgerAndFile().removeLeftOver()).containsExactly(copy.id());
    assertThat(gateway.keys.ledgerAndFile().removeLeftOver()).isEmpty();
  }

  @Test
  void onlyTheMissingKeysAreNamed() {
    var gateway = start();
    var store = gateway.keys.active(KeyFamily.STORE).id();
    var outbox = gateway.keys.active(KeyFamily.OUTBOX).id();
    var rows = database.ledger().rows();
    gateway.keys.file().remove(List.of(store), database.ledger().epoch().orElseThrow());
    assertThat(gateway.keys.ledgerAndFile().missing(rows)).hasMessageContaining(store).hasMessageNotContaining(outbox);
  }

  @Test
  void aPasswordThatLiesBesideTheKeyringIsWarnedOf() {
    var log = new CapturedLog();
    try (log) {
      start(Secret.none());
      assertThat(log.text()).doesNotContain("has both");
      var beside = new KeysConfiguration(folder.toString(), Secret.none(), folder.resolve("password").toString(), null, null);
      assertThatThrownBy(() -> KeyringPassword.findOrDraw(beside, keyring(), new SecureRandom())).isInstanceOf(KeyringException.class);
      assertThat(log.text()).contains("has both");
    }
  }

  @Test
  void aLostKeyringIsCalledLost() throws IOException {
    start();
    Files.delete(keyring());
    assertThatThrownBy(this::start).isInstanceOf(FileException.class)
        .hasMessageContainingAll("is not there", "If it is lost", "reconcile");
  }

  @Test
  void theListSaysFamilyInLowerCaseAndStateInCapitals() {
    var json = new ObjectMapper().valueToTree(Map.of("family", KeyFamily.OUTBOX, "state", KeyState.ACTIVE));
    assertThat(json.toString()).contains("\"outbox\"").contains("\"ACTIVE\"");
  }

  private Path createFolder() {
    try {
      return Files.createDirectories(folder, FileModes.ownersFolder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void refusesToStart(Secret password, String... words) {
    assertThatThrownBy(() -> start(password)).isInstanceOf(FileException.class).hasMessageContainingAll(words);
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static void chmod(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }
}
