package nl.sluis;

import nl.sluis.testing.Settings;

class SluisOnH2Test extends SluisContract {
  @Override
  void prepare(Settings settings) {
    // H2 in a file is what a gateway starts with.
  }
}
