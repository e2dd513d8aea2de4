package nl.sluis;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class TamperedMovesOnPostgresTest extends TamperedMovesContract {
  @Override
  Databases database() {
    return Databases.postgres();
  }
}
