package nl.sluis.secret;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Holds a secret of the configuration so that it cannot be printed by accident: {@code toString} and JSON say {@code [redacted]}.
 *
 * <p>The bytes leave by {@link #reveal()} and {@link #revealText()}, which are easy to search for.
 */
public final class Secret {
  private static final Secret NONE = new Secret(new byte[0]);
  private final byte[] bytes;

  private Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  /** @param text the secret as it stands, blanks at its ends too, but for a line end behind it; null or blank is {@link #none()} */
  @JsonCreator
  public static Secret of(@Nullable String text) {
    return text == null || text.isBlank() ? NONE : new Secret(text.replaceFirst("[\\r\\n]+$", "").getBytes(StandardCharsets.UTF_8));
  }

  /** The absent secret. */
  public static Secret none() {
    return NONE;
  }

  public boolean isPresent() {
    return bytes.length > 0;
  }

  /** @return a copy, for the caller to wipe */
  public byte[] reveal() {
    return bytes.clone();
  }

  /** For libraries that take a string only. */
  public String revealText() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Compares in constant time. */
  public boolean matches(byte[] candidate) {
    return bytes.length > 0 && MessageDigest.isEqual(bytes, candidate);
  }

  @Override
  @JsonValue
  public String toString() {
    return bytes.length > 0 ? "[redacted]" : "[none]";
  }
}
