package nl.sluis.keys;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import org.bouncycastle.crypto.util.PBKDF2Config;
import org.bouncycastle.crypto.util.PBKDFConfig;
import org.bouncycastle.jcajce.BCFKSLoadStoreParameter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * The format of the keyring file: Bouncy Castle's BCFKS store, opened by a password.
 *
 * @param rounds of PBKDF2, if the password is a chosen one
 */
record Bcfks(int rounds) {
  /**
   * Rounds of PBKDF2 with HMAC-SHA-512 that stand between a chosen password and the file, and each key in it: what Bouncy
   * Castle takes by itself, said here. They slow down who guesses at it.
   */
  static final int ROUNDS = 51_200;
  /** Nobody guesses at 256 random bits: as few as NIST SP 800-132 allows. */
  static final int ROUNDS_IF_DRAWN = 1_000;
  static final int SALT_BYTES = 64;
  static final BouncyCastleProvider BOUNCY_CASTLE = new BouncyCastleProvider();

  KeyStore empty() throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("BCFKS", BOUNCY_CASTLE);
    store.load(null, null);
    return store;
  }

  /** @throws IOException if the password is another one, or the content was changed: Bouncy Castle does not tell which */
  KeyStore read(byte[] content, char[] password) throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("BCFKS", BOUNCY_CASTLE);
    store.load(new ByteArrayInputStream(content), password);
    return store;
  }

  byte[] write(KeyStore store, char[] password) throws GeneralSecurityException, IOException {
    var content = new ByteArrayOutputStream();
    store.store(new BCFKSLoadStoreParameter.Builder(content, password).withStorePBKDFConfig(slowly(password)).build());
    return content.toByteArray();
  }

  /** @return a key as an entry of the store, for {@link KeyStore#setKeyEntry(String, byte[], java.security.cert.Certificate[])} */
  byte[] entry(byte[] key, char[] password) throws GeneralSecurityException, IOException {
    return BcfksEntry.seal(key, password, rounds(password));
  }

  private PBKDFConfig slowly(char[] password) {
    return new PBKDF2Config.Builder()
        .withPRF(PBKDF2Config.PRF_SHA512).withIterationCount(rounds(password)).withSaltLength(SALT_BYTES).build();
  }

  private int rounds(char[] password) {
    return DrawnPassword.is(password) ? Math.min(rounds, ROUNDS_IF_DRAWN) : rounds;
  }
}
