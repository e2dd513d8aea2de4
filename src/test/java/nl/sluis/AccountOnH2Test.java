package nl.sluis;

class AccountOnH2Test extends AccountContract {
  @Override
  Databases database() {
    return Databases.h2();
  }
}
