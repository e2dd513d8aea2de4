package nl.sluis.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import nl.sluis.files.FileException;
import nl.sluis.files.FileLocked;
import org.junit.jupiter.api.Test;

/** The way out when database and keyring do not belong together. */
class ReconciliationTest extends GatewayTest {
  @Test
  void whatBelongsTogetherIsLeftAsItIs() {
    var gateway = start();
    try (var reconciliation = begin()) {
      assertThat(reconciliation.mismatch()).isEmpty();
      assertThat(reconciliation.missing()).isEmpty();
      assertThat(reconciliation.unlisted()).isEmpty();
      assertThat(reconciliation.isOnlyDatabase()).isTrue();
    }
    assertThat(start().keys.ring().ids()).isEqualTo(gateway.keys.ring().ids());
  }

  @Test
  void afterALostKeyringNewKeysSealAndTheLostOnesAreWrittenDown() throws IOException {
    var gateway = start();
    gateway.keep("lost", "x");
    var lost = gateway.keys.ring().ids();
    database.ledger().addPending(SealingKey.draw(KeyFamily.STORE, new SecureRandom()), gateway.keys.ledgerAndFile().nextEpoch());
    Files.delete(folder.resolve(KeyringFile.NAME));

    try (var reconciliation = begin()) {
      assertThat(reconciliation.mismatch()).hasValueSatisfying(words -> assertThat(words).contains("is not there").contains(lost));
      assertThat(reconciliation.missing()).isEqualTo(lost);
      assertThat(reconciliation.isOnlyDatabase()).as("it knows none").isFalse();
      var keys = reconciliation.open();
      assertThat(keys.ring().ids()).hasSize(2).doesNotContainAnyElementsOf(lost);
      for (var family : KeyFamily.values()) {
        assertThat(keys.active(family).family()).isEqualTo(family);
      }
      database.jdbi().useHandle(handle -> handle.execute("DELETE FROM kept"));
      reconciliation.finish();
    }

    var next = start();
    assertThat(next.list()).filteredOn(key -> lost.contains(key.id())).hasSize(2)
        .allMatch(key -> key.state() == KeyState.DESTROYED && key.retiredAt() != null);
    assertThat(next.idsOf(KeyFamily.STORE, KeyState.PENDING)).as("nothing was sealed under it").isEmpty();
    next.keep("row", "y");
    assertThat(start().openAll()).isEqualTo(Map.of("row", "y"));
  }

  @Test
  void afterALostStoreKeyTheOutboxGoesOn() {
    var gateway = start();
    gateway.owe(1, "link");
    var store = gateway.keys.active(KeyFamily.STORE).id();
    gateway.keys.file().remove(List.of(store), database.ledger().epoch().orElseThrow());

    try (var reconciliation = begin()) {
      assertThat(reconciliation.missing()).containsExactly(store);
      reconciliation.open();
      reconciliation.finish();
    }

    var next = start();
    assertThat(next.keys.active(KeyFamily.OUTBOX).id()).isEqualTo(gateway.keys.active(KeyFamily.OUTBOX).id());
    assertThat(next.keys.active(KeyFamily.STORE).id()).isNotEqualTo(store);
    assertThat(next.openAllOwed()).containsEntry(1L, "link");
  }

  @Test
  void untilItIsFinishedNoGatewayStartsAndTheNextOneBeginsAnew() {
    var gateway = start();
    try (var crashed = begin()) {
      crashed.open();
    }
    assertThatThrownBy(this::start).isInstanceOf(FileException.class).hasMessageContainingAll("older than the keyring", "reconcile");

    try (var next = begin()) {
      assertThat(next.mismatch()).isPresent();
      next.open();
      next.finish();
    }
    var after = database.ledger().epoch().orElseThrow();
    assertThat(start().keys.ring().ids()).isEqualTo(gateway.keys.ring().ids());
    assertThat(gateway.keys.file().epoch(after.database())).isEqualTo(after);
  }

  @Test
  void keysOfALostDatabaseAreDestroyedOnceAndAreNoYoungerThanTheBackup() {
    var gateway = start();
    var later = SealingKey.draw(KeyFamily.STORE, new SecureRandom());
    var written = SealingKey.draw(KeyFamily.OUTBOX, new SecureRandom());
    var epoch = database.ledger().epoch().orElseThrow();
    gateway.keys.file().add(later, epoch);
    gateway.keys.file().add(written, epoch);
    database.ledger().destroyUnlisted(written.id(), KeyFamily.OUTBOX, null);

    try (var reconciliation = begin()) {
      assertThat(reconciliation.unlisted()).containsExactlyInAnyOrder(later.id(), written.id());
      reconciliation.destroyUnlisted();
      assertThat(reconciliation.unlisted()).isEmpty();
    }

    assertThat(gateway.keys.file().ids()).isEqualTo(gateway.keys.ring().ids());
    var list = gateway.list();
    var newest = list.stream().filter(key -> key.id().equals(gateway.keys.active(KeyFamily.STORE).id())).findFirst().orElseThrow();
    assertThat(list).filteredOn(key -> key.id().equals(later.id())).extracting(KeyView::createdAt).containsExactly(newest.createdAt());
    assertThat(list).filteredOn(key -> key.id().equals(written.id())).extracting(KeyView::retiredAt).doesNotContain((Instant) null);
  }

  @Test
  void whileAGatewayRotatesItIsRefusedAndMayWorkLater() {
    var gateway = start();
    var rotates = FileLocked.attemptExclusive(gateway.keys.rotationLock()).orElseThrow();
    try (rotates) {
      var refused = catchThrowableOfType(KeyringException.class, this::begin);
      assertThat(refused).hasMessageContaining("stop every gateway");
      assertThat(refused.passes()).isTrue();
    }
    begin().close();
    start().rotate(Gateway.BOTH);
  }

  @Test
  void whatDoesNotOpenIsRefusedAndHoldsUpNobody() throws IOException {
    var gateway = start();
    var keyring = folder.resolve(KeyringFile.NAME);
    var whole = Files.readAllBytes(keyring);
    Files.write(keyring, new byte[] {1, 2, 3});
    assertThatThrownBy(this::begin).isInstanceOf(KeyringException.class).hasMessageContaining("does not open");
    Files.write(keyring, whole);
    assertThat(gateway.rotate(EnumSet.of(KeyFamily.OUTBOX)).activated()).as("the lock is free").hasSize(1);
  }

  @Test
  void aDatabaseThatNoGatewayHasUsedGetsItsNumber() {
    try (var reconciliation = begin()) {
      assertThat(reconciliation.mismatch()).isEmpty();
      reconciliation.open();
      reconciliation.finish();
    }
    assertThat(database.ledger().epoch()).isPresent();
    assertThat(start().keys.ring().ids()).hasSize(2);
  }

  private Reconciliation begin() {
    return Reconciliation.begin(Gateway.configuration(folder), database.ledger(), new SecureRandom(), Gateway.OPTIONS);
  }
}
