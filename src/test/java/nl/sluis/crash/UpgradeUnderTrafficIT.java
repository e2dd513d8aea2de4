package nl.sluis.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Two gateways on PostgreSQL become another version under traffic, one after the other, and every promise holds. Only where a former version was
 * built: {@code bin/upgrade-test} does that, and names its folder by the property {@code crash.former}.
 */
class UpgradeUnderTrafficIT {
  @Test
  void twoVersionsServeOneDatabaseSideBySide() throws Exception {
    var former = System.getProperty("crash.former");
    assumeTrue(former != null, "no former version was built");
    var seconds = Integer.getInteger("crash.seconds", 15);
    var seed = Long.getLong("crash.seed", new SplittableRandom().nextInt(1_000_000));
    var run = new CrashRun("postgresql", 0, Duration.ZERO, seed);
    var reckoning = run.upgrade(Path.of(former), Duration.ofSeconds(seconds));
    CrashIT.publish(reckoning.report());
    assertThat(reckoning.brokenPromises()).isEmpty();
  }
}
