package nl.sluis.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import javax.crypto.KeyGenerator;
import nl.sluis.files.FileException;
import nl.sluis.secret.Secret;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.SoftHsm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The root in a token, with SoftHSM for the token. */
@Tag("slow")
class TokenPasswordTest extends GatewayTest {
  private static final String KEY = "key-of-the-tests";
  private static final Queue<SoftHsm.Token> TOKENS = new ArrayDeque<>();
  private static final int EACH_TEST_AND_OTHERS = 19;
  private static SoftHsm softHsm;
  private SoftHsm.Token token;

  @BeforeAll
  static void makeTokens() {
    softHsm = SoftHsm.empty();
    for (int i = 0; i < EACH_TEST_AND_OTHERS; i++) {
      TOKENS.add(softHsm.token());
    }
  }

  /** Whoever was logged in once is so for the whole process: so each test has a token that nobody used. */
  @BeforeEach
  void takeToken() {
    token = TOKENS.remove();
  }

  @Test
  void theFirstStartDrawsAKeyThatNeverLeavesTheTokenAndNoPassword() throws Exception {
    var ids = start().keys.ring().ids();

    assertThat(passwordFile()).doesNotExist();
    assertThat(start().keys.ring().ids()).as("of the next start").isEqualTo(ids);
    var key = keyInToken();
    assertThat(key.getEncoded()).isNull();
    assertThat(key.toString()).contains(", sensitive, unextractable");
  }

  @Test
  void theTokenIsKnownToTheKeyringAlone() {
    start();
    assertThat(Security.getProviders()).extracting(Provider::getName).noneMatch(name -> name.startsWith("SunPKCS11-"));
  }

  @Test
  void theSameKeyYieldsTheSamePasswordAndAnotherKeyAnother() {
    var password = TokenPassword.readOrDraw(configuration(token).token()).password();
    assertThat(new String(password, StandardCharsets.US_ASCII)).matches("[A-Za-z0-9_-]{43}");
    assertThat(TokenPassword.readOrDraw(configuration(token).token()).password()).isEqualTo(password);
    assertThat(TokenPassword.readOrDraw(configuration(TOKENS.remove()).token()).password()).isNotEqualTo(password);
  }

  @Test
  void keysRotateAndWhatIsSealedOpens() {
    var gateway = start();
    gateway.keep("row", "text");
    var former = gateway.keys.ring().ids();

    gateway.rotate(Gateway.BOTH);

    assertThat(start().openAll()).isEqualTo(Map.of("row", "text"));
    assertThat(gateway.keys.ring().ids()).doesNotContainAnyElementsOf(former);
  }

  @Test
  void withoutTheTokenFolderAndConfigurationOpenNothing() {
    start();
    refuses(configuration(TOKENS.remove()), "no secret key labelled " + KEY, "is no longer there");
    var withoutToken = new KeysConfiguration(folder.toString(), Secret.none(), passwordFile().toString(), null, null);
    refuses(withoutToken, "its password is not", "keys.token");
    assertThat(passwordFile()).doesNotExist();
    refuses(Gateway.configuration(folder), "does not open", "keys.token");
  }

  @Test
  void aKeyMissingIsNotDrawnAnewForAKeyringThatIsThere() {
    Gateway.start(database, Gateway.configuration(folder));
    refuses(configuration(token), "no secret key labelled " + KEY, "--to-token");
    assertThatThrownBy(this::keyInToken).isInstanceOf(NullPointerException.class);
  }

  @Test
  void theKeyOfAnotherTokenDoesNotOpen() {
    start();
    var other = configuration(TOKENS.remove());
    TokenPassword.readOrDraw(other.token());
    refuses(other, "does not open", "key in the token");
  }

  @Test
  void aWrongPinIsTriedOnceForATokenCounts() {
    var root = new TokenPassword(configuration(token, Secret.of("wrong-pin")).token());
    var refused = catchThrowable(root::password);
    assertThat(refused).isInstanceOf(KeyringException.class).hasMessageContaining("not tried again");
    assertThat(catchThrowable(root::password)).isSameAs(refused);
  }

  @Test
  void withoutTheRightPinNothingStarts() throws IOException {
    start();
    var other = TOKENS.remove();
    refuses(configuration(other, Secret.of("wrong-pin")), "refuses the PIN (CKR_PIN_INCORRECT)", "SLUIS_KEYS_TOKEN_PIN");
    refuses(configuration(other, Secret.none()), "PIN is not there", pinFile().toString());
    Files.createDirectories(pinFile().getParent());
    Files.writeString(pinFile(), "\n");
    refuses(configuration(other, Secret.none()), "empty", "SLUIS_KEYS_TOKEN_PIN");
    Files.writeString(pinFile(), SoftHsm.PIN + "\n");
    Gateway.start(database, configuration(token, Secret.none()));
  }

