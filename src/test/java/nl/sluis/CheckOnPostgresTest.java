package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import javax.sql.DataSource;
import nl.sluis.testing.Ports;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class CheckOnPostgresTest extends CheckContract {
  @Override
  Databases databases() {
    return Databases.postgres();
  }

  @Override
  DataSource source() {
    var source = new PGSimpleDataSource();
    source.setUrl(sluis.settings.value("database.url"));
    source.setUser("postgres");
    return source;
  }

  @Test
  void aServerThatIsAwayAndAUserThatMayNotMakeTablesAreSaidToBeSo() {
    var url = sluis.settings.value("database.url");
    sluis.settings.set("database.url", "jdbc:postgresql://127.0.0.1:" + Ports.next() + "/postgres");
    assertThat(check().wrong()).singleElement().asString().startsWith("database: ").contains("the connection is refused");
    sluis.settings.set("database.url", url);
    assertThat(check().well("database")).contains("PostgreSQL 1");

    databases.jdbi(sluis).useHandle(handle -> handle.execute("CREATE ROLE looker LOGIN"));
    sluis.settings.set("database.user", "looker");
    assertThat(check().wrong()).singleElement().asString().startsWith("database: ").contains("let it own the database");
    sluis.settings.set("database.url", url.replaceFirst("/postgres$", "/none"));
    assertThat(check().wrong()).singleElement().asString().startsWith("database: ").contains("There is no such database");
  }

  @Test
  void aRunningGatewayIsNotDisturbed() {
    sluis.start();
    assertThat(check().well("keys")).contains("opens, and has");
    assertThat(check().well("database")).contains("No migration waits");
    sluis.stop();
  }
}
