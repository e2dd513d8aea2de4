package nl.sluis.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import nl.sluis.envelope.Base64Url;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedCursorTest {
  private static final FeedCursor CURSOR = FeedCursor.of("feed", "client", 1_234_567_890_123L);

  @Test
  void isReadAsItWasWritten() {
    assertThat(CURSOR.text()).hasSize(32);
    assertThat(FeedCursor.read(CURSOR.text())).contains(CURSOR);
    assertThat(FeedCursor.read(FeedCursor.of("feed", "client", 0).text()).orElseThrow().place()).isZero();
  }

  @Test
  void isOfOneFeedAndOneClient() {
    assertThat(CURSOR.isOf(FeedCursor.of("feed", "client", 5).feed())).isTrue();
    assertThat(CURSOR.isOf(FeedCursor.of("feed", "another", 5).feed())).isFalse();
    assertThat(CURSOR.isOf(FeedCursor.of("another", "client", 5).feed())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "AAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+"})
  void whatIsNoneIsNotRead(String posted) {
    assertThat(FeedCursor.read(posted)).isEmpty();
  }

  @Test
  void noPlaceIsBelowZero() {
    var bytes = Base64Url.decode(CURSOR.text());
    bytes[16] = -1;
    assertThat(FeedCursor.read(Base64Url.encode(bytes))).isEmpty();
  }

  /** Clients may keep ids to know an event again, so they stay the same in later versions. */
  @Test
  void anEventKeepsItsIdWhereverItStands() {
    var at = Instant.parse("2027-01-12T10:00:00.123456Z");
    var event = new PlacedEvent("client", 7, "invitation", "invitation.opened", at, 1);
    assertThat(event.id()).isEqualTo(new PlacedEvent("client", 8, "invitation", "invitation.opened", at, 1).id())
        .isEqualTo("sr5U1oq9ZOz0if5WI9fHIA");
    assertThat(event.id()).isNotEqualTo(new PlacedEvent("another", 7, "invitation", "invitation.opened", at, 1).id())
        .isNotEqualTo(new PlacedEvent("client", 7, "another", "invitation.opened", at, 1).id())
        .isNotEqualTo(new PlacedEvent("client", 7, "invitation", "invitation.locked", at, 1).id())
        .isNotEqualTo(new PlacedEvent("client", 7, "invitation", "invitation.opened", at.plusNanos(1_000), 1).id())
        .isNotEqualTo(new PlacedEvent("client", 7, "invitation", "invitation.opened", at, 2).id())
        .isNotEqualTo(new PlacedEvent("client", 7, null, "invitation.opened", at, 1).id());
  }
}
