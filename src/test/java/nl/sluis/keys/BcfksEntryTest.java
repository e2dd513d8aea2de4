package nl.sluis.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.Key;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.UnrecoverableKeyException;
import org.bouncycastle.asn1.bc.EncryptedSecretKeyData;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;

/** What we seal is opened by Bouncy Castle, which knows nothing of us. */
class BcfksEntryTest {
  private static final char[] CHOSEN = "pässword".toCharArray();
  private static final char[] DRAWN = DrawnPasswordTest.DRAWN.toCharArray();
  private final byte[] key = new SecureRandom().generateSeed(32);

  @Test
  void bouncyCastleOpensItWithItsPasswordOnly() throws Exception {
    for (var password : new char[][] {CHOSEN, DRAWN}) {
      var entry = new Bcfks(Gateway.ROUNDS).entry(key, password);
      var opened = opens(entry, password);
      assertThat(opened.getEncoded()).isEqualTo(key);
      assertThat(opened.getAlgorithm()).isEqualTo("AES");
      assertThatThrownBy(() -> opens(entry, "another".toCharArray())).isInstanceOf(UnrecoverableKeyException.class);
    }
  }

  @Test
  void itIsSealedAsSlowlyAsThePasswordNeeds() throws Exception {
    assertThat(rounds(new Bcfks(Bcfks.ROUNDS).entry(key, CHOSEN))).isEqualTo(51_200);
    assertThat(rounds(new Bcfks(Bcfks.ROUNDS).entry(key, DRAWN))).isEqualTo(1_000);
  }

  @Test
  void itHasTheParametersOfBouncyCastlesOwn() throws Exception {
    var parameters = parameters(new Bcfks(Bcfks.ROUNDS).entry(key, CHOSEN));
    assertThat(parameters.getEncryptionScheme().getAlgorithm().getId()).as("AES-256-CCM").isEqualTo("2.16.840.1.101.3.4.1.47");
    var derivation = PBKDF2Params.getInstance(parameters.getKeyDerivationFunc().getParameters());
    assertThat(derivation.getPrf().getAlgorithm().getId()).as("HMAC-SHA-512").isEqualTo("1.2.840.113549.2.11");
    assertThat(derivation.getKeyLength()).isEqualTo(32);
    assertThat(derivation.getSalt()).hasSize(64);
  }

  @Test
  void noTwoAreAlike() throws Exception {
    var format = new Bcfks(Gateway.ROUNDS);
    var first = EncryptedSecretKeyData.getInstance(format.entry(key, CHOSEN));
    var second = EncryptedSecretKeyData.getInstance(format.entry(key, CHOSEN));
    assertThat(first.getEncryptedKeyData()).isNotEqualTo(second.getEncryptedKeyData());
    assertThat(salt(first)).isNotEqualTo(salt(second));
  }

  @Test
  void whatWasChangedDoesNotOpen() throws Exception {
    var entry = new Bcfks(Gateway.ROUNDS).entry(key, CHOSEN);
    for (var at = entry.length - 30; at < entry.length; at++) {
      var changed = entry.clone();
      changed[at] ^= 1;
      assertThatThrownBy(() -> opens(changed, CHOSEN)).isInstanceOf(UnrecoverableKeyException.class);
    }
  }

  private static Key opens(byte[] entry, char[] password) throws Exception {
    var store = KeyStore.getInstance("BCFKS", new BouncyCastleProvider());
    store.load(null, null);
    store.setKeyEntry("name", entry, null);
    return store.getKey("name", password);
  }

  private static int rounds(byte[] entry) {
    return PBKDF2Params.getInstance(parameters(entry).getKeyDerivationFunc().getParameters()).getIterationCount().intValueExact();
  }

  private static byte[] salt(EncryptedSecretKeyData sealed) {
    var how = PBES2Parameters.getInstance(sealed.getKeyEncryptionAlgorithm().getParameters());
    return PBKDF2Params.getInstance(how.getKeyDerivationFunc().getParameters()).getSalt();
  }

  private static PBES2Parameters parameters(byte[] entry) {
    return PBES2Parameters.getInstance(EncryptedSecretKeyData.getInstance(entry).getKeyEncryptionAlgorithm().getParameters());
  }
}
