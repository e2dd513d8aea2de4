package nl.sluis;

class LimitsOnH2Test extends LimitsContract {
  @Override
  Databases database() {
    return Databases.h2();
  }
}
