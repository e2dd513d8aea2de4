package nl.sluis;

class RepeatedPostOnPostgresTest extends RepeatedPostContract {
  @Override
  Databases database() {
    return Databases.postgres();
  }
}
