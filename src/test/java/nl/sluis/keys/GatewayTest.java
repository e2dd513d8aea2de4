package nl.sluis.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A database and a keys folder, both empty, for each test. */
abstract class GatewayTest {
  @TempDir Path temp;
  TestDatabase database;
  Path folder;

  /** @return an empty database */
  TestDatabase open(Path temp) {
    return TestDatabase.h2(temp.resolve("database"));
  }

  @BeforeEach
  void migrate() {
    database = open(temp).migrate();
    folder = temp.resolve("keys");
  }

  @AfterEach
  void closeDatabase() {
    database.close();
  }

  Gateway start() {
    return Gateway.start(database, folder);
  }

  static Map<String, String> fill(Gateway gateway, int rows) {
    var kept = new HashMap<String, String>();
    for (int i = 0; i < rows; i++) {
      kept.put("row" + i, "text " + i);
    }
    gateway.keep(kept, () -> {});
    return kept;
  }

  static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Stops a rotation as a power cut would: what is on disk stays, nothing else happens. */
  record CrashAfter(RotationStep step) implements Consumer<RotationStep> {
    @Override
    public void accept(RotationStep done) {
      if (done == step) {
        throw new Crash();
      }
    }
  }

  static final class Crash extends Error {
    private static final long serialVersionUID = 1;
  }
}
