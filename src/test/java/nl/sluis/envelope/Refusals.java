package nl.sluis.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What every refusal to open looks like. */
final class Refusals {
  private Refusals() {}

  static void assertRefused(ThrowingCallable opening) {
    assertThatThrownBy(opening)
        .isExactlyInstanceOf(EnvelopeException.class)
        .hasMessage("The envelope does not open")
        .hasNoCause()
        .hasNoSuppressedExceptions()
        .satisfies(refusal -> assertThat(refusal.getStackTrace()).isEmpty());
  }
}
