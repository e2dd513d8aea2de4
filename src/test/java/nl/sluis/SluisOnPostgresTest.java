package nl.sluis;

import nl.sluis.testing.Postgres;
import nl.sluis.testing.Settings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class SluisOnPostgresTest extends SluisContract {
  private Postgres postgres;

  @Override
  void prepare(Settings settings) {
    postgres = Postgres.start();
    postgres.holds(settings);
  }

  @Override
  @AfterAll
  void stop() {
    super.stop();
    postgres.close();
  }
}
