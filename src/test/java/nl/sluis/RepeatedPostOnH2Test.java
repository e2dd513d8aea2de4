package nl.sluis;

class RepeatedPostOnH2Test extends RepeatedPostContract {
  @Override
  Databases database() {
    return Databases.h2();
  }
}
