package nl.sluis;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class MovesOnPostgresTest extends MovesContract {
  @Override
  Databases database() {
    return Databases.postgres();
  }
}
