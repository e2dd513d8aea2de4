package nl.sluis;

import nl.sluis.testing.Settings;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class TamperOnH2Test extends TamperContract {
  @Override
  void prepare(Settings settings) {
    // H2 in a file is what a gateway starts with.
  }
}
