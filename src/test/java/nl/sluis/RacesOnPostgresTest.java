package nl.sluis;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class RacesOnPostgresTest extends RacesContract {
  @Override
  Databases database() {
    return Databases.postgres();
  }
}
