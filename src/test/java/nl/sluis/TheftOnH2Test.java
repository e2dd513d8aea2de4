package nl.sluis;

class TheftOnH2Test extends TheftContract {
  @Override
  Databases database() {
    return Databases.h2();
  }
}
