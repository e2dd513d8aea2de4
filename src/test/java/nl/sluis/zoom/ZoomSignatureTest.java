package nl.sluis.zoom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import nl.sluis.secret.Secret;
import nl.sluis.standin.StandInWebhooks;
import org.junit.jupiter.api.Test;

/** Only what Zoom signed, and not long ago, is Zoom's. */
class ZoomSignatureTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_739_923_528);
  private static final String SECRET = "ltZZjPqG2FqIEtmS8VMfWA";
  private static final byte[] BODY = "{\"event\":\"meeting.started\",\"event_ts\":1739923528764,\"payload\":{}}".getBytes(UTF_8);
  /** By {@code printf 'v0:1739923528:%s' "$body" | openssl dgst -sha256 -hmac "$secret"}. */
  private static final String GOOD = "v0=933e9b61ba037f2d77ae3d4845fb712e3f75c78132c94416230dae336ec4faf6";
  private final ZoomSignature signature = new ZoomSignature(() -> Secret.of(SECRET), Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void whatIsSignedIsTaken() {
    assertThat(signature.isOfZoom("1739923528", GOOD, BODY)).isTrue();
    assertThat(StandInWebhooks.signature(SECRET, "1739923528", BODY)).isEqualTo(GOOD);
  }

  @Test
  void eachBitCounts() {
    for (var i = 0; i < BODY.length; i++) {
      var other = BODY.clone();
      other[i] ^= 1;
      assertThat(signature.isOfZoom("1739923528", GOOD, other)).isFalse();
    }
    for (var i = 0; i < GOOD.length(); i++) {
      var other = new StringBuilder(GOOD);
      other.setCharAt(i, GOOD.charAt(i) == '0' ? '1' : '0');
      assertThat(signature.isOfZoom("1739923528", other.toString(), BODY)).isFalse();
    }
    assertThat(signature.isOfZoom("1739923529", GOOD, BODY)).isFalse();
    for (var bad : List.of("", "v0=", GOOD.substring(3), "v1" + GOOD.substring(2), GOOD.toUpperCase(Locale.ROOT), GOOD + " ", GOOD + "0",
        "v0=\u00e9")) {
      assertThat(signature.isOfZoom("1739923528", bad, BODY)).as(bad).isFalse();
    }
    for (var bad : List.of("", "-1739923528", "1739923528.0", "1739923528764", "9999999999999999", "now", " 1739923528")) {
      assertThat(signature.isOfZoom(bad, StandInWebhooks.signature(SECRET, bad, BODY), BODY)).as(bad).isFalse();
    }
    assertThat(signature.isOfZoom(null, GOOD, BODY)).isFalse();
    assertThat(signature.isOfZoom("1739923528", null, BODY)).isFalse();
  }

  @Test
  void twoHoursEachWayAreNowAndASecondMoreIsNot() {
    for (var sign : List.of(1, -1)) {
      assertThat(signed(7_200 * sign)).isTrue();
      assertThat(signed(7_201 * sign)).isFalse();
    }
  }

  @Test
  void withoutASecretNothingIsZooms() {
    var none = new ZoomSignature(Secret::none, Clock.fixed(NOW, ZoneOffset.UTC));
    assertThat(none.isOfZoom("1739923528", GOOD, BODY)).isFalse();
    assertThat(none.answerTo("x")).isEmpty();
  }

  /** By {@code printf qgg8vlvZRS6UYooatFL8Aw | openssl dgst -sha256 -hmac "$secret"}. */
  @Test
  void itsQuestionIsAnswered() {
    assertThat(signature.answerTo("qgg8vlvZRS6UYooatFL8Aw")).isEqualTo("9af415efdd6d3cb99c75c923d174974273b1d2851974b092673da380e069e338");
  }

  private boolean signed(long seconds) {
    var timestamp = String.valueOf(NOW.getEpochSecond() + seconds);
    return signature.isOfZoom(timestamp, StandInWebhooks.signature(SECRET, timestamp, BODY), BODY);
  }
}
