package nl.sluis;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class MoveCornersOnPostgresTest extends MoveCornersContract {
  @Override
  Databases database() {
    return Databases.postgres();
  }
}
