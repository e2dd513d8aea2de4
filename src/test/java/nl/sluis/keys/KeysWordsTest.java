package nl.sluis.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropwizard.util.Duration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import nl.sluis.secret.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of settings, of clocks and of what does not belong together, before a key is used. */
class KeysWordsTest {
  private static final Path KEYRING = Path.of("keyring.bcfks");
  private static final String STRONG = "4kQ9xZ2vB7nM1pL8sT6wR3yU5aD0fG_h-JcXeVbNiOq";

  @Test
  void withoutSettingsTheSafeOnesHold() {
    var configuration = new KeysConfiguration(" ", null, " ", null, null);
    assertThat(configuration.folder()).isEqualTo("keys");
    assertThat(configuration.passwordFile()).isEqualTo("secrets/keyring-password");
    assertThat(configuration.rotateEvery()).isEqualTo(Duration.days(1));
    assertThat(configuration.token().isConfigured()).isFalse();
    var given = new KeysConfiguration("f", Secret.of(STRONG), "p", null, Duration.hours(2));
    assertThat(given.folder()).isEqualTo("f");
    assertThat(given.passwordFile()).isEqualTo("p");
    assertThat(given.faults()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"3599, false", "3600, true", "31622400, true", "31622401, false"})
  void aStoreKeyLivesForAnHourToAYear(long seconds, boolean fine) {
    var faults = new KeysConfiguration(null, Secret.of(STRONG), null, null, Duration.seconds(seconds)).faults();
    if (fine) {
      assertThat(faults).isEmpty();
    } else {
      assertThat(faults).containsExactly("keys.rotateEvery must be between 1 hour and 366 days");
    }
  }

  @Test
  void aWeakPasswordIsAFaultWhereverItStands(@TempDir Path temp) throws IOException {
    assertThat(new KeysConfiguration(null, Secret.of("short"), null, null, null).faults()).singleElement().asString()
        .startsWith("keys.password (SLUIS_KEYS_PASSWORD)").contains("change-keyring-password");
    var file = Files.writeString(temp.resolve("password"), "short\n");
    assertThat(new KeysConfiguration(null, null, file.toString(), null, null).faults()).singleElement().asString()
        .startsWith(file + " (keys.passwordFile)");
    Files.writeString(file, STRONG);
    assertThat(new KeysConfiguration(null, null, file.toString(), null, null).faults()).isEmpty();
    assertThat(new KeysConfiguration(null, null, temp.resolve("none").toString(), null, null).faults()).as("it is drawn").isEmpty();
  }

  @Test
  void aTokenOpensAloneAndByAnAbsolutePath(@TempDir Path temp) throws IOException {
    var token = new TokenConfiguration(" /usr/lib/module.so ", 1L, " ", null, " ");
    assertThat(token.library()).isEqualTo("/usr/lib/module.so");
    assertThat(token.key()).isEqualTo("sluis-keyring");
    assertThat(token.pinFile()).isEqualTo("secrets/token-pin");
    assertThat(token.pin().isPresent()).isFalse();
    assertThat(new TokenConfiguration(" ", null, " k ", Secret.of("1"), " p ")).satisfies(blank -> {
      assertThat(blank.isConfigured()).isFalse();
      assertThat(blank.key()).isEqualTo("k");
      assertThat(blank.pinFile()).isEqualTo("p");
      assertThat(blank.pin().isPresent()).isTrue();
    });
    assertThat(new KeysConfiguration(null, null, Files.writeString(temp.resolve("weak"), "weak").toString(), token, null).faults())
        .as("the password is not looked at").isEmpty();
    assertThat(new KeysConfiguration(null, Secret.of("x"), null, token, null).faults()).singleElement().asString().contains("both set");
    for (var library : List.of("module.so", "/usr/$lib/module.so", "/usr/lib\nname = x")) {
      assertThat(new KeysConfiguration(null, null, null, new TokenConfiguration(library, null, null, null, null), null).faults())
          .as(library).containsExactly("keys.token.library must be the absolute path of a PKCS#11 module, without variables in it");
    }
    assertThatThrownBy(() -> KeyringPasswordChange.toToken(new KeysConfiguration(temp.toString(), Secret.of("x"), null, null, null),
        new SecureRandom())).isInstanceOf(KeyringException.class).hasMessageContaining("there is no password to change");
  }

  @Test
  void aModuleThatIsNotThereIsNamed() {
    var token = new TokenConfiguration("/nowhere/module.so", null, null, Secret.of("1234"), null);
    assertThatThrownBy(() -> TokenPassword.readOrDraw(token)).isInstanceOf(KeyringException.class)
        .hasMessage("/nowhere/module.so (keys.token.library) is not there");
    assertThatThrownBy(() -> TokenPassword.readOrDraw(TokenConfiguration.none())).isInstanceOf(KeyringException.class)
        .hasMessageContaining("keys.token.library is not set");
  }

