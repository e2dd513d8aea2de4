package nl.sluis;

class TheftOnPostgresTest extends TheftContract {
  @Override
  Databases database() {
    return Databases.postgres();
  }
}
