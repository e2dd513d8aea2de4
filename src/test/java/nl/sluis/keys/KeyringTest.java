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
    var ring = sealingWith(first).add(second).activate(second.id());
    assertThat(ring.active(KeyFamily.STORE)).containsSame(second);
    assertThat(ring.find(first.id())).containsSame(first);
  }

  @Test
  void aChangeLeavesTheFormerRingAsItWas() {
    var before = sealingWith(first);
    before.add(second).activate(second.id());
    assertThat(before.active(KeyFamily.STORE)).containsSame(first);
    assertThat(before.ids()).containsExactly(first.id());
  }

  @Test
  void familiesDoNotRetireEachOther() {
    var ring = sealingWith(first).add(outbox).activate(outbox.id());
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
  void aKeyIsAddedOnce() {
    assertThatThrownBy(() -> Keyring.empty().add(first).add(first)).hasMessageContaining("already");
  }

  @Test
  void anUnknownKeyIsNotActivated() {
    assertThatThrownBy(() -> Keyring.empty().activate(first.id())).hasMessageContaining("add it first");
  }

  @Test
  void aRingPrintsNoBytes() {
    var text = sealingWith(first) + "";
    assertThat(text).isEqualTo("Keyring[store key " + first.id() + "]");
  }

  @Test
  void aWipedKeyRefusesToShowItself() {
    assertThat(first.reveal()).hasSize(32);
    first.close();
    assertThatThrownBy(first::reveal).hasMessageContaining("wiped");
  }

  private static Keyring sealingWith(SealingKey key) {
    return Keyring.empty().add(key).activate(key.id());
  }
}
