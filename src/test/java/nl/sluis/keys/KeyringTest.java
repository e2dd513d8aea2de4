package nl.sluis.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class KeyringTest {
  private final SecureRandom random = new SecureRandom();
  private final SealingKey first = SealingKey.draw(KeyFamily.STORE, random);
  private final SealingKey second = SealingKey.draw(KeyFamily.STORE, random);
  private final SealingKey outbox = SealingKey.draw(KeyFamily.OUTBOX, random);

  @Test
  void afterRotationTheFormerKeyStillOpens() {
    var ring = Keyring.empty().rotate(first).rotate(second);
    assertThat(ring.active(KeyFamily.STORE)).containsSame(second);
    assertThat(ring.find(first.id())).containsSame(first);
  }

  @Test
  void aChangeLeavesTheFormerRingAsItWas() {
    var before = Keyring.empty().rotate(first);
    before.rotate(second).remove(first.id());
    assertThat(before.active(KeyFamily.STORE)).containsSame(first);
    assertThat(before.ids()).containsExactly(first.id());
  }

  @Test
  void familiesDoNotRetireEachOther() {
    var ring = Keyring.empty().rotate(first).rotate(outbox);
    assertThat(ring.active(KeyFamily.STORE)).containsSame(first);
    assertThat(ring.active(KeyFamily.OUTBOX)).containsSame(outbox);
  }

  @Test
  void anAddedKeyOpensAndDoesNotSeal() {
    var ring = Keyring.empty().add(first);
    assertThat(ring.find(first.id())).containsSame(first);
    assertThat(ring.active(KeyFamily.STORE)).isEmpty();
  }

  @Test
  void theActiveKeyIsNotRemoved() {
    var ring = Keyring.empty().rotate(first);
    assertThatThrownBy(() -> ring.remove(first.id()))
        .hasMessageContaining(first.id()).hasMessageContaining("activate another first");
  }

  @Test
  void aKeyIsAddedOnce() {
    assertThatThrownBy(() -> Keyring.empty().add(first).add(first)).hasMessageContaining("already");
  }

  @Test
  void anUnknownKeyIsNeitherActivatedNorRemoved() {
    assertThatThrownBy(() -> Keyring.empty().activate(first.id())).hasMessageContaining("add it first");
    assertThatThrownBy(() -> Keyring.empty().remove(first.id())).hasMessageContaining("not in the ring");
  }

  @Test
  void aRingPrintsNoBytes() {
    var text = Keyring.empty().rotate(first) + "";
    assertThat(text).isEqualTo("Keyring[store key " + first.id() + "]");
  }

  @Test
  void aWipedKeyRefusesToShowItself() {
    assertThat(first.reveal()).hasSize(32);
    first.close();
    assertThatThrownBy(first::reveal).hasMessageContaining("wiped");
  }
}
