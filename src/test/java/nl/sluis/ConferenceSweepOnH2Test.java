package nl.sluis;

class ConferenceSweepOnH2Test extends ConferenceSweepContract {
  @Override
  Databases databases() {
    return Databases.h2();
  }
}
