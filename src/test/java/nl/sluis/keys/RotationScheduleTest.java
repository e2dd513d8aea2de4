package nl.sluis.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import nl.sluis.audit.AuditLog;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Keys whose time is over, with nobody there to rotate them. */
class RotationScheduleTest extends GatewayTest {
  private static final Map<KeyFamily, Duration> LIVES = Map.of(KeyFamily.STORE, Duration.ofDays(1), KeyFamily.OUTBOX,
      RotationSchedule.OUTBOX);

  @Test
  void aKeyThatIsOldAtTheStartIsReplaced() throws Exception {
    var gateway = start();
    var kept = fill(gateway, 3);
    database.turn(Duration.ofDays(2));
    var life = new RotationSchedule(gateway.keys, gateway.rotation(step -> {}), LIVES, new AuditLog());

    life.start();
    Awaitility.await().until(() -> gateway.keys.file().ids().size() == 2
        && gateway.idsOf(KeyFamily.STORE, KeyState.DESTROYED).size() == 1
        && gateway.idsOf(KeyFamily.OUTBOX, KeyState.DESTROYED).size() == 1);
    life.stop();

    assertThat(gateway.openAll()).isEqualTo(kept);
  }

  @Test
  void whatACrashInterruptedIsFinishedAtTheStartWithoutANewKey() throws Exception {
    var gateway = start();
    var kept = fill(gateway, 3);
    assertThatThrownBy(() -> gateway.rotation(new CrashAfter(RotationStep.SWAPPED))
        .rotate(EnumSet.of(KeyFamily.STORE), line -> {})).hasRootCauseInstanceOf(Crash.class);
    var active = gateway.idsOf(KeyFamily.STORE, KeyState.ACTIVE);
    var next = start();
    var life = new RotationSchedule(next.keys, next.rotation(step -> {}), LIVES, new AuditLog());

    life.start();
    Awaitility.await().until(() -> gateway.idsOf(KeyFamily.STORE, KeyState.DESTROYED).size() == 1);
    life.stop();

    assertThat(next.idsOf(KeyFamily.STORE, KeyState.ACTIVE)).isEqualTo(active);
    assertThat(next.openAll()).isEqualTo(kept);
  }

  @Test
  void afterAnOutageTheFormerKeyGoesWithTheNextLook() {
    var gateway = start();
    gateway.owe(1, "link");
    var former = gateway.idsOf(KeyFamily.OUTBOX, KeyState.ACTIVE);
    database.turn(RotationSchedule.OUTBOX);
    var life = new RotationSchedule(gateway.keys, gateway.rotation(step -> {}), LIVES, new AuditLog());
    database.jdbi().useHandle(handle -> handle.execute("ALTER TABLE owed RENAME TO away"));
    life.look();
    database.jdbi().useHandle(handle -> handle.execute("ALTER TABLE away RENAME TO owed"));
    assertThat(gateway.idsOf(KeyFamily.OUTBOX, KeyState.RETIRED)).isEqualTo(former);

    life.look();

    assertThat(gateway.idsOf(KeyFamily.OUTBOX, KeyState.DESTROYED)).isEqualTo(former);
    assertThat(gateway.openAllOwed()).isEqualTo(Map.of(1L, "link"));
  }

  @Test
  void aRowThatDoesNotOpenKeepsNoKeyBeyondItsHour() {
    var gateway = start();
    gateway.owe(1, "link");
    gateway.owe(2, "another");
    var former = gateway.idsOf(KeyFamily.OUTBOX, KeyState.ACTIVE);
    database.jdbi().useHandle(handle -> handle.execute("UPDATE owed SET link = (SELECT link FROM owed WHERE id = 2) WHERE id = 1"));
    database.turn(RotationSchedule.OUTBOX);

    new RotationSchedule(gateway.keys, gateway.rotation(step -> {}), LIVES, new AuditLog()).look();

    assertThat(gateway.idsOf(KeyFamily.OUTBOX, KeyState.DESTROYED)).isEqualTo(former);
    assertThat(gateway.ending.ended).containsExactly("owed 1");
    assertThat(gateway.openAllOwed()).isEqualTo(Map.of(2L, "another"));
  }

  @Test
  void anIdleGatewayForgetsWhatAnotherDestroyed() {
    var idle = start();
    var former = idle.keys.active(KeyFamily.STORE);
    var life = new RotationSchedule(idle.keys, idle.rotation(step -> {}), LIVES, new AuditLog());
    start().rotate(EnumSet.of(KeyFamily.STORE));
    assertThat(former.reveal()).isNotEmpty();

    life.look();

    assertThat(idle.keys.ring().ids()).doesNotContain(former.id()).hasSize(2);
    assertThatThrownBy(former::reveal).hasMessageContaining("wiped");
  }

  @Test
  void gaugesTellAgeRowsAndWhatWaits() {
    var gateway = start();
    fill(gateway, 3);
    assertThatThrownBy(() -> gateway.rotation(new CrashAfter(RotationStep.SWAPPED))
        .rotate(EnumSet.of(KeyFamily.STORE), line -> {})).hasRootCauseInstanceOf(Crash.class);
    database.turn(Duration.ofHours(2));
    var rotation = gateway.rotation(step -> {});
    var metrics = new MetricRegistry();

    KeysMetrics.register(metrics, new KeyList(database.ledger(), Gateway.TABLES), rotation);

    var gauges = metrics.getGauges();
    assertThat((long) gauges.get("nl.sluis.keys.store.age").getValue()).isBetween(7200L, 7300L);
    assertThat(gauges.get("nl.sluis.keys.store.rows").getValue()).isEqualTo(0L);
    assertThat(gauges.get("nl.sluis.keys.store.waiting").getValue()).isEqualTo(3L);
    assertThat(gauges.get("nl.sluis.keys.rotation.running").getValue()).isEqualTo(0);
    rotation.resume(line -> {});
    assertThat(gauges.get("nl.sluis.keys.rotation.resealed").getValue()).isEqualTo(3L);
  }
}
