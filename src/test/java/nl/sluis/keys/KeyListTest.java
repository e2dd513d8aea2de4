package nl.sluis.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/** What the operator sees of keys. */
class KeyListTest extends GatewayTest {
  @Test
  void everyKeyIsListedWithItsAgeAndRowsNewestFirst() {
    var gateway = start();
    fill(gateway, 3);
    gateway.owe(1, "x");
    var former = gateway.keys.active(KeyFamily.STORE).id();
    database.turn(Duration.ofHours(2));
    gateway.rotate(EnumSet.of(KeyFamily.STORE));
    database.turn(Duration.ofHours(1));

    var list = gateway.list();

    assertThat(list).extracting(KeyView::state).containsExactly(KeyState.ACTIVE, KeyState.ACTIVE, KeyState.DESTROYED);
    assertThat(list).extracting(KeyView::family).containsExactly(KeyFamily.STORE, KeyFamily.OUTBOX, KeyFamily.STORE);
    assertThat(list).extracting(KeyView::rows).containsExactly(3L, 1L, 0L);
    assertThat(list.get(0).age()).isBetween(3_600L, 3_700L);
    assertThat(list.get(0).retiredAt()).isNull();
    assertThat(list.get(0).destroyedAt()).isNull();
    assertThat(list.get(2).id()).isEqualTo(former);
    assertThat(list.get(2).age()).as("until it was destroyed").isBetween(7_200L, 7_300L);
    assertThat(list.get(2).retiredAt()).isAfter(list.get(2).createdAt()).isBeforeOrEqualTo(list.get(2).destroyedAt());
    assertThat(list.get(1).age()).isBetween(10_800L, 11_000L);
  }

  @Test
  void ofTheDestroyedOnesTheLatestFiftyAreShown() {
    var gateway = start();
    for (var i = 0; i < 51; i++) {
      database.ledger().destroyUnlisted("key-" + i, KeyFamily.OUTBOX, null);
      database.turn(Duration.ofSeconds(1));
    }
    assertThat(gateway.idsOf(KeyFamily.OUTBOX, KeyState.DESTROYED)).hasSize(50).doesNotContain("key-0").contains("key-50");
  }
}
