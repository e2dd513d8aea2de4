package nl.sluis;

class MoveCornersOnH2Test extends MoveCornersContract {
  @Override
  Databases database() {
    return Databases.h2();
  }
}
