package nl.sluis.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import nl.sluis.testing.Postgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class PostgresRotationTest extends RotationContract {
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static Postgres server;

  @BeforeAll
  static void startServer() {
    server = Postgres.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  /** In an upgrade the former gateway may rotate: what it does not know it cannot seal again, and does not lose. */
  @Test
  void aTableThatALaterVersionBroughtKeepsItsKeyUntilAGatewayOfThatVersionRotates() {
    var gateway = start();
    gateway.keep("row", "x");
    var later = new SealedTable(KeyFamily.STORE, "later", "id", List.of("remark"));
    var sealed = gateway.vault.seal(KeyFamily.STORE, later.place("remark"), "row", Gateway.bytes("a remark"));
    database.jdbi().useHandle(handle -> {
      handle.execute("CREATE TABLE later (id VARCHAR(22) PRIMARY KEY, key_id VARCHAR(22) REFERENCES sealing_key (id), remark BYTEA)");
      handle.execute("INSERT INTO later (id, key_id, remark) VALUES ('row', ?, ?)", sealed.keyId(), sealed.bytes());
    });
    var store = EnumSet.of(KeyFamily.STORE);

    assertThatThrownBy(() -> gateway.rotate(store)).isInstanceOf(RotationException.class)
        .hasMessageContaining(sealed.keyId() + ", so it is kept");
    assertThat(remark(gateway, later)).isEqualTo("a remark");

    var tables = List.of(Gateway.KEPT, Gateway.OWED, later);
    var report = new Rotation(gateway.keys, gateway.vault, tables, gateway.ending, Gateway.OPTIONS).rotate(store, line -> {});
    assertThat(report.destroyed()).contains(sealed.keyId());
    assertThat(remark(gateway, later)).isEqualTo("a remark");
    assertThat(gateway.openAll()).containsEntry("row", "x");
  }

  private String remark(Gateway gateway, SealedTable later) {
    return database.jdbi().withHandle(handle -> handle.createQuery("SELECT key_id, remark FROM later").map((row, context) -> Gateway.text(
        gateway.vault.open(row.getString("key_id"), later.place("remark"), "row", row.getBytes("remark")))).one());
  }

  @Override
  TestDatabase open(Path temp) {
    return TestDatabase.postgres(server, "keys" + DATABASES.incrementAndGet());
  }
}
