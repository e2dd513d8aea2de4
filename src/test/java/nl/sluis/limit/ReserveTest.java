package nl.sluis.limit;

import static org.assertj.core.api.Assertions.assertThat;

import nl.sluis.limit.Reserve.Use;
import org.junit.jupiter.api.Test;

class ReserveTest {
  private final Reserve reserve = new Reserve();

  @Test
  void whoTakesInAdvanceHasOneThoughOthersWereQuicker() {
    assertThat(reserve.use("a", "10")).isEqualTo(Use.ASK);
    assertThat(reserve.add("a", "10", 1)).isEqualTo(Use.TAKEN);
    assertThat(reserve.use("a", "10")).as("nothing is left of one").isEqualTo(Use.ASK);
  }

  @Test
  void asManyAreUsedAsWereTaken() {
    assertThat(reserve.add("a", "10", 3)).isEqualTo(Use.TAKEN);
    assertThat(reserve.use("a", "10")).isEqualTo(Use.TAKEN);
    assertThat(reserve.use("a", "10")).isEqualTo(Use.TAKEN);
    assertThat(reserve.use("a", "10")).isEqualTo(Use.ASK);
    assertThat(reserve.use("b", "10")).as("another").isEqualTo(Use.ASK);
    assertThat(reserve.use("a", "11")).as("the next hour").isEqualTo(Use.ASK);
  }

  @Test
  void whereNothingWasLeftToTakeItIsUsedUpUntilTheNextHour() {
    assertThat(reserve.add("a", "10", 0)).isEqualTo(Use.USED_UP);
    assertThat(reserve.use("a", "10")).isEqualTo(Use.USED_UP);
    assertThat(reserve.use("a", "11")).isEqualTo(Use.ASK);
  }
}
