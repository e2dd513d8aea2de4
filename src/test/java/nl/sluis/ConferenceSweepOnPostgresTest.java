package nl.sluis;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class ConferenceSweepOnPostgresTest extends ConferenceSweepContract {
  @Override
  Databases databases() {
    return Databases.postgres();
  }
}
