package nl.sluis.outbox;

import nl.sluis.testing.Plans;

class LeasesOnH2Test extends LeasesContract {
  @Override
  Plans plans() {
    return Plans.onH2();
  }
}
