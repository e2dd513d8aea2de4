package nl.sluis;

import nl.sluis.testing.Postgres;
import nl.sluis.testing.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class ReadersOnPostgresTest extends ReadersContract {
  private Postgres postgres;

  @Override
  void prepare(Settings settings) {
    postgres = Postgres.start();
    postgres.holds(settings);
  }

  @AfterEach
  void close() {
    postgres.close();
  }
}
