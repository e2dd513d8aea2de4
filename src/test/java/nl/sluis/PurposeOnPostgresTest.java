package nl.sluis;

import javax.sql.DataSource;
import nl.sluis.testing.Postgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.postgresql.ds.PGSimpleDataSource;

@Tag("slow")
class PurposeOnPostgresTest extends PurposeContract {
  private Postgres postgres;

  @Override
  Databases databases() {
    return Databases.postgres();
  }

  @Override
  DataSource empty() {
    postgres = Postgres.start();
    var source = new PGSimpleDataSource();
    source.setUrl(postgres.url());
    source.setUser("postgres");
    return source;
  }

  @AfterEach
  void stop() {
    if (postgres != null) {
      postgres.close();
    }
  }
}
