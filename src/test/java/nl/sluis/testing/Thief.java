package nl.sluis.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Holds raw files of the database, the keys folder and even its password, and knows our formats. Carves: it looks at every byte of the files,
 * deleted rows included, and asks no database. None of our own code is in it.
 */
public final class Thief {
  /** 16 bytes in base64url: of the last character's six bits four are zero. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{21}[AQgw]");
  private static final int HEADER = 13;
  private static final int TAG = 16;

  private final List<byte[]> files = new ArrayList<>();
  private final Map<String, byte[]> keys = new LinkedHashMap<>();

  /** @param database raw files, as they lie there */
  public Thief(Collection<Path> database, Path keyring, char[] password) {
    try {
      for (var file : database) {
        files.add(Files.readAllBytes(file));
      }
      var store = KeyStore.getInstance("BCFKS", new BouncyCastleProvider());
      store.load(new ByteArrayInputStream(Files.readAllBytes(keyring)), password);
      for (var alias : Collections.list(store.aliases())) {
        keys.put(alias.substring(alias.indexOf('.') + 1), store.getKey(alias, password).getEncoded());
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  public int keys() {
    return keys.size();
  }

  /**
   * @param row what the rows of this column are called, after an id
   * @return everything of this length that was sealed for this column and opens under any key of the ring, from any byte of any file on
   */
  public Set<ByteBuffer> carve(String column, String row, int plaintextBytes) {
    var found = new LinkedHashSet<ByteBuffer>();
    for (var id : ids()) {
      for (var key : keys.entrySet()) {
        var place = place(column, id + row, key.getKey());
        var subkey = new SecretKeySpec(hkdf(key.getValue(), place), "AES");
        for (var file : files) {
          carve(file, HEADER + plaintextBytes + TAG, subkey, place, found);
        }
      }
    }
    return found;
  }

  /** @return true if any file has these bytes */
  public boolean finds(byte[] bytes) {
    return files.stream().anyMatch(file -> contains(file, bytes));
  }

  public static boolean contains(byte[] in, byte[] bytes) {
    // Latin 1 maps bytes to characters one to one.
    return new String(in, StandardCharsets.ISO_8859_1).contains(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  private Set<String> ids() {
    var ids = new LinkedHashSet<String>();
    for (var file : files) {
      var text = new String(file, StandardCharsets.ISO_8859_1);
      var matcher = ID.matcher(text);
      for (var at = 0; matcher.find(at); at = matcher.start() + 1) {
        ids.add(matcher.group());
      }
    }
    return ids;
  }

  private static void carve(byte[] file, int length, SecretKeySpec subkey, byte[] place, Set<ByteBuffer> found) {
    for (var at = 0; at + length <= file.length; at++) {
      if (file[at] == 1 && mayBeginHere(file, at, length)) {
        try {
          var gcm = Cipher.getInstance("AES/GCM/NoPadding");
          gcm.init(Cipher.DECRYPT_MODE, subkey, new GCMParameterSpec(8 * TAG, file, at + 1, HEADER - 1));
          gcm.updateAAD(place);
          found.add(ByteBuffer.wrap(gcm.doFinal(file, at + HEADER, length - HEADER)));
        } catch (GeneralSecurityException e) {
          // Not here.
        }
      }
    }
  }

  /** Sealed bytes look random: places with many zeros are pages that are empty. */
  private static boolean mayBeginHere(byte[] file, int at, int length) {
    var zeros = 0;
    for (var i = at; i < at + length; i++) {
      zeros += file[i] == 0 ? 1 : 0;
    }
    return zeros < 6;
  }

  private static byte[] place(String... parts) {
    var bytes = Arrays.stream(parts).map(part -> part.getBytes(StandardCharsets.UTF_8)).toList();
    var place = ByteBuffer.allocate(bytes.stream().mapToInt(b -> 4 + b.length).sum());
    bytes.forEach(b -> place.putInt(b.length).put(b));
    return place.array();
  }

  private static byte[] hkdf(byte[] key, byte[] place) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
      mac.init(new SecretKeySpec(mac.doFinal(key), "HmacSHA256"));
      mac.update("sluis/1 vault".getBytes(StandardCharsets.US_ASCII));
      mac.update(place);
      mac.update((byte) 1);
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
