package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import nl.sluis.database.Columns;
import nl.sluis.keys.SealedColumn;
import nl.sluis.keys.SealedTable;
import nl.sluis.testing.Gateway.Posted;
import nl.sluis.testing.LinkHolder;
import nl.sluis.testing.LocalSluis;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However an invitation ends, nothing that is sealed of it is left in any table: also not in one that joined {@link SealedColumn} lately. */
class ErasedAtEndTest {
  private static final Duration UNTIL_ALL_EXPIRED = Duration.ofDays(20);
  private final LocalSluis sluis = new LocalSluis();
  private Jdbi jdbi;

  @BeforeEach
  void start() {
    sluis.start();
    jdbi = Columns.configure(sluis.settings.database());
  }

  @AfterEach
  void stop() {
    sluis.close();
  }

  @Test
  void byTheVisitorWhoHasIt() {
    var one = sluis.postsInterview();
    var holder = sluis.holderOf(one);
    var released = holder.releases(sluis.codeFor(holder, one));
    holder.acknowledges(released);
    isErased(one, "opened");
  }

  @Test
  void byTheEndOfTheVisitorsTenMinutes() {
    var one = sluis.postsInterview();
    var holder = sluis.holderOf(one);
    assertThat(holder.releases(sluis.codeFor(holder, one)).status()).isEqualTo(200);
    assertThat(sealed(one)).as("until then it is there").isNotEmpty();
    sweep(Duration.ofHours(1));
    isErased(one, "opened");
  }

  @Test
  void byItsScheduler() {
    var one = withCode();
    assertThat(sluis.ask("DELETE", "/v1/invitations/" + one.id()).status()).isEqualTo(204);
    isErased(one, "revoked");
  }

  @Test
  void byItsSchedulerWhenItWasTampered() {
    var one = withCode();
    jdbi.useHandle(handle -> handle.execute("UPDATE invitation SET failures = 5 WHERE id = ?", one.id()));
    assertThat(sluis.ask("DELETE", "/v1/invitations/" + one.id()).status()).isEqualTo(204);
    isErased(one, "revoked");
  }

  @Test
  void byWrongTries() {
    var one = withCode();
    var holder = sluis.holderOf(one);
    await().until(() -> holder.asksForCode(one.digits().equals("0000") ? "1111" : "0000").status() == 410);
    isErased(one, "locked");
  }

  @Test
  void byAStolenKey() {
    var one = withCode();
    var key = jdbi
        .withHandle(handle -> handle.createQuery("SELECT id FROM sealing_key WHERE active_family = 'store'").mapTo(String.class).one());
    assertThat(sluis.operates("POST", "/tasks/compromise-key?key=" + key).status()).isEqualTo(200);
    isErased(one, "revoked");
  }

  @Test
  void byARotationThatCannotOpenIt() {
    var one = withCode();
    jdbi.useHandle(handle -> handle.execute("UPDATE invitation SET share = CAST('x' AS BYTEA) WHERE id = ?", one.id()));
    assertThat(sluis.operates("POST", "/tasks/rotate-keys").status()).isEqualTo(200);
    isErased(one, "tampered");
  }

  @Test
  void byTime() {
    var one = withCode();
    sluis.mailbox.stop();
    var waiting = sluis.postsInterview();
    sweep(UNTIL_ALL_EXPIRED);
    isErased(one, "expired");
    isErased(waiting, "expired");
  }

  private Posted withCode() {
    var one = sluis.postsInterview();
    sluis.codeFor(sluis.holderOf(one), one);
    assertThat(sealed(one)).isNotEmpty();
    return one;
  }

  /** The names that the page may still show are there until it would have expired; then they go too. */
  private void isErased(Posted one, String state) {
    assertThat(sluis.find(one.id()).text("state")).isEqualTo(state);
    // A notice to its organizer may be on its way.
    await().untilAsserted(() -> assertThat(besides(one)).isEmpty());
    sweep(UNTIL_ALL_EXPIRED);
    assertThat(sealed(one)).isEmpty();
  }

  /** @return the tables beside invitation in which something is sealed of it */
  private List<String> besides(Posted one) {
    return sealed(one).stream().filter(table -> !table.equals("invitation")).toList();
  }

  private List<String> sealed(Posted one) {
    return SealedColumn.tables().stream().filter(table -> isSealed(table, one.id())).map(SealedTable::table).toList();
  }

  private boolean isSealed(SealedTable table, String id) {
    var reference = switch (table.table()) {
      case "invitation" -> "id";
      case "outbox" -> "invitation_number";
      default -> "invitation_id";
    };
    var value = table.table().equals("outbox") ? "(SELECT number FROM invitation WHERE id = :id)" : ":id";
    return jdbi.withHandle(handle -> {
      // Clients and days are no invitation's.
      var known = handle
          .createQuery("SELECT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = :table AND column_name = :column)")
          .bind("table", table.table().toUpperCase(Locale.ROOT)).bind("column", reference.toUpperCase(Locale.ROOT)).mapTo(Boolean.class)
          .one();
      var filled = table.columns().stream().map(column -> column + " IS NOT NULL").collect(Collectors.joining(" OR "));
      return known
          && handle
              .createQuery(
                  "SELECT EXISTS (SELECT 1 FROM " + table.table() + " WHERE " + reference + " = " + value + " AND (" + filled + "))")
              .bind("id", id).mapTo(Boolean.class).one();
    });
  }

  private void sweep(Duration later) {
    Sweeper.sweep(sluis, Databases.h2(), later);
  }
}