  @Test
  void databaseAndKeyringBelongTogetherIfOneStepAtMostIsBetweenThem() {
    var database = new Epoch("d", 7);
    assertThat(KeyringConsistency.mismatch(KEYRING, true, database, database.at(7), List.of())).isEmpty();
    assertThat(KeyringConsistency.mismatch(KEYRING, true, database, database.at(6), List.of())).as("a crash between").isEmpty();
    assertThat(KeyringConsistency.mismatch(KEYRING, true, database, database.at(5), List.of())).hasValueSatisfying(
        words -> assertThat(words).contains("The keyring keyring.bcfks is older than the database (epoch 5, the database's is 7)"));
    assertThat(KeyringConsistency.mismatch(KEYRING, true, database, database.at(8), List.of("a"))).hasValueSatisfying(
        words -> assertThat(words).contains("The database is older than the keyring keyring.bcfks (epoch 7, the keyring's is 8)"));
    assertThat(KeyringConsistency.mismatch(KEYRING, true, database, database.at(7), List.of("a", "b")))
        .hasValueSatisfying(words -> assertThat(words).contains("keys that keyring.bcfks does not hold: a, b."));
    assertThat(KeyringConsistency.mismatch(KEYRING, false, database, database.at(0), List.of("a", "b")))
        .hasValueSatisfying(words -> assertThat(words).contains("keyring.bcfks is not there").contains("a, b"));
  }

  @Test
  void aKeyFromTheFutureIsNamedWithItsSeconds() {
    var good = new ActiveKey("good", KeyFamily.OUTBOX, java.time.Duration.ZERO, false);
    var ahead = new ActiveKey("ahead", KeyFamily.STORE, java.time.Duration.ofSeconds(-90), false);
    var barely = new ActiveKey("barely", KeyFamily.OUTBOX, java.time.Duration.ofMillis(-1), false);
    assertThat(ActiveKey.ahead(List.of(good))).isEmpty();
    assertThat(ActiveKey.ahead(List.of(ahead, good, barely))).hasValueSatisfying(words -> assertThat(words).startsWith(
        "The database's clock was set back: outbox key barely was made 1 s later than it is now, store key ahead was made 90 s later"));
  }

  @ParameterizedTest
  @CsvSource({"59, false, false", "60, false, true", "61, false, true", "0, true, true", "-1, false, true"})
  void aKeyIsDueWhenItsTimeIsOverOrItIsCompromisedOrFromTheFuture(long seconds, boolean compromised, boolean due) {
    assertThat(new ActiveKey("k", KeyFamily.STORE, java.time.Duration.ofSeconds(seconds), compromised)
        .isDue(java.time.Duration.ofSeconds(60))).isEqualTo(due);
  }

  @Test
  void aTableWithoutPlainNamesIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new SealedTable(KeyFamily.STORE, "a", "id", List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new SealedTable(KeyFamily.STORE, "a; DROP", "id", List.of("b")));
    assertThatIllegalArgumentException().isThrownBy(() -> new SealedTable(KeyFamily.STORE, "a", "id", List.of("B")));
    assertThat(new SealedTable(KeyFamily.STORE, "a", "id", List.of("b")).place("b")).isEqualTo("a.b");
  }

  @Test
  void aKeyThatWasClosedYieldsNothingAndIsNamed() {
    var key = SealingKey.draw(KeyFamily.STORE, new SecureRandom());
    var revealed = key.reveal();
    assertThat(SealingKey.of(key.id(), KeyFamily.STORE, revealed).reveal()).isEqualTo(revealed).isNotSameAs(revealed);
    assertThat(key).hasToString("store key " + key.id());
    assertThat(key.id()).matches("[A-Za-z0-9_-]{22}");
    assertThat(SealingKey.draw(KeyFamily.STORE, new SecureRandom()).reveal()).as("each is drawn").isNotEqualTo(revealed);
    key.close();
    assertThatIllegalStateException().isThrownBy(key::reveal).withMessage("key " + key.id() + " was wiped");
    assertThatIllegalArgumentException().isThrownBy(() -> SealingKey.of("x", KeyFamily.STORE, new byte[31]));
  }

  @Test
  void aPassphraseIsWipedWithTheBytesItCameFrom() {
    var bytes = "pässword".getBytes(StandardCharsets.UTF_8);
    var passphrase = new Passphrase(bytes);
    var characters = passphrase.characters();
    assertThat(new String(characters)).isEqualTo("pässword");
    passphrase.close();
    assertThat(characters).containsOnly('\0');
    assertThat(bytes).containsOnly(0);
  }
}
