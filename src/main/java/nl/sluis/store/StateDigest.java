package nl.sluis.store;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import nl.sluis.database.Columns;
import nl.sluis.secret.Hashes;

/**
 * SHA-256 over the columns that decide something about a row, with the version of the list of those columns. A column that is added later
 * joins in a new version. A row takes the lowest version that covers all its values, so that a former gateway believes every row in which
 * nothing is new to it, and so that no column without a cover has a value.
 *
 * <p>Every value is spelled as a byte that says whether there is one, its length and its bytes, so no two rows are spelled alike. The digest
 * of version 1 stands alone, because rows were sealed so before there were versions. Of later versions it is version ‖ SHA-256.
 */
final class StateDigest {
  private static final int BYTES = 32;
  private final int newest;
  private final ByteArrayOutputStream spelled = new ByteArrayOutputStream(512);
  private int joined = 1;
  private int version = 1;
  private int covered;

  /** @param newest the newest version that this gateway knows */
  StateDigest(int newest) {
    this.newest = newest;
  }

  /**
   * Columns of version 1.
   *
   * @param values each a String, an Instant, a byte[], or an Integer, which is never null and is spelled as its four bytes
   */
  StateDigest first(Object... values) {
    for (var value : values) {
      if (value instanceof Integer number) {
        spell(number);
      } else {
        put(bytes(value));
      }
    }
    covered = spelled.size();
    return this;
  }

  /**
   * Columns that a later version added, in the order of the versions.
   *
   * @param values each a String, an Instant, a byte[] or an Integer. Null is what rows from before that version have; a column with another
   *     default passes null in its place
   */
  StateDigest since(int version, Object... values) {
    if (version <= joined || version > newest) {
      throw new IllegalArgumentException("versions come in order, and none is newer than the newest");
    }
    joined = version;
    for (var value : values) {
      put(bytes(value));
    }
    if (!Arrays.stream(values).allMatch(value -> value == null)) {
      this.version = version;
      covered = spelled.size();
    }
    return this;
  }

  /** @return what a seal of the row must hold */
  byte[] toBytes() {
    var digest = Hashes.sha256(Arrays.copyOf(spelled.toByteArray(), covered));
    if (version == 1) {
      return digest;
    }
    var bytes = new byte[1 + BYTES];
    bytes[0] = (byte) version;
    System.arraycopy(digest, 0, bytes, 1, BYTES);
    return bytes;
  }

  /** @return true if what a seal held was put there by a gateway that knows more versions than these */
  static boolean isNewerThan(int newest, byte[] sealed) {
    return sealed.length > BYTES && Byte.toUnsignedInt(sealed[0]) > newest;
  }

  private void spell(int number) {
    spelled.writeBytes(fourBytes(number));
  }

  private void put(byte[] value) {
    spelled.write(value == null ? 0 : 1);
    if (value != null) {
      spell(value.length);
      spelled.writeBytes(value);
    }
  }

  private static byte[] bytes(Object value) {
    if (value == null || value instanceof byte[]) {
      return (byte[]) value;
    }
    if (value instanceof Instant moment) {
      // As exact as both databases keep it.
      return moment.truncatedTo(ChronoUnit.MICROS).toString().getBytes(StandardCharsets.US_ASCII);
    }
    if (value instanceof Integer number) {
      return fourBytes(number);
    }
    return ((String) value).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] fourBytes(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }
}
