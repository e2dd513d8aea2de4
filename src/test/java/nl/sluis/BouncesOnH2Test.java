package nl.sluis;

class BouncesOnH2Test extends BouncesContract {
  @Override
  Databases database() {
    return Databases.h2();
  }
}
