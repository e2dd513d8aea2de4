package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.SealedPosts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A post costs the statements that docs/architecture.md names. H2 counts them. */
class PostStatementsTest {
  private static final int POSTS = 40;
  private static LocalSluis sluis;

  @BeforeAll
  static void start() {
    sluis = LocalSluis.started();
    sluis.clientKey();
    sluis.settings.database().useHandle(handle -> {
      handle.execute("SET QUERY_STATISTICS TRUE");
      handle.execute("SET QUERY_STATISTICS_MAX_ENTRIES 1000");
    });
  }

  @AfterAll
  static void stop() {
    sluis.close();
  }

  @Test
  void ofAPostNothingIsLeftForItsTransactionButInserts() {
    var begun = System.nanoTime();
    var conferences = ran("conference");
    var clients = ran("used_on FROM client c JOIN client_key");
    var limits = ran("limit_use");
    var invitations = ran("INSERT INTO invitation");
    var mails = ran("INSERT INTO outbox");
    var keyed = ran("idempotency");
    var used = ran("UPDATE client_key");
    var entered = ran("INSERT INTO used_meeting_id");
    var ledger = ran("used_meeting_id") + ran("FROM ledger_key ORDER BY");
    for (var i = 0; i < POSTS; i++) {
      assertThat(sluis.post(Meetings.request()).status()).isEqualTo(201);
    }
    assertThat(ran("INSERT INTO invitation") - invitations).isEqualTo(POSTS);
    assertThat(ran("conference") - conferences).as("who wants no meeting made pays nothing for it").isZero();
    assertThat(ran("INSERT INTO outbox") - mails).isEqualTo(POSTS);
    assertThat(ran("idempotency") - keyed).isZero();
    assertThat(ran("INSERT INTO used_meeting_id") - entered).as("whether the meeting ID is new").isEqualTo(POSTS);
    assertThat(ran("used_meeting_id") + ran("FROM ledger_key ORDER BY") - ledger)
        .as("that, and once a day the keys; the first also draws one, and the day may end").isBetween((long) POSTS, POSTS + 4L);
    assertThat(ran("limit_use") - limits)
        .as("one block, by UPDATE, and the first of the hour by INSERT, then how much is used; the hour may end")
        .isLessThanOrEqualTo(6);
    assertThat(ran("UPDATE client_key") - used).as("the day of use, once a day; the day may end").isLessThanOrEqualTo(2);
    assertThat(ran("used_on FROM client c JOIN client_key") - clients).as("once a second")
        .isLessThanOrEqualTo(1 + Duration.ofNanos(System.nanoTime() - begun).toSeconds());
  }

  @Test
  void ofManyInviteesAllAreInsertedInOneBatch() {
    var sender = new SealedPosts("sender", 20);
    var looked = ran("access_hash IN");
    var opened = ran("INSERT INTO invitation");
    assertThat(sluis.post(sender.request).status()).isEqualTo(201);
    assertThat(ran("access_hash IN") - looked).as("whether they were posted before").isEqualTo(1);
    assertThat(ran("INSERT INTO invitation") - opened).as("rows of the batch").isEqualTo(20);
  }

  private static long ran(String part) {
    return sluis.settings.database().withHandle(handle -> handle
        .createQuery("SELECT COALESCE(SUM(execution_count), 0) FROM INFORMATION_SCHEMA.QUERY_STATISTICS "
            + "WHERE sql_statement LIKE :part AND sql_statement NOT LIKE '%QUERY_STATISTICS%' AND sql_statement NOT LIKE 'DELETE%'")
        .bind("part", "%" + part + "%").mapTo(Long.class).one());
  }
}
