package nl.sluis;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class EventsOnPostgresTest extends EventsContract {
  @Override
  Databases database() {
    return Databases.postgres();
  }
}
