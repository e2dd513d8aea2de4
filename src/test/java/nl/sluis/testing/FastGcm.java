package nl.sluis.testing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.gcm.GCMMultiplier;
import org.bouncycastle.crypto.modes.gcm.GCMUtil;
import org.bouncycastle.crypto.modes.gcm.Tables4kGCMMultiplier;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * AES-GCM under one key and for one place, for who tries it on millions of bytes that are mostly not sealed so: what does not depend on them is
 * done once, and of what does not open the tag alone is computed. A cipher of the JDK, begun anew for each, takes twenty times as long.
 *
 * <p>What is sealed is a version (1 byte), nonce (12), ciphertext and tag (16).
 *
 * @see <a href="https://doi.org/10.6028/NIST.SP.800-38D">NIST SP 800-38D §7.2</a>
 */
final class FastGcm {
  private static final int HEADER = 13;
  private static final int BLOCK = 16;
  private final BlockCipher aes = AESEngine.newInstance();
  private final GCMMultiplier multiplier = new Tables4kGCMMultiplier();
  /** The hash over the place. */
  private final byte[] begun = new byte[BLOCK];
  private final long placeBits;

  FastGcm(byte[] key, byte[] place) {
    aes.init(true, new KeyParameter(key));
    var hashKey = new byte[BLOCK];
    aes.processBlock(hashKey, 0, hashKey, 0);
    multiplier.init(hashKey);
    hash(begun, place, 0, place.length);
    placeBits = 8L * place.length;
  }

  /** @return whether so many bytes were sealed here, with this tag behind them */
  boolean opens(byte[] sealed, int plaintextBytes) {
    var tag = begun.clone();
    hash(tag, sealed, HEADER, plaintextBytes);
    hash(tag, ByteBuffer.allocate(BLOCK).putLong(placeBits).putLong(8L * plaintextBytes).array(), 0, BLOCK);
    GCMUtil.xor(tag, keyStream(sealed, 1));
    var end = HEADER + plaintextBytes;
    return Arrays.equals(tag, 0, BLOCK, sealed, end, end + BLOCK);
  }

  /** @return whether the plaintext begins with these two, whatever its tag */
  boolean begins(byte[] sealed, char first, char second) {
    var stream = keyStream(sealed, 2);
    return (byte) (sealed[HEADER] ^ stream[0]) == first && (byte) (sealed[HEADER + 1] ^ stream[1]) == second;
  }

  /** @return the plaintext, whatever its tag */
  byte[] decrypted(byte[] sealed, int bytes) {
    var plaintext = Arrays.copyOfRange(sealed, HEADER, HEADER + bytes);
    for (var at = 0; at < bytes; at += BLOCK) {
      var stream = keyStream(sealed, 2 + at / BLOCK);
      GCMUtil.xor(plaintext, at, stream, 0, Math.min(BLOCK, bytes - at));
    }
    return plaintext;
  }

  String text(byte[] sealed, int bytes) {
    return new String(decrypted(sealed, bytes), StandardCharsets.UTF_8);
  }

  private byte[] keyStream(byte[] sealed, int counter) {
    var block = ByteBuffer.allocate(BLOCK).put(sealed, 1, HEADER - 1).putInt(counter).array();
    aes.processBlock(block, 0, block, 0);
    return block;
  }

  private void hash(byte[] sum, byte[] bytes, int from, int length) {
    for (var at = 0; at < length; at += BLOCK) {
      GCMUtil.xor(sum, bytes, from + at, Math.min(BLOCK, length - at));
      multiplier.multiplyH(sum);
    }
  }
}
