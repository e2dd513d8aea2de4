package nl.sluis;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class StatesOnPostgresTest extends StatesContract {
  @Override
  Databases database() {
    return Databases.postgres();
  }
}
