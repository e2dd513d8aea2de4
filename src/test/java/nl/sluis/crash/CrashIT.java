package nl.sluis.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every 201 is a promise, and it holds through {@code kill -9}. A few kills here; {@code bin/crash-test} does many, by the properties
 * {@code crash.kills}, {@code crash.database} and {@code crash.seed}.
 */
@Execution(ExecutionMode.CONCURRENT)
class CrashIT {
  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void promisedIsMailedAtLeastOnceAndOpenedAtMostOnce(String database) throws Exception {
    assumeTrue(System.getProperty("crash.database", "both").matches(database + "|both"));
    var many = Integer.getInteger("crash.kills");
    var kills = many != null ? many : database.equals("h2") ? 2 : 3;
    var seed = Long.getLong("crash.seed", new SplittableRandom().nextInt(1_000_000));
    var run = new CrashRun(database, kills, Duration.ofMillis(many != null ? 2_000 : 1_000), seed);
    try {
      var reckoning = run.run(many == null);
      publish(reckoning.report());
      assertThat(reckoning.brokenPromises()).isEmpty();
    } catch (AssertionError e) {
      publish(String.format(Locale.ROOT, "%nCrash test on %s (seed %d) FAILED: %s", database, seed, e.getMessage()));
      throw e;
    }
  }

  /** To the console, and to a file, for the console has much else to say. */
  static synchronized void publish(String report) throws IOException {
    System.out.println(report);
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target/crash-test.txt"), report, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
