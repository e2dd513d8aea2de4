package nl.sluis;

class ScopesOnH2Test extends ScopesContract {
  @Override
  Databases database() {
    return Databases.h2();
  }
}
