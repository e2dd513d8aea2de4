package nl.sluis.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Holds raw files of the database, and perhaps the keys folder and even its password, and knows our formats. Carves: looks at every byte of the
 * files, deleted rows included, and asks no database. None of our own code is in it.
 */
public final class Thief {
  /** Where ids may be: 16 bytes in base64url, of whose last character's six bits four are zero. */
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{22,}+");
  /** The database's own names look alike, but for the case. */
  private static final Pattern ID = Pattern.compile("(?![a-z_]{22}|[A-Z_]{22})[A-Za-z0-9_-]{21}[AQgw]");
  private static final Pattern JSON = Pattern.compile("\\{\"[a-z]+\":\\P{Cntrl}*", Pattern.CASE_INSENSITIVE);
  private static final int HEADER = 13;
  private static final int TAG = 16;
  private static final int SECRET = 32;
  /** Of 32 random bytes hardly ever fewer are different, of text or numbers hardly ever as many; and so of 45. */
  private static final int RANDOM = 22;
  private static final int SEEN = 45;
  private static final int RANDOM_SEEN = 30;
  /** Without a plaintext. A sealed secret is as long. */
  private static final int ENVELOPE = 61;
  private static final int KIB = 1_024;
  private static final int LONGEST_TEXT = 1_000;

  private final List<String> files = new ArrayList<>();
  private final Set<String> ids = new LinkedHashSet<>();
  /** What may be sealed, for it begins with a version and then looks random. By its first bytes: the same bytes once. */
  private final Map<ByteBuffer, byte[]> secrets = new LinkedHashMap<>();
  /** The same by more of its bytes: PostgreSQL's log has a header of its own amidst of what crosses a page. */
  private final Map<ByteBuffer, byte[]> texts = new LinkedHashMap<>();
  private final Map<String, byte[]> keys = new LinkedHashMap<>();
  private List<Carved> shares;

