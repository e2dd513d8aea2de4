package nl.sluis.keys;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.bc.EncryptedSecretKeyData;
import org.bouncycastle.asn1.bc.SecretKeyData;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.PBEParametersGenerator;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * A key as an entry of a BCFKS store. Bouncy Castle opens it, and would seal it too, but always by 51,200 rounds. So it is
 * sealed here, in the same structure: AES-256-CCM under a key that PBKDF2 with HMAC-SHA-512 makes of the password.
 */
final class BcfksEntry {
  /** Bouncy Castle's, so that no two uses of one password share a key. */
  private static final char[] PURPOSE = "SECRET_KEY_ENCRYPTION".toCharArray();
  private static final int KEY_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private BcfksEntry() {}

  /** @param key of AES, 32 bytes */
  static byte[] seal(byte[] key, char[] password, int rounds) throws GeneralSecurityException, IOException {
    var salt = new byte[Bcfks.SALT_BYTES];
    RANDOM.nextBytes(salt);
    var sealing = derive(password, salt, rounds);
    var plain = new SecretKeyData(NISTObjectIdentifiers.aes, key).getEncoded();
    try {
      var cipher = Cipher.getInstance("AES/CCM/NoPadding", Bcfks.BOUNCY_CASTLE);
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(sealing, "AES"), RANDOM);
      var sealed = cipher.doFinal(plain);
      var scheme = new EncryptionScheme(NISTObjectIdentifiers.id_aes256_CCM,
          ASN1Primitive.fromByteArray(cipher.getParameters().getEncoded()));
      var how = new PBES2Parameters(function(salt, rounds), scheme);
      return new EncryptedSecretKeyData(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, how), sealed).getEncoded();
    } finally {
      Arrays.fill(sealing, (byte) 0);
      Arrays.fill(plain, (byte) 0);
    }
  }

  private static KeyDerivationFunc function(byte[] salt, int rounds) {
    var hash = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA512, DERNull.INSTANCE);
    return new KeyDerivationFunc(PKCSObjectIdentifiers.id_PBKDF2, new PBKDF2Params(salt, rounds, KEY_BYTES, hash));
  }

  private static byte[] derive(char[] password, byte[] salt, int rounds) {
    var given = PBEParametersGenerator.PKCS12PasswordToBytes(password);
    var purpose = PBEParametersGenerator.PKCS12PasswordToBytes(PURPOSE);
    var both = Arrays.copyOf(given, given.length + purpose.length);
    System.arraycopy(purpose, 0, both, given.length, purpose.length);
    try {
      var generator = new PKCS5S2ParametersGenerator(new SHA512Digest());
      generator.init(both, salt, rounds);
      return ((KeyParameter) generator.generateDerivedParameters(KEY_BYTES * Byte.SIZE)).getKey();
    } finally {
      Arrays.fill(given, (byte) 0);
      Arrays.fill(both, (byte) 0);
    }
  }
}
