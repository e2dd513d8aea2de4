package nl.sluis;

import nl.sluis.testing.Settings;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class OutboxOnH2Test extends OutboxContract {
  @Override
  void prepare(Settings settings) {
    // H2 in a file is what a gateway starts with.
  }
}
