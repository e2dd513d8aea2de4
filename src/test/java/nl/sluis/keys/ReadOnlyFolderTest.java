package nl.sluis.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import nl.sluis.audit.AuditLog;
import nl.sluis.testing.OtherJvm;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A keys folder on a mount that is read-only: the gateway serves, and leaves rotation to others. */
class ReadOnlyFolderTest extends GatewayTest {
  @Test
  void aGatewayThatMayNotWriteThereSealsAndOpensAndNeverRotates() throws Exception {
    assumeThat(unshare("true")).as("this machine lets us mount for ourselves").isZero();
    var gateway = start();
    gateway.keep("before", "1");
    database.shutDown();

    var java = String.join(" ", OtherJvm.command("-cp", "'" + System.getProperty("java.class.path") + "' "));
    var mounted = String.format(Locale.ROOT, "mount --bind '%1$s' '%1$s' && mount -o remount,bind,ro '%1$s' && ", folder);
    assertThat(unshare(mounted + java + "'" + ReadOnly.class.getName() + "' '" + temp + "'")).isZero();

    database = open(temp);
    var next = start();
    assertThat(next.openAll()).isEqualTo(Map.of("before", "1", "after", "2"));
    assertThat(next.idsOf(KeyFamily.STORE, KeyState.DESTROYED)).isEmpty();
  }

  private static int unshare(String command) throws IOException, InterruptedException {
    var process = new ProcessBuilder("unshare", "-Urm", "sh", "-c", command).inheritIO().start();
    return process.waitFor(60, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  /** In a process whose keys folder is read-only. */
  static final class ReadOnly {
    private ReadOnly() {}

    public static void main(String[] arguments) throws InterruptedException {
      var temp = Path.of(arguments[0]);
      var gateway = Gateway.start(TestDatabase.h2(temp.resolve("database")), temp.resolve("keys"));
      assertThat(gateway.keys.isReadOnly()).isTrue();
      assertThat(gateway.open("before")).isEqualTo("1");
      gateway.keep("after", "2");
      assertThat(new KeysHealthCheck(gateway.keys).execute().isHealthy()).isTrue();
      try {
        gateway.rotate(Gateway.BOTH);
        throw new AssertionError("it rotated");
      } catch (RotationException e) {
        assertThat(e).hasMessageContaining("rotate at one that may");
      }
      forgetsWhatIsNoLongerListed(gateway);
      System.exit(0);
    }

    private static void forgetsWhatIsNoLongerListed(Gateway gateway) throws InterruptedException {
      var outbox = gateway.keys.active(KeyFamily.OUTBOX);
      gateway.database.transactions().write(handle -> handle.execute("DELETE FROM sealing_key WHERE id = ?", outbox.id()));
      var life = new RotationSchedule(gateway.keys, gateway.rotation(step -> {}), Map.of(KeyFamily.STORE, Duration.ZERO), new AuditLog());
      try {
        life.start();
        Awaitility.await().until(() -> gateway.keys.ring().find(outbox.id()).isEmpty());
      } finally {
        life.stop();
      }
    }
  }
}
