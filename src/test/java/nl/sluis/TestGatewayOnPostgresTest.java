package nl.sluis;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class TestGatewayOnPostgresTest extends TestGatewayContract {
  @Override
  Databases databases() {
    return Databases.postgres();
  }
}