  @Test
  void aModuleOrSlotThatIsNotThereIsRefused() {
    start();
    refuses(configuration("/nowhere/module.so", token.slot()), "/nowhere/module.so", "keys.token.library", "is not there");
    refuses(configuration("/etc/passwd", token.slot()), "offers no token", "/etc/passwd");
    refuses(configuration(softHsm.library().toString(), 7L), "offers no token in slot 7", "CKR_SLOT_ID_INVALID");
  }

  @Test
  void aKeyThatCouldBeTakenOutIsRefused() throws Exception {
    for (var attributes : new String[] {"CKA_SENSITIVE=false\nCKA_EXTRACTABLE=true", "CKA_SENSITIVE=true\nCKA_EXTRACTABLE=true"}) {
      var other = TOKENS.remove();
      var provider = provider(other, "attributes(generate,CKO_SECRET_KEY,*)={\nCKA_TOKEN=true\nCKA_LABEL=0h" + hex(KEY) + "\n"
          + attributes + "\n}\n");
      load(provider);
      KeyGenerator.getInstance("HmacSHA256", provider).generateKey();
      assertThatThrownBy(() -> TokenPassword.readOrDraw(configuration(other).token())).isInstanceOf(KeyringException.class)
          .hasMessageContainingAll(KEY, "can be taken out");
    }
  }

  @Test
  void aGatewayWhoseTokenIsTakenAwayServesOnAndSaysSo() throws IOException {
    var gateway = start();
    gateway.keep("before", "1");

    Files.move(token.folder(), temp.resolve("pocket"));

    gateway.keep("after", "2");
    assertThat(gateway.openAll()).isEqualTo(Map.of("before", "1", "after", "2"));
    assertThat(new KeysHealthCheck(gateway.keys).execute().getMessage()).contains("token", "no longer there");
    assertThatThrownBy(() -> gateway.rotate(Gateway.BOTH)).hasStackTraceContaining("no longer there");
    assertThat(gateway.openAll()).isEqualTo(Map.of("before", "1", "after", "2"));
  }

  @Test
  void fromPasswordToTokenAndBackNothingIsLost() throws IOException {
    try (var sluis = LocalSluis.started()) {
      var waiting = sluis.postsInterview();
      var holder = sluis.holderOf(waiting);
      var password = sluis.folder.resolve("secrets/keyring-password");
      sluis.stop();
      sluis.settings.set("keys.token.library", softHsm.library().toString()).set("keys.token.slot", String.valueOf(token.slot()))
          .set("keys.token.pin", SoftHsm.PIN);

      sluis.runs("change-keyring-password", "--to-token");
      Files.delete(password);
      sluis.start();
      assertThat(sluis.operates("POST", "/tasks/rotate-keys").status()).isEqualTo(200);
      assertThat(sluis.operates("GET", "/healthcheck").status()).isEqualTo(200);
      sluis.stop();

      sluis.runs("change-keyring-password", "--to", password.toString());
      sluis.settings.set("keys.token.library", "");
      sluis.start();
      assertThat(holder.opens(holder.releases(sluis.codeFor(holder, waiting)))).isEqualTo(waiting.meeting());
    }
  }

  @Override
  Gateway start() {
    return Gateway.start(database, configuration(token));
  }

  private KeysConfiguration configuration(SoftHsm.Token which) {
    return configuration(which, Secret.of(SoftHsm.PIN));
  }

  private KeysConfiguration configuration(SoftHsm.Token which, Secret pin) {
    return configuration(new TokenConfiguration(softHsm.library().toString(), which.slot(), KEY, pin, pinFile().toString()));
  }

  private KeysConfiguration configuration(String library, long slot) {
    return configuration(new TokenConfiguration(library, slot, KEY, Secret.of(SoftHsm.PIN), null));
  }

  private KeysConfiguration configuration(TokenConfiguration configuration) {
    return new KeysConfiguration(folder.toString(), Secret.none(), passwordFile().toString(), configuration, null);
  }

  private void refuses(KeysConfiguration configuration, String... words) {
    assertThatThrownBy(() -> Keys.start(configuration, database.ledger(), new SecureRandom(), Gateway.OPTIONS))
        .isInstanceOf(FileException.class).hasMessageContainingAll(words).hasMessageNotContaining(SoftHsm.PIN);
  }

  private Key keyInToken() throws Exception {
    var key = load(provider(token, "")).getKey(KEY, null);
    return Objects.requireNonNull(key);
  }

  private static KeyStore load(Provider provider) throws Exception {
    var store = KeyStore.getInstance("PKCS11", provider);
    store.load(null, SoftHsm.PIN.toCharArray());
    return store;
  }

  private static Provider provider(SoftHsm.Token which, String more) {
    return Security.getProvider("SunPKCS11")
        .configure("--name=Test\nlibrary=" + softHsm.library() + "\nslot=" + which.slot() + "\n" + more);
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }

  private Path passwordFile() {
    return temp.resolve("secrets").resolve("keyring-password");
  }

  private Path pinFile() {
    return temp.resolve("secrets").resolve("token-pin");
  }
}
