package nl.sluis.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import nl.sluis.webhook.Lanes.Lane;
import org.junit.jupiter.api.Test;

class LanesTest {
  private final Lanes lanes = new Lanes();

  @Test
  void twentyAreSentAtOnceAndTwoOfAClient() {
    assertThat(entered("same", Lane.PROVEN, 5)).isEqualTo(2);
    assertThat(IntStream.range(0, 30).filter(at -> lanes.enter("c" + at, Lane.PROVEN)).count()).isEqualTo(18);
    lanes.leave("same", Lane.PROVEN);
    assertThat(entered("same", Lane.PROVEN, 5)).isEqualTo(1);
  }

  @Test
  void thoseOfWhichNothingGoodIsKnownLeaveRoom() {
    assertThat(IntStream.range(0, 30).filter(at -> lanes.enter("slow" + at, Lane.UNPROVEN)).count()).isEqualTo(4);
    assertThat(IntStream.range(0, 30).filter(at -> lanes.enter("test" + at, Lane.TEST)).count()).isEqualTo(4);
    assertThat(IntStream.range(0, 30).filter(at -> lanes.enter("c" + at, Lane.PROVEN)).count()).isEqualTo(12);
    lanes.leave("slow0", Lane.UNPROVEN);
    assertThat(lanes.enter("slow9", Lane.UNPROVEN)).isTrue();
  }

  @Test
  void aTestCountsForItsClient() {
    assertThat(entered("same", Lane.TEST, 3)).isEqualTo(2);
    assertThat(lanes.enter("same", Lane.PROVEN)).isFalse();
  }

  private int entered(String client, Lane lane, int times) {
    return (int) IntStream.range(0, times).filter(at -> lanes.enter(client, lane)).count();
  }
}
