package nl.sluis;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class TheftOnH2Test extends TheftContract {
  @Override
  Databases database() {
    return Databases.h2();
  }
}
