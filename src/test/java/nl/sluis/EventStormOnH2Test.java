package nl.sluis;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class EventStormOnH2Test extends EventStormContract {
  @Override
  Databases database() {
    return Databases.h2();
  }
}
