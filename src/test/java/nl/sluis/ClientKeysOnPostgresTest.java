package nl.sluis;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class ClientKeysOnPostgresTest extends ClientKeysContract {
  @Override
  Databases database() {
    return Databases.postgres();
  }
}
