package nl.sluis.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import nl.sluis.secret.Secret;
import org.bouncycastle.asn1.bc.EncryptedObjectStoreData;
import org.bouncycastle.asn1.bc.ObjectStore;
import org.bouncycastle.asn1.bc.PbkdMacIntegrityCheck;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyringFileTest {
  private static final Epoch EPOCH = new Epoch("a-database", 1);
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir Path folder;
  private Path path;
  private SealingKey store;
  private SealingKey outbox;

  @BeforeEach
  void write() {
    path = folder.resolve(KeyringFile.NAME);
    store = SealingKey.draw(KeyFamily.STORE, RANDOM);
    outbox = SealingKey.draw(KeyFamily.OUTBOX, RANDOM);
    file().add(store, EPOCH);
    file().add(outbox, EPOCH);
  }

  private KeyringFile file() {
    return file("pässword");
  }

  private KeyringFile file(String password) {
    return new KeyringFile(folder, Secret.of(password)::reveal, Gateway.ROUNDS);
  }

  @Test
  void whatIsWrittenIsReadByAnother() {
    var loaded = file().load(Set.of());
    assertThat(loaded).containsOnlyKeys(store.id(), outbox.id());
    assertThat(loaded.get(store.id()).reveal()).isEqualTo(store.reveal());
    assertThat(loaded.get(store.id()).family()).isEqualTo(KeyFamily.STORE);
    assertThat(loaded.get(outbox.id()).reveal()).isEqualTo(outbox.reveal());
    assertThat(loaded.get(outbox.id()).family()).isEqualTo(KeyFamily.OUTBOX);
  }

  @Test
  void aPasswordThatCouldBeGuessedStillOpensItToGetAnother(@TempDir Path secrets) throws IOException {
    var weak = new KeysConfiguration(folder.toString(), Secret.of("pässword"), null, null, null);
    assertThat(weak.faults()).as("a start with it").singleElement().asString().contains("change-keyring-password");
    KeyringPasswordChange.toFile(weak, secrets.resolve("next"), RANDOM);
    assertThat(file(Files.readString(secrets.resolve("next"))).ids()).containsExactlyInAnyOrder(store.id(), outbox.id());
  }

  @Test
  void onlyTheOwnerMayReadWhatIsMade() throws IOException {
    try (var files = Files.list(folder)) {
      assertThat(files)
          .extracting(file -> file.getFileName() + " "
              + PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .containsExactlyInAnyOrder("keyring.bcfks rw-------", "keyring.lock rw-------");
    }
  }

  @Test
  void theFileDoesNotShowTheKeys() throws IOException {
    assertThat(contains(Files.readAllBytes(path), store.reveal())).isFalse();
    assertThat(contains(Files.readAllBytes(path), store.id().getBytes(StandardCharsets.US_ASCII))).isFalse();
  }

  @Test
  void aWrongPasswordIsRefusedInWords() {
    assertThatThrownBy(() -> file("password").ids()).isInstanceOf(KeyringException.class)
        .hasMessageContaining(path.toString()).hasMessageContaining("SLUIS_KEYS_PASSWORD").hasNoCause();
  }

  @Test
  void withAWrongPasswordNothingIsWritten() throws IOException {
    var before = Files.readAllBytes(path);
    var another = SealingKey.draw(KeyFamily.STORE, RANDOM);
    assertThatThrownBy(() -> file("password").add(another, EPOCH)).isInstanceOf(KeyringException.class);
    assertThat(Files.readAllBytes(path)).isEqualTo(before);
  }

  @Test
  void everyChangeToTheFileIsNoticed() throws IOException {
    var good = Files.readAllBytes(path);
    for (int i = 0; i < good.length; i += 7) {
      var changed = good.clone();
      changed[i] ^= 0x10;
      Files.write(path, changed);
      assertThatThrownBy(() -> file().load(Set.of())).as("byte " + i).isInstanceOf(KeyringException.class);
    }
    Files.write(path, Arrays.copyOf(good, good.length / 2));
    assertThatThrownBy(() -> file().load(Set.of())).isInstanceOf(KeyringException.class);
    Files.write(path, new byte[0]);
    assertThatThrownBy(() -> file().load(Set.of())).isInstanceOf(KeyringException.class);
  }

  @Test
  void aChangeIsNoticedByWhoHasReadTheFileBefore() throws IOException {
    var file = file();
    file.check();
    var changed = Files.readAllBytes(path);
    changed[changed.length / 2] ^= 1;
    Files.write(path, changed);
    assertThatThrownBy(file::check).isInstanceOf(KeyringException.class);
    Files.delete(path);
    assertThatThrownBy(file::check).isInstanceOf(KeyringException.class).hasMessageContaining("cannot be read");
  }

  @Test
  void whatAnotherWroteMeanwhileIsNotOverwritten() {
    var mine = file();
    assertThat(mine.ids()).hasSize(2);
    var another = SealingKey.draw(KeyFamily.STORE, RANDOM);
    file().add(another, EPOCH);
    mine.remove(List.of(store.id()), EPOCH);
    assertThat(file().ids()).containsExactlyInAnyOrder(outbox.id(), another.id());
  }

  @Test
  void manyWritersLoseNothing() throws Exception {
    var threads = Executors.newFixedThreadPool(4);
    var added = new ArrayList<Callable<String>>();
    for (int i = 0; i < 12; i++) {
      added.add(() -> {
        var key = SealingKey.draw(KeyFamily.STORE, RANDOM);
        file().add(key, EPOCH);
        return key.id();
      });
    }
    var ids = new ArrayList<>(List.of(store.id(), outbox.id()));
    for (var id : threads.invokeAll(added)) {
      ids.add(id.get());
    }
    threads.shutdown();
    assertThat(file().ids()).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void theFormerContentIsOverwritten() throws IOException {
    var former = Files.createLink(folder.resolve("another-name-of-the-same-blocks"), path);
    var before = Files.readAllBytes(path);

    file().remove(List.of(store.id()), EPOCH);

    assertThat(before).isNotEqualTo(new byte[before.length]);
    assertThat(Files.readAllBytes(former)).isEqualTo(new byte[before.length]);
    assertThat(file().ids()).containsExactly(outbox.id());
  }

  @Test
  void whatACrashLeftBesideIsOverwrittenToo() throws IOException {
    var beside = Files.write(folder.resolve(KeyringFile.NAME + ".new"), new byte[] {1, 2, 3});
    var sameBlocks = Files.createLink(folder.resolve("link"), beside);

    file().remove(List.of(store.id()), EPOCH);

    assertThat(beside).doesNotExist();
    assertThat(Files.readAllBytes(sameBlocks)).isEqualTo(new byte[3]);
    assertThat(file().ids()).containsExactly(outbox.id());
  }

  @Test
  void aFileThatCannotBeWrittenStaysAsItIs() throws IOException {
    var file = file();
    file.check();
    Files.createDirectories(folder.resolve(KeyringFile.NAME + ".new").resolve("in the way"));

    assertThatThrownBy(() -> file.remove(List.of(store.id()), EPOCH))
        .isInstanceOf(KeyringException.class).hasMessageContaining("cannot be written");

    assertThat(file.ids()).as("of the same reader").containsExactlyInAnyOrder(store.id(), outbox.id());
  }

  @Test
  void theNumberIsKeptForEachDatabase() {
    assertThat(file().epoch("a-database").number()).isEqualTo(1);
    assertThat(file().epoch("another").number()).isZero();

    file().set(new Epoch("another", 7));
    file().remove(List.of(store.id()), new Epoch("a-database", 2));

    assertThat(file().epoch("a-database").number()).isEqualTo(2);
    assertThat(file().epoch("another").number()).isEqualTo(7);
    assertThat(file().ids()).containsExactly(outbox.id());
  }

  @Test
  void theDatabasesThatUseItAreKnown(@TempDir Path empty) {
    file().set(new Epoch("another", 7));
    assertThat(file().databases()).containsExactlyInAnyOrder("a-database", "another");
    assertThat(new KeyringFile(empty, Secret.of("pässword")::reveal, Gateway.ROUNDS).databases()).isEmpty();
  }

  @Test
  void whatChangesNothingIsNotWritten() throws IOException {
    var before = Files.readAllBytes(path);
    file().set(EPOCH);
    file().remove(List.of("AAAAAAAAAAAAAAAAAAAAAA"), EPOCH);
    assertThat(Files.readAllBytes(path)).as("each writing draws another salt").isEqualTo(before);
  }

  @Test
  void theFileSaysFewRoundsIfItsPasswordWasDrawn(@TempDir Path another) throws IOException {
    var drawn = new KeyringFile(another, Secret.of(DrawnPasswordTest.DRAWN)::reveal, Bcfks.ROUNDS);
    drawn.add(store, EPOCH);
    assertThat(rounds(another)).isEqualTo(Bcfks.ROUNDS_IF_DRAWN);
    assertThat(drawn.load(Set.of())).containsOnlyKeys(store.id());
  }

  @Test
  void aFileWithMoreRoundsThanItsPasswordNeedsOpensAndGetsFewer(@TempDir Path another) throws IOException {
    var chosen = new KeyringFile(another, Secret.of("pässword")::reveal, Bcfks.ROUNDS);
    chosen.add(store, EPOCH);
    assertThat(rounds(another)).isEqualTo(Bcfks.ROUNDS);
    chosen.reseal(Secret.of(DrawnPasswordTest.DRAWN)::reveal);
    assertThat(rounds(another)).isEqualTo(Bcfks.ROUNDS_IF_DRAWN);
    var drawn = new KeyringFile(another, Secret.of(DrawnPasswordTest.DRAWN)::reveal, Bcfks.ROUNDS);
    assertThat(drawn.ids()).containsExactly(store.id());
    assertThat(drawn.epoch(EPOCH.database())).isEqualTo(EPOCH);
    drawn.reseal(Secret.of("pässword")::reveal);
    assertThat(rounds(another)).isEqualTo(Bcfks.ROUNDS);
    assertThat(chosen.load(Set.of()).get(store.id()).reveal()).isEqualTo(store.reveal());
    assertThat(chosen.epoch(EPOCH.database())).isEqualTo(EPOCH);
  }

  @Test
  void whatBouncyCastleSealedByItselfIsReadAndMovesToAnotherPassword() throws Exception {
    var password = "pässword".toCharArray();
    var former = KeyStore.getInstance("BCFKS", new BouncyCastleProvider());
    former.load(null, null);
    former.setKeyEntry("store." + store.id(), new SecretKeySpec(store.reveal(), "AES"), password, null);
    former.setKeyEntry("epoch.a-database.7", new SecretKeySpec(new byte[1], "AES"), password, null);
    try (var out = Files.newOutputStream(path)) {
      former.store(out, password);
    }
    assertThat(file().epoch("a-database").number()).isEqualTo(7);
    assertThat(file().load(Set.of()).get(store.id()).reveal()).isEqualTo(store.reveal());
    file().reseal(Secret.of(DrawnPasswordTest.DRAWN)::reveal);
    assertThat(file(DrawnPasswordTest.DRAWN).epoch("a-database").number()).isEqualTo(7);
    assertThat(file(DrawnPasswordTest.DRAWN).load(Set.of()).get(store.id()).reveal()).isEqualTo(store.reveal());
  }

  private static int rounds(Path folder) throws IOException {
    var sealed = ObjectStore.getInstance(Files.readAllBytes(folder.resolve(KeyringFile.NAME)));
    var check = PbkdMacIntegrityCheck.getInstance(sealed.getIntegrityCheck().getIntegrityCheck());
    var content = EncryptedObjectStoreData.getInstance(sealed.getStoreData());
    var sealing = PBES2Parameters.getInstance(content.getEncryptionAlgorithm().getParameters()).getKeyDerivationFunc();
    var counts = Stream.of(check.getPbkdAlgorithm(), sealing)
        .map(function -> PBKDF2Params.getInstance(function.getParameters()).getIterationCount().intValueExact()).distinct().toList();
    assertThat(counts).as("of the seal over the content, and of the check of it").hasSize(1);
    return counts.get(0);
  }

  private static boolean contains(byte[] whole, byte[] part) {
    return new String(whole, StandardCharsets.ISO_8859_1)
        .contains(new String(part, StandardCharsets.ISO_8859_1));
  }
}
