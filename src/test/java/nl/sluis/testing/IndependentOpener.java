package nl.sluis.testing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * The format of docs/envelope.md written a second time, on Bouncy Castle: what a thief or another client would use. None of our own code
 * is in it.
 */
public final class IndependentOpener {
  private IndependentOpener() {}

  public static byte[] access(byte[] linkSecret) {
    return hkdf(linkSecret, "sluis/1 access".getBytes(StandardCharsets.US_ASCII), 32);
  }

  public static byte[] ack(byte[] linkSecret, byte[] share, byte[] id) {
    return Arrays.copyOfRange(keys(linkSecret, share, id), 64, 96);
  }

  /** @return what an envelope that these open bears after its nonce */
  public static byte[] commitment(byte[] linkSecret, byte[] share, byte[] id) {
    return Arrays.copyOfRange(keys(linkSecret, share, id), 32, 64);
  }

  public static byte[] contentKey(byte[] linkSecret, byte[] share, byte[] id) {
    return Arrays.copyOf(keys(linkSecret, share, id), 32);
  }

  /** @return the meeting as JSON; null if it does not open */
  public static String open(byte[] envelope, byte[] linkSecret, byte[] share, byte[] id) {
    var keys = keys(linkSecret, share, id);
    if (envelope.length < 61 || envelope[0] != 1 || !Arrays.equals(envelope, 13, 45, keys, 32, 64)) {
      return null;
    }
    var gcm = GCMBlockCipher.newInstance(AESEngine.newInstance());
    gcm.init(false, new AEADParameters(new KeyParameter(keys, 0, 32), 128, Arrays.copyOfRange(envelope, 1, 13),
        concat("sluis/1 envelope".getBytes(StandardCharsets.US_ASCII), lp(id))));
    var plaintext = new byte[gcm.getOutputSize(envelope.length - 45)];
    try {
      gcm.doFinal(plaintext, gcm.processBytes(envelope, 45, envelope.length - 45, plaintext, 0));
    } catch (InvalidCipherTextException e) {
      return null;
    }
    var length = ByteBuffer.wrap(plaintext).getInt();
    return new String(plaintext, 4, length, StandardCharsets.UTF_8);
  }

  public static byte[] decode(String b64) {
    return Base64.getUrlDecoder().decode(b64);
  }

  public static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] keys(byte[] linkSecret, byte[] share, byte[] id) {
    return hkdf(concat(lp(linkSecret), lp(share)), concat("sluis/1 content".getBytes(StandardCharsets.US_ASCII), lp(id)), 96);
  }

  private static byte[] hkdf(byte[] ikm, byte[] info, int length) {
    var generator = new HKDFBytesGenerator(new SHA256Digest());
    generator.init(new HKDFParameters(ikm, null, info));
    var out = new byte[length];
    generator.generateBytes(out, 0, length);
    return out;
  }

  private static byte[] lp(byte[] bytes) {
    return ByteBuffer.allocate(4 + bytes.length).putInt(bytes.length).put(bytes).array();
  }

  private static byte[] concat(byte[] a, byte[] b) {
    return ByteBuffer.allocate(a.length + b.length).put(a).put(b).array();
  }
}
