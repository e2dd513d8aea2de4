package nl.sluis;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class EventStormOnPostgresTest extends EventStormContract {
  @Override
  Databases database() {
    return Databases.postgres();
  }
}
