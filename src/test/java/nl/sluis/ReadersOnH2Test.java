package nl.sluis;

import nl.sluis.testing.Settings;

class ReadersOnH2Test extends ReadersContract {
  @Override
  void prepare(Settings settings) {
    // H2 in a file is what a gateway starts with.
  }
}
