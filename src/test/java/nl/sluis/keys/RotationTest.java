package nl.sluis.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Rotation and those who call it. */
class RotationTest extends GatewayTest {
  /** As in an upgrade: the later gateway seals in a table that the former one does not know. */
  @Test
  void aFormerGatewaysRotationLosesNothingOfATableThatItDoesNotKnow() {
    var later = start();
    var kept = fill(later, 3);
    var former = start();
    var rotation = new Rotation(former.keys, former.vault, List.of(Gateway.OWED), former.ending, Gateway.IMPATIENT);

    assertThatThrownBy(() -> rotation.rotate(Gateway.BOTH, line -> {})).isInstanceOf(RotationException.class)
        .hasMessageContaining("so it is kept");
    assertThat(later.openAll()).isEqualTo(kept);

    later.rotate(Gateway.BOTH);
    assertThat(later.openAll()).isEqualTo(kept);
    assertThat(later.idsOf(KeyFamily.STORE, KeyState.RETIRED)).as("who knows the table finishes it").isEmpty();
  }

  @Test
  void onlyTheFamilyAskedForRotates() {
    var gateway = start();
    gateway.keep("row", "x");
    var store = gateway.idsOf(KeyFamily.STORE, KeyState.ACTIVE);
    var outbox = gateway.idsOf(KeyFamily.OUTBOX, KeyState.ACTIVE);

    gateway.rotate(EnumSet.of(KeyFamily.OUTBOX));

    assertThat(gateway.idsOf(KeyFamily.STORE, KeyState.ACTIVE)).isEqualTo(store);
    assertThat(gateway.idsOf(KeyFamily.OUTBOX, KeyState.DESTROYED)).isEqualTo(outbox);
  }

  @Test
  void aSecondCallJoinsTheFirst() throws Exception {
    var gateway = start();
    var kept = fill(gateway, 10);
    var isUnderWay = new CountDownLatch(1);
    var mayGoOn = new CountDownLatch(1);
    var rotation = gateway.rotation(step -> {
      if (step == RotationStep.SWAPPED) {
        isUnderWay.countDown();
        await(mayGoOn);
      }
    });
    var threads = Executors.newFixedThreadPool(2);
    var firstLines = new CopyOnWriteArrayList<String>();
    var secondLines = new CopyOnWriteArrayList<String>();
    var first = threads.submit(() -> rotation.rotate(EnumSet.of(KeyFamily.STORE), firstLines::add));
    await(isUnderWay);
    var second = threads.submit(() -> rotation.rotate(EnumSet.of(KeyFamily.STORE), secondLines::add));
    while (secondLines.isEmpty()) {
      Thread.sleep(5);
    }
    mayGoOn.countDown();

    assertThat(second.get(60, TimeUnit.SECONDS)).isSameAs(first.get(60, TimeUnit.SECONDS));
    threads.shutdown();
    assertThat(firstLines).hasSize(3);
    assertThat(secondLines.get(0)).matches("joins rotation 1, which began at 20\\S+Z: .*");
    assertThat(secondLines.subList(1, secondLines.size())).isEqualTo(firstLines);
    assertThat(secondLines.get(0)).contains(rotation.progress().began().toString());
    assertThat(gateway.idsOf(KeyFamily.STORE, KeyState.DESTROYED)).hasSize(1);
    assertThat(gateway.openAll()).isEqualTo(kept);
  }

  @Test
  void whoAsksForMoreThanIsUnderWayGetsAllOfIt() throws Exception {
    var gateway = start();
    var isUnderWay = new CountDownLatch(1);
    var rotation = gateway.rotation(step -> isUnderWay.countDown());
    var threads = Executors.newFixedThreadPool(1);
    var hourly = threads.submit(() -> rotation.rotate(EnumSet.of(KeyFamily.OUTBOX), line -> {}));
    await(isUnderWay);

    assertThat(rotation.rotate(Gateway.BOTH, line -> {}).activated()).hasSize(2);

    hourly.get(60, TimeUnit.SECONDS);
    threads.shutdown();
    assertThat(gateway.idsOf(KeyFamily.OUTBOX, KeyState.DESTROYED)).hasSize(2);
  }

  @Test
  void aCallerWhoGoesAwayDoesNotStopIt() {
    var gateway = start();
    var rotation = gateway.rotation(step -> {});
    Consumer<String> gone = line -> {
      throw new IllegalArgumentException("the connection is closed");
    };
    assertThatThrownBy(() -> rotation.rotate(EnumSet.of(KeyFamily.STORE), gone))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(rotation.rotate(EnumSet.of(KeyFamily.STORE), line -> {}).destroyed()).isNotEmpty();
    assertThat(gateway.idsOf(KeyFamily.STORE, KeyState.RETIRED)).isEmpty();
  }
}
