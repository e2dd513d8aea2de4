package nl.sluis;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class AccountOnPostgresTest extends AccountContract {
  @Override
  Databases database() {
    return Databases.postgres();
  }
}
