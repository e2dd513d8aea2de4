package nl.sluis.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A crash between any two steps. */
class RotationCrashTest extends GatewayTest {
  @ParameterizedTest
  @EnumSource(RotationStep.class)
  void afterACrashTheNextStartFinishesAndNothingIsLost(RotationStep step) {
    var gateway = start();
    var kept = fill(gateway, 450);
    gateway.owe(1, "link");
    var former = gateway.idsOf(KeyFamily.STORE, KeyState.ACTIVE);
    assertThatThrownBy(() -> gateway.rotation(new CrashAfter(step)).rotate(EnumSet.of(KeyFamily.STORE), line -> {}))
        .isInstanceOf(RotationException.class).hasRootCauseInstanceOf(Crash.class);
    assertThat(gateway.openAll()).as("before the next start").isEqualTo(kept);

    var next = start();
    assertThat(next.openAll()).as("before it is finished").isEqualTo(kept);
    next.rotation(unused -> {}).resume(line -> {});

    assertThat(next.openAll()).isEqualTo(kept);
    assertThat(next.openAllOwed()).isEqualTo(Map.of(1L, "link"));
    assertThat(next.idsOf(KeyFamily.STORE, KeyState.PENDING)).isEmpty();
    assertThat(next.idsOf(KeyFamily.STORE, KeyState.RETIRED)).isEmpty();
    assertThat(next.idsOf(KeyFamily.STORE, KeyState.ACTIVE)).hasSize(1);
    // A row that was listed and never had a key is forgotten; everything later is carried through.
    assertThat(next.idsOf(KeyFamily.STORE, KeyState.DESTROYED))
        .isEqualTo(step == RotationStep.LISTED ? List.of() : former);
    assertThat(next.keys.file().ids()).isEqualTo(next.keys.ring().ids()).hasSize(2);
  }
}
