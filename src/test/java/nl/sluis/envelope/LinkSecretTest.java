package nl.sluis.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkSecretTest {
  private final byte[] bytes = Vectors.envelope("smallest").bytes("linkSecret");

  @Test
  void itsFragmentIsWhatTheLinkCarries() {
    try (var secret = LinkSecret.of(bytes)) {
      assertThat(secret.fragment()).isEqualTo("t4TdfPoxNdrXWxGMhCSIoWise-SGX2TZknDrP4oF-3A");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33})
  void anotherLengthIsRefused(int length) {
    assertThatIllegalArgumentException().isThrownBy(() -> LinkSecret.of(new byte[length]))
        .withMessage("A link secret has 32 bytes");
  }

  @Test
  void closingWipesItAndLeavesTheCallersCopy() {
    var secret = LinkSecret.of(bytes);
    var held = secret.bytes();
    assertThat(held).isEqualTo(bytes).isNotSameAs(bytes);

    secret.close();

    assertThat(held).isEqualTo(new byte[32]);
    assertThat(bytes).isNotEqualTo(new byte[32]);
  }

  @Test
  void aWipedSecretDerivesNothing() {
    var secret = LinkSecret.of(bytes);
    secret.close();
    assertThatIllegalStateException().isThrownBy(secret::bytes);
    assertThatIllegalStateException().isThrownBy(secret::access);
    assertThatIllegalStateException().isThrownBy(secret::fragment);
  }

  @Test
  @SuppressWarnings("ObjectToString")
  void itDoesNotPrintItself() {
    try (var secret = LinkSecret.of(bytes)) {
      assertThat(secret.toString()).doesNotContain(secret.fragment(), "[");
    }
  }
}
