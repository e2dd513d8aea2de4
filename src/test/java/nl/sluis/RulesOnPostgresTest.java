package nl.sluis;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class RulesOnPostgresTest extends RulesContract {
  @Override
  Databases databases() {
    return Databases.postgres();
  }
}
