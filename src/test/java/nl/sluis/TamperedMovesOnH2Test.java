package nl.sluis;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class TamperedMovesOnH2Test extends TamperedMovesContract {
  @Override
  Databases database() {
    return Databases.h2();
  }
}
