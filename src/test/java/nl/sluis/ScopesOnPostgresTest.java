package nl.sluis;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class ScopesOnPostgresTest extends ScopesContract {
  @Override
  Databases database() {
    return Databases.postgres();
  }
}
