package nl.sluis;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class RacesOnH2Test extends RacesContract {
  @Override
  Databases database() {
    return Databases.h2();
  }
}
