package nl.sluis.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A meeting sealed for the page's tests, written from the format's description alone: the page is tried against the
 * document, not against our own sealer.
 */
record SealedForPage(byte[] id, byte[] linkSecret, byte[] share, byte[] access, byte[] ack, byte[] envelope) {

  static SealedForPage seal(String meeting) {
    var id = random(16);
    var linkSecret = random(32);
    var share = random(32);
    var nonce = random(12);
    var access = hkdf(linkSecret, "sluis/1 access".getBytes(UTF_8), 32);
    var info = concat("sluis/1 content".getBytes(UTF_8), prefixed(id));
    var keys = hkdf(concat(prefixed(linkSecret), prefixed(share)), info, 96);
    var plain = prefixed(meeting.getBytes(UTF_8));
    var padded = Arrays.copyOf(plain, (plain.length + 1023) / 1024 * 1024);
    try {
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(keys, 0, 32, "AES"), new GCMParameterSpec(128, nonce));
      cipher.updateAAD(concat("sluis/1 envelope".getBytes(UTF_8), prefixed(id)));
      var envelope = concat(new byte[] {1}, nonce, Arrays.copyOfRange(keys, 32, 64), cipher.doFinal(padded));
      return new SealedForPage(id, linkSecret, share, access, Arrays.copyOfRange(keys, 64, 96), envelope);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  SealedForPage withEnvelope(byte[] other) {
    return new SealedForPage(id, linkSecret, share, access, ack, other);
  }

  static String b64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] random(int length) {
    var bytes = new byte[length];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  private static byte[] hkdf(byte[] secret, byte[] info, int length) {
    var key = hmac(new byte[32], secret);
    var output = new ByteArrayOutputStream();
    var block = new byte[0];
    for (var i = 1; output.size() < length; i++) {
      block = hmac(key, concat(block, info, new byte[] {(byte) i}));
      output.writeBytes(block);
    }
    return Arrays.copyOf(output.toByteArray(), length);
  }

  private static byte[] hmac(byte[] key, byte[] message) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] prefixed(byte[] bytes) {
    return ByteBuffer.allocate(4 + bytes.length).putInt(bytes.length).put(bytes).array();
  }

  private static byte[] concat(byte[]... parts) {
    var whole = new ByteArrayOutputStream();
    for (var part : parts) {
      whole.writeBytes(part);
    }
    return whole.toByteArray();
  }
}
