package nl.sluis;

class MovesOnH2Test extends MovesContract {
  @Override
  Databases database() {
    return Databases.h2();
  }
}
