package nl.sluis;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class LimitsOnPostgresTest extends LimitsContract {
  @Override
  Databases database() {
    return Databases.postgres();
  }
}
