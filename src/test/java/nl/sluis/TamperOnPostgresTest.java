package nl.sluis;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import nl.sluis.testing.Settings;
import org.junit.jupiter.api.AfterAll;

class TamperOnPostgresTest extends TamperContract {
  private EmbeddedPostgres postgres;

  @Override
  void prepare(Settings settings) {
    try {
      postgres = EmbeddedPostgres.start();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    settings.set("database.url", "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres").set("database.user", "postgres");
  }

  @Override
  @AfterAll
  void stop() {
    super.stop();
    try {
      postgres.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
