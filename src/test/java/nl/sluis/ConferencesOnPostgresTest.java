package nl.sluis;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class ConferencesOnPostgresTest extends ConferencesContract {
  @Override
  Databases databases() {
    return Databases.postgres();
  }
}
