package nl.sluis;

class LimitsOnPostgresTest extends LimitsContract {
  @Override
  Databases database() {
    return Databases.postgres();
  }
}
