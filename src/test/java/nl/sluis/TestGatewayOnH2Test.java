package nl.sluis;

class TestGatewayOnH2Test extends TestGatewayContract {
  @Override
  Databases databases() {
    return Databases.h2();
  }
}
