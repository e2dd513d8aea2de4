package nl.sluis;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class BouncesOnPostgresTest extends BouncesContract {
  @Override
  Databases database() {
    return Databases.postgres();
  }
}
