package nl.sluis;

class RulesOnH2Test extends RulesContract {
  @Override
  Databases databases() {
    return Databases.h2();
  }
}
