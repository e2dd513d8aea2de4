package nl.sluis;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class StatesOnH2Test extends StatesContract {
  @Override
  Databases database() {
    return Databases.h2();
  }
}
