package nl.sluis;

class ClientKeysOnH2Test extends ClientKeysContract {
  @Override
  Databases database() {
    return Databases.h2();
  }
}
