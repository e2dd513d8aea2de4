package nl.sluis;

class ConferencesOnH2Test extends ConferencesContract {
  @Override
  Databases databases() {
    return Databases.h2();
  }
}
