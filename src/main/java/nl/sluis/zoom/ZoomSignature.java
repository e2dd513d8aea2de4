package nl.sluis.zoom;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Supplier;
import nl.sluis.secret.Hashes;
import nl.sluis.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Says whether Zoom sent this. It does not say that it is sent for the first time: who remembers what came can tell.
 *
 * @see <a href="https://developers.zoom.us/docs/api/webhooks/#verify-with-zooms-header">Zoom, verify webhook events</a>
 */
public final class ZoomSignature {
  /** Zoom repeats an event for eighty-five minutes. */
  private static final Duration WINDOW = Duration.ofHours(2);
  private static final String VERSION = "v0";

  private final Supplier<Secret> secret;
  private final Clock clock;

  /** @param secret token of the event subscription, not the client secret */
  public ZoomSignature(Supplier<Secret> secret, Clock clock) {
    this.secret = secret;
    this.clock = clock;
  }

  /**
   * @param timestamp header {@code x-zm-request-timestamp}, in seconds
   * @param signature header {@code x-zm-signature}: {@code v0=} and hexadecimal of HMAC-SHA-256 over {@code v0:timestamp:body}
   * @param body      as it came, every byte
   * @return false as well if there is no secret, or the time is two hours off
   */
  public boolean isOfZoom(@Nullable String timestamp, @Nullable String signature, byte[] body) {
    if (timestamp == null || signature == null || !timestamp.matches("\\d{1,12}")
        || !isNow(Instant.ofEpochSecond(Long.parseLong(timestamp)))) {
      return false;
    }
    return withSecret(key -> {
      var wanted = VERSION + "=" + HexFormat.of().formatHex(Hashes.hmac(key, (VERSION + ":" + timestamp + ":").getBytes(US_ASCII), body));
      return MessageDigest.isEqual(wanted.getBytes(US_ASCII), signature.getBytes(UTF_8));
    }, false);
  }

  /** @return what Zoom wants to hear when it asks whether we know the secret: hexadecimal of HMAC-SHA-256; empty if there is no secret */
  public String answerTo(String plainToken) {
    return withSecret(key -> HexFormat.of().formatHex(Hashes.hmac(key, plainToken)), "");
  }

  private boolean isNow(Instant time) {
    return Duration.between(time, clock.instant()).abs().compareTo(WINDOW) <= 0;
  }

  private <T> T withSecret(Keyed<T> work, T otherwise) {
    var key = secret.get().reveal();
    try {
      return key.length == 0 ? otherwise : work.with(key);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private interface Keyed<T> {
    T with(byte[] key);
  }
}
