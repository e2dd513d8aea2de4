package nl.sluis;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class RepeatedPostOnPostgresTest extends RepeatedPostContract {
  @Override
  Databases database() {
    return Databases.postgres();
  }
}
