package nl.sluis;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class TheftOnPostgresTest extends TheftContract {
  @Override
  Databases database() {
    return Databases.postgres();
  }
}
