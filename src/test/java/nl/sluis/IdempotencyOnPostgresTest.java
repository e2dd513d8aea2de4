package nl.sluis;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class IdempotencyOnPostgresTest extends IdempotencyContract {
  @Override
  Databases database() {
    return Databases.postgres();
  }
}