  /** Without any key. */
  public Thief(Collection<Path> database) {
    try {
      for (var file : database) {
        // Latin 1 maps bytes to characters one to one.
        files.add(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    files.forEach(this::findIds);
    files.forEach(this::findSealed);
  }

  /** All that several have, without their keys. */
  public Thief(Thief... others) {
    for (var other : others) {
      files.addAll(other.files);
      ids.addAll(other.ids);
      secrets.putAll(other.secrets);
      texts.putAll(other.texts);
    }
  }

  /** @param database raw files, as they lie there */
  public Thief(Collection<Path> database, Path keyring, char[] password) {
    this(new Thief(database), keyring, password);
  }

  /** The same thief with keys. */
  public Thief(Thief other, Path keyring, char[] password) {
    this(new Thief[] {other});
    try {
      var store = KeyStore.getInstance("BCFKS", new BouncyCastleProvider());
      store.load(new ByteArrayInputStream(Files.readAllBytes(keyring)), password);
      for (var alias : Collections.list(store.aliases())) {
        if (!alias.startsWith("epoch.")) {
          keys.put(alias.substring(alias.indexOf('.') + 1), store.getKey(alias, password).getEncoded());
        }
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
    return carved(column, row, plaintextBytes).stream().map(Carved::plaintext).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** @return every text that was sealed for this column, whatever its length: without the tag, which does not matter to a reader */
  public Set<String> carveTexts(String column) {
    var found = new LinkedHashSet<String>();
    carve(column, "", (id, key, place) -> {
      var gcm = new FastGcm(key, place);
      for (var sealed : texts.values()) {
        if (gcm.begins(sealed, '{', '"')) {
          var text = JSON.matcher(gcm.text(sealed, Math.min(LONGEST_TEXT, sealed.length - HEADER)));
          if (text.lookingAt()) {
            found.add(text.group());
          }
        }
      }
    });
    return found;
  }

  /**
   * @return as JSON, every meeting of less than a KiB whose envelope is in the files and opens with one of these links and any share that the
   *     keys give
   */
  public Set<String> meetings(Collection<byte[]> linkSecrets) {
    var envelopes = texts.values().stream().filter(text -> text.length == ENVELOPE + KIB)
        .collect(Collectors.groupingBy(text -> ByteBuffer.wrap(text, HEADER, SECRET).slice()));
    var meetings = new LinkedHashSet<String>();
    shares = shares == null ? carved("invitation.share", "", SECRET) : shares;
    for (var share : shares) {
      for (var linkSecret : linkSecrets) {
        var id = IndependentOpener.decode(share.id);
        var commitment = ByteBuffer.wrap(IndependentOpener.commitment(linkSecret, share.plaintext.array(), id));
        envelopes.getOrDefault(commitment, List.of()).stream()
            .map(envelope -> IndependentOpener.open(envelope, linkSecret, share.plaintext.array(), id))
            .filter(Objects::nonNull).forEach(meetings::add);
      }
    }
    return meetings;
  }

  /**
   * Takes for the share any 32 bytes that look random, from every byte on of all that lies around the invitation's id: its row, its page, what
   * was there before.
   *
   * @return whether one of them makes the key of this envelope
   */
  public boolean guessesShare(byte[] envelope, byte[] linkSecret, String id) {
    var tried = new HashSet<ByteBuffer>();
    for (var file : files) {
      for (var near = file.indexOf(id); near >= 0; near = file.indexOf(id, near + 1)) {
        for (var at = Math.max(0, near - 4 * KIB); at + SECRET <= Math.min(near + 4 * KIB, file.length()); at++) {
          var share = bytes(file, at, SECRET);
          if (tried.add(ByteBuffer.wrap(share)) && different(file, at, SECRET) >= RANDOM && Arrays.equals(
              IndependentOpener.commitment(linkSecret, share, IndependentOpener.decode(id)), 0, SECRET, envelope, HEADER,
              HEADER + SECRET)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** @return true if any file has these bytes */
  public boolean finds(byte[] bytes) {
    return files.stream().anyMatch(file -> finds(file, bytes));
  }

  /** As contains(), by leaps (Horspool): the second compiler of the JVM, which is off, would make contains() fast. */
  private static boolean finds(String file, byte[] bytes) {
    var last = bytes.length - 1;
    var leaps = new int[256];
    Arrays.fill(leaps, bytes.length);
    for (var i = 0; i < last; i++) {
      leaps[bytes[i] & 255] = last - i;
    }
    for (var end = last; end < file.length(); end += leaps[file.charAt(end)]) {
      var i = 0;
      while (i <= last && file.charAt(end - i) == (bytes[last - i] & 255)) {
        i++;
      }
      if (i > last) {
        return true;
      }
    }
    return false;
  }

  public boolean finds(String word) {
    return finds(word.getBytes(StandardCharsets.UTF_8));
  }

  public static boolean contains(byte[] in, byte[] bytes) {
    return new String(in, StandardCharsets.ISO_8859_1).contains(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  private List<Carved> carved(String column, String row, int plaintextBytes) {
    var found = new ArrayList<Carved>();
    carve(column, row, (id, key, place) -> {
      var gcm = new FastGcm(key, place);
      for (var sealed : secrets.values()) {
        if (gcm.opens(sealed, plaintextBytes)) {
          found.add(new Carved(id, ByteBuffer.wrap(gcm.decrypted(sealed, plaintextBytes))));
        }
      }
    });
    return found;
  }

  private void carve(String column, String row, Attempt attempt) {
    for (var id : ids) {
      for (var key : keys.entrySet()) {
        var place = place(column, id + row, key.getKey());
        attempt.open(id, hkdf(key.getValue(), place), place);
      }
    }
  }

  private void findIds(String file) {
    for (var word = WORD.matcher(file); word.find();) {
      var id = ID.matcher(word.group());
      for (var at = 0; id.find(at); at = id.start() + 1) {
        ids.add(id.group());
      }
    }
  }

  private void findSealed(String file) {
    for (var at = file.indexOf(1); at >= 0 && at + ENVELOPE <= file.length(); at = file.indexOf(1, at + 1)) {
      if (looksRandom(file, at)) {
        var beginning = bytes(file, at, Math.min(ENVELOPE + KIB, file.length() - at));
        secrets.put(ByteBuffer.wrap(beginning, 0, ENVELOPE).slice(), Arrays.copyOf(beginning, ENVELOPE));
        texts.put(ByteBuffer.wrap(beginning), beginning);
      }
    }
  }

  private static boolean looksRandom(String file, int at) {
    return different(file, at, SEEN) >= RANDOM_SEEN;
  }

  private static int different(String file, int at, int length) {
    var seen = new boolean[256];
    var different = 0;
    for (var i = at; i < at + length; i++) {
      different += seen[file.charAt(i)] ? 0 : 1;
      seen[file.charAt(i)] = true;
    }
    return different;
  }

  private static byte[] bytes(String file, int at, int length) {
    return file.substring(at, at + length).getBytes(StandardCharsets.ISO_8859_1);
  }

  private record Carved(String id, ByteBuffer plaintext) {}

  private interface Attempt {
    void open(String id, byte[] key, byte[] place);
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
