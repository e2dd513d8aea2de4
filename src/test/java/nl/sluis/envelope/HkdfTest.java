package nl.sluis.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Values are Wycheproof's: see {@link WycheproofTest}. Here are the ends of the range. */
class HkdfTest {
  private static final byte[] INPUT = {1, 2, 3};
  private static final byte[] INFO = {4};
  private static final int MOST = 255 * 32;

  @Test
  void lessIsTheBeginningOfMore() {
    var most = Hkdf.derive(INPUT, INFO, MOST);
    for (var size : new int[] {1, 31, 32, 33, 64, MOST - 1}) {
      assertThat(Hkdf.derive(INPUT, INFO, size)).isEqualTo(Arrays.copyOf(most, size));
    }
    assertThat(most).hasSize(MOST);
  }

  @Test
  void nothingAndMoreThan255BlocksAreRefused() {
    for (var size : new int[] {-1, 0, MOST + 1}) {
      assertThatIllegalArgumentException().isThrownBy(() -> Hkdf.derive(INPUT, INFO, size));
    }
  }
}
