package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import javax.sql.DataSource;
import nl.sluis.database.Columns;
import nl.sluis.database.DurableTransactions;
import nl.sluis.database.Purpose;
import nl.sluis.database.TablesException;
import nl.sluis.testing.Http;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.TestInbox;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A database is for test gateways or for live ones, from its first start on. The same on every database. */
abstract class PurposeContract {
  private static final String OF_TESTS = "The database is one of test gateways, and this is a live gateway: name another database in database.url "
      + "(SLUIS_DATABASE_URL), or set test: true (SLUIS_TEST)";
  private static final String OF_LIVE = "The database is one of live gateways, and this is a test gateway: name another database in database.url "
      + "(SLUIS_DATABASE_URL), or set test: false (SLUIS_TEST)";
  private final Databases databases = databases();

  abstract Databases databases();

  /** An empty one, which no gateway has seen, beside that of {@link #databases}. */
  abstract DataSource empty();

  @AfterEach
  void close() {
    databases.close();
  }

  @Test
  void aLiveGatewayRefusesTheDatabaseOfATestGatewayWhichGoesOnAfterwards() {
    var sluis = LocalSluis.started(settings -> databases.set(settings.variable("SLUIS_TEST", "true")));
    var inbox = new TestInbox(sluis, sluis.clientKey());
    var first = sluis.postsInterview();
    inbox.takes(first.id(), "mail", 1);
    var next = inbox.page("").json().path("next").asText();
    sluis.stop();

    sluis.settings.variable("SLUIS_TEST", "false");
    isRefused(sluis, OF_TESTS);
    sluis.settings.variable("SLUIS_TEST", "");
    isRefused(sluis, OF_TESTS);

    sluis.settings.variable("SLUIS_TEST", "true");
    sluis.start();
    var second = sluis.postsInterview();
    inbox.takes(second.id(), "mail", 1);
    assertThat(inbox.of(first.id(), "mail")).as("it outlives a restart").hasSize(1);
    assertThat(inbox.page("?after=" + next).json().path("messages")).singleElement()
        .matches(one -> one.path("invitation").asText().equals(second.id()));
    sluis.close();
  }

  @Test
  void aTestGatewayRefusesTheDatabaseOfALiveGatewayWhichHasNoSuchAddress() {
    var sluis = LocalSluis.started(databases::set);
    var posted = sluis.postsInterview();
    await().until(() -> sluis.find(posted.id()).text("state"), "mailed"::equals);
    var none = sluis.ask("GET", "/v1/test/messages");
    assertThat(none.status()).isEqualTo(404);
    assertThat(none.http().body()).isEqualTo(sluis.ask("GET", "/v1/none").http().body()).doesNotContain("\"test\"");
    assertThat(Http.send("GET", sluis.settings.publicUrl() + "/v1/test/messages", null).status()).isEqualTo(401);
    assertThat(none.http().headers().firstValue("Sluis-Test")).isEmpty();
    sluis.stop();

    sluis.settings.set("test", "true");
    isRefused(sluis, OF_LIVE);
    sluis.settings.set("test", "false");
    sluis.start();
    assertThat(sluis.find(posted.id()).status()).isEqualTo(200);
    sluis.close();
  }

  /** A database from before there were test gateways. */
  @Test
  void whatHadAKeyringBeforeIsALiveGatewaysAndWhatHadNoneIsWhoseStartsFirst() {
    var source = empty();
    var jdbi = Columns.configure(Jdbi.create(source));
    migrates(source, "2");
    jdbi.useHandle(handle -> handle.execute("INSERT INTO keyring_epoch (database_id, epoch) VALUES ('x', 1)"));
    migrates(source, "latest");
    var transactions = new DurableTransactions(jdbi, false);
    assertThatThrownBy(() -> Purpose.claim(transactions, true)).isInstanceOf(TablesException.class).hasMessage(OF_LIVE);
    Purpose.claim(transactions, false);

    // As a first start leaves it that was cut short before it came so far.
    jdbi.useHandle(handle -> handle.execute("UPDATE purpose SET test = NULL"));
    Purpose.claim(transactions, true);
    Purpose.claim(transactions, true);
    assertThatThrownBy(() -> Purpose.claim(transactions, false)).isInstanceOf(TablesException.class).hasMessage(OF_TESTS);
  }

  private static void migrates(DataSource source, String version) {
    Flyway.configure().dataSource(source).locations("classpath:db/migration").target(version).load().migrate();
  }

  private static void isRefused(LocalSluis sluis, String sentence) {
    for (var command : List.of("server", "reconcile")) {
      var refusal = Refusal.of(sluis.refuses(command), null);
      assertThat(refusal.faults()).as(command).containsExactly(sentence);
      assertThat(refusal.status()).isEqualTo(78);
    }
  }
}
