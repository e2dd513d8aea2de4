package nl.sluis.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.sluis.database.Daos;
import nl.sluis.testgateway.TestMessageDao;
import nl.sluis.testing.Plans;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** However many invitations lie in the database, no statement of a request, of the sweeper or about a key reads them all. */
class StorePlanTest {
  /** Of what is due there is a little everywhere, fewer than a batch. */
  private static final int DUE = 3;
  private static final String YESTERDAY = "CURRENT_TIMESTAMP - INTERVAL '1' DAY";
  private static final String ROWS = """
      INSERT INTO sealing_key (id, family, state, active_family, created_at) VALUES ('k', 'store', 'active', 'store', CURRENT_TIMESTAMP);
      INSERT INTO client (id, name, hash_key, key_id, created_at) SELECT 'c', 'c', $bytes('x'), 'k', CURRENT_TIMESTAMP FROM $rows(1);
      INSERT INTO day_key (id, hash_key, key_id) VALUES ('2027-01-12', $bytes('x'), 'k');
      """
      + invitations("waits", 4_000, "queued", "NULL", "+", "NULL")
      + invitations("came", 4_000, "mailed", "NULL", "+", "NULL")
      + invitations("lapses", DUE, "mailed", "NULL", "-", "NULL")
      + invitations("locked", 4_000, "locked", YESTERDAY, "+", "NULL")
      + invitations("forgets", DUE, "locked", YESTERDAY, "-", "NULL")
      + invitations("forgot", 4_000, "locked", YESTERDAY, "-", YESTERDAY)
      + invitations("opened", 4_000, "opened", YESTERDAY, "-", YESTERDAY) + """
      UPDATE invitation SET contact = NULL, share = NULL, seal = NULL, key_id = NULL WHERE erased_at IS NOT NULL;
      UPDATE invitation SET ticket_hash = access_hash, opened_at = CURRENT_TIMESTAMP - INTERVAL '1' HOUR
        WHERE id IN ('opened1', 'opened2', 'opened3');
      UPDATE invitation SET ended_at = CURRENT_TIMESTAMP - INTERVAL '60' DAY WHERE id IN ('opened7', 'opened8', 'opened9');
      UPDATE invitation SET meeting_hash = $bytes('m') WHERE id IN ('waits4', 'came4', 'locked4', 'opened4');
      INSERT INTO meeting (id, client_id, sequence, created_at, changed_at, seal, key_id)
        SELECT 'm' || x, 'c', 0, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, $bytes('x'), 'k' FROM $rows(4000);
      INSERT INTO conference (id, client_id, meeting_hash, sequence, state, intended_at, starts_at, ends_at, host_hash)
        SELECT 'c' || x, 'c', $bytes('came' || x), 0, 'held', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP,
          CURRENT_TIMESTAMP + CASE WHEN x <= 3 THEN INTERVAL '-60' DAY ELSE INTERVAL '7' DAY END, $bytes('h') FROM $rows(4000);
      INSERT INTO ledger_key (id, turn, hash_key, key_id) VALUES ('l', '2027', $bytes('x'), 'k');
      INSERT INTO used_meeting_id (id_hash, uid_hash, turn)
        SELECT $bytes('u' || x), $bytes('x'), CASE WHEN x <= 3 THEN '2025' ELSE '2027' END FROM $rows(4000);
      INSERT INTO scheduler_ref (invitation_id, ref_hash, ref, key_id) SELECT 'came' || x, $bytes('came' || x), $bytes('x'), 'k' FROM $rows(4000);
      INSERT INTO opening (invitation_id, opened_at) SELECT 'opened' || x, CURRENT_TIMESTAMP - INTERVAL '1' DAY FROM $rows(4000);
      INSERT INTO opening (invitation_id, ticket_hash, opened_at)
        SELECT 'came' || x, $bytes('came' || x), CURRENT_TIMESTAMP - INTERVAL '1' DAY FROM $rows(3);
      INSERT INTO outbox (id, invitation_number, kind, payload, key_id, due_at, expires_at)
        SELECT 'waits' || x, (SELECT number FROM invitation WHERE id = 'waits' || x), 'invitation', $bytes('x'), 'k', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP + INTERVAL '7' DAY FROM $rows(4000);
      INSERT INTO code (invitation_id, reference, hash, hash_key, key_id, expires_at)
        SELECT 'came' || x, 'AA', $bytes('x'), $bytes('x'), 'k', CURRENT_TIMESTAMP + INTERVAL '9' MINUTE FROM $rows(4000);
      INSERT INTO test_message (id, client_id, sent_at, message, key_id)
        SELECT 'm' || x, 'c', CURRENT_TIMESTAMP - CASE WHEN x <= 3 THEN INTERVAL '2' DAY ELSE INTERVAL '1' HOUR END, $bytes('x'), 'k' FROM $rows(4000);
      INSERT INTO limit_use (subject, time_window, used) SELECT 'number:' || x, '2027-01-12', 1 FROM $rows(4000);
      INSERT INTO limit_use (subject, time_window, used) SELECT 'range:' || x, '2027-01-12T10', 1 FROM $rows(4000);
      INSERT INTO limit_use (subject, time_window, used) VALUES ('number:1', '2027-01-11', 1), ('range:1', '2027-01-12T09', 1);
      INSERT INTO idempotency (client_id, key_hash, body_hash, ids, level, state, lapses_at, posted_at)
        SELECT 'c', $bytes('x' || x), $bytes('x'), $bytes('x'), 'sealed-at-intake', 'queued', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP FROM $rows(4000);
      """;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String invitations(String name, int many, String state, String endedAt, String fromNow, String erasedAt) {
    return String.format(Locale.ROOT, """
        INSERT INTO invitation (id, client_id, access_hash, meeting_hash, level, state, created_at, ended_at, expires_at, erased_at, key_id, contact,
            share, seal)
          SELECT '%1$s' || x, 'c', $bytes('%1$s' || x), $bytes('%1$s' || x), 'sealed-at-intake', '%3$s', CURRENT_TIMESTAMP - INTERVAL '2' DAY, %4$s,
            CURRENT_TIMESTAMP %5$s INTERVAL '7' DAY, %6$s, 'k', $bytes('x'), $bytes('x'), $bytes('x') FROM $rows(%2$d);
        """, name, many, state, endedAt, fromNow, erasedAt);
  }

  abstract static class Contract {
    Plans plans;

    abstract Plans open();

    @BeforeAll
    void fill() {
      plans = open().filled(ROWS);
    }

    @AfterAll
    void close() {
      plans.close();
    }

    @Test
    void whetherASealedInvitationWasPostedIsReadFromTwoIndexes() {
      for (var known : new String[] {"came500", "unknown"}) {
        var plan = plans.of(InvitationDao.class, "taken",
            Map.of("ids", List.of(known), "accessHashes", List.of(known.getBytes(StandardCharsets.UTF_8))));
        assertThat(Plans.rowsRead(plan)).as(plan).isLessThanOrEqualTo(2);
      }
    }

    @Test
    void invitationsOfARepeatedPostAreReadByTheirIds() {
      var plan = plans.of(InvitationDao.class, "allOf", Map.of("clientId", "c", "ids", List.of("came1", "waits500", "opened9")));
      // Of thousands; a scan's last step and dead versions of a row count too.
      assertThat(Plans.rowsRead(plan)).as(plan).isLessThanOrEqualTo(10);
    }

    @Test
    void whatIsAskedOfAMeetingReadsNoOther() {
      var bound = new HashMap<String, Object>(Map.of("clientId", "c", "meetingHash", bytes("m"), "hash", bytes("m"), "now", Instant.now(),
          "sequence", 0, "after", 0L, "limit", 500, "id", "m7", "ids", new String[] {"came4", "opened4"}, "keyId", "k"));
      for (var method : List.of("lockLive", "lockOf", "countLive", "opened", "highestSequence", "isAnybodyInvited", "ofMeeting",
          "unsent")) {
        reads(InvitedDao.class, method, bound, 12);
      }
      bound.putAll(Map.of("before", 20_000L, "ticketHash", bytes("came1"), "since", Instant.EPOCH, "invitationId", "opened9"));
      reads(InvitedDao.class, "ofClient", bound, 501);
      for (var method : List.of("of", "invitationOf", "acknowledgeable", "eraseTickets")) {
        reads(OpeningDao.class, method, bound, 12);
      }
      bound.putAll(Map.of("below", 0L, "createdAt", Instant.now(), "changedAt", Instant.now(), "seal", new byte[1]));
      bound.put("cancelledAt", null);
      for (var method : List.of("lock", "find", "lockAll", "insert", "update", "removeEmpty", "erase")) {
        reads(MeetingDao.class, method, bound, 12);
      }
      bound.put("id", "new");
      reads(MeetingDao.class, "insert", bound, 12);
      for (var method : List.of("of", "free", "erase")) {
        reads(SchedulerRefDao.class, method, bound, 12);
      }
      reads(SchedulerRefDao.class, "byHashes", Map.of("hashes", List.of(bytes("came1"), bytes("came2"))), 12);
    }

    private void reads(Class<?> dao, String method, Map<String, ?> bound, long most) {
      var plan = plans.of(dao, method, bound);
      assertThat(Plans.rowsRead(plan)).as(method + " " + plan).isLessThanOrEqualTo(most);
    }

    @Test
    void theSweeperReadsWhatIsDueAndNothingElse() {
      var now = Instant.now();
      var month = now.minus(Duration.ofDays(30));
      var statements = new ArrayList<>(Arrays.stream(RetentionDao.class.getMethods()).map(Method::getName).toList());
      for (var sweep : List.of(
          Map.entry("lapsed", Map.of("now", now)),
          Map.entry("forgetContacts", Map.of("now", now)),
          Map.entry("eraseCodes", Map.of("since", now)),
          Map.entry("eraseMails", Map.of("now", now)),
          Map.entry("eraseTestMessages", Map.of("since", now.minus(Duration.ofDays(1)))),
          Map.entry("forgetLimits", Map.of("first", "", "last", "2027-01-11T23")),
          Map.entry("forgetLimits", Map.of("first", "2027-01-12T00", "last", "2027-01-12T09")),
          Map.entry("forgetAnswers", Map.of("since", month)),
          Map.entry("forgetConferences", Map.of("since", month)),
          Map.entry("forgetDays", Map.of("today", "2027-01-12")))) {
        var bound = new HashMap<String, Object>(sweep.getValue());
        bound.put("batch", 500);
        var plan = plans.of(RetentionDao.class, sweep.getKey(), bound);
        assertThat(Plans.rowsRead(plan)).as(sweep.getKey() + " " + plan).isLessThanOrEqualTo(4L * DUE);
        statements.removeIf(sweep.getKey()::equals);
      }
      var bound = Map.<String, Object>of("first", Instant.EPOCH, "since", month, "batch", 500);
      var plan = plans.of(MeetingDao.class, "tombstones", bound);
      assertThat(Plans.rowsRead(plan)).as("tombstones " + plan).isLessThanOrEqualTo(4L * DUE);
      for (var method : List.of("lapsed", "lapsedOfSeveral")) {
        var lapsed = plans.of(OpeningDao.class, method, Map.of("since", now, "batch", 500));
        assertThat(Plans.rowsRead(lapsed)).as(method + " " + lapsed).isLessThanOrEqualTo(4L * DUE);
      }
      // By their ids.
      statements.removeAll(List.of("removeTombstones", "expire"));
      assertThat(statements).as("not looked at").isEmpty();
    }

    @Test
    void theLedgerReadsAnIdAndTheSweeperReadsFormerYears() {
      var found = plans.of(LedgerDao.class, "find", Map.of("hashes", List.of(bytes("u9"), bytes("unknown"))));
      assertThat(Plans.rowsRead(found)).as(found).isLessThanOrEqualTo(4);
      var forgotten = plans.of(LedgerDao.class, "forgetEntries", Map.of("year", "2026", "batch", 500));
      assertThat(Plans.rowsRead(forgotten)).as(forgotten).isLessThanOrEqualTo(4L * DUE);
    }

    @Test
    void aPageOfATestGatewaysMessagesReadsNoMore() {
      var plan = plans.of(TestMessageDao.class, "list",
          Map.of("clientId", "c", "after", 1_000L, "since", Instant.now().minus(Duration.ofDays(1)), "limit", 10));
      assertThat(Plans.rowsRead(plan)).as(plan).isLessThanOrEqualTo(12);
    }

    @Test
    void whatAKeyConcernsIsReadAStretchAtATime() {
      var bound = new HashMap<String, Object>(Map.of("after", 8_000L, "upTo", 8_200L, "levels", List.of("sealed-at-intake")));
      for (var moment : List.of("madeUntil", "mailedSince", "expiringAfter", "since", "until", "now", "noticeSince")) {
        bound.put(moment, Instant.now().minus(Duration.ofHours(36)));
      }
      for (var method : List.of("live", "exposed", "beforeFirst", "last")) {
        var plan = plans.of(VoidingDao.class, method, bound);
        assertThat(Plans.rowsRead(plan)).as(method + " " + plan).isLessThanOrEqualTo(202);
      }
    }

    @Test
    void theSweeperFindsAllThatIsDue() {
      var sweep = new LinkedHashMap<String, Integer>();
      plans.jdbi().useTransaction(handle -> {
        var dao = Daos.attach(handle, RetentionDao.class);
        var now = Instant.now();
        var lapsed = dao.lapsed(now, 500).stream().map(RetentionDao.Lapsed::id).toList();
        sweep.put("expire", dao.expire(lapsed, now));
        sweep.put("lapsed", Daos.attach(handle, OpeningDao.class).lapsed(now, 500).size());
        sweep.put("forgetContacts", dao.forgetContacts(now, 500));
        sweep.put("forgetContacts again", dao.forgetContacts(now, 500));
        sweep.put("tombstones",
            Daos.attach(handle, MeetingDao.class).tombstones(Instant.EPOCH, now.minus(Duration.ofDays(30)), 500).size());
        sweep.put("forgetLimits of former days", dao.forgetLimits("", "2027-01-11T23", 500));
        sweep.put("forgetLimits of former hours", dao.forgetLimits("2027-01-12T00", "2027-01-12T09", 500));
        handle.rollback();
      });
      assertThat(sweep).containsExactly(Map.entry("expire", DUE), Map.entry("lapsed", DUE), Map.entry("forgetContacts", DUE),
          Map.entry("forgetContacts again", 0), Map.entry("tombstones", DUE), Map.entry("forgetLimits of former days", 1),
          Map.entry("forgetLimits of former hours", 1));
    }

    @Test
    void tamperedIsAStateAndWhatNobodyKnowsIsNone() {
      plans.jdbi().useTransaction(handle -> {
        assertThat(handle.execute("UPDATE invitation SET state = 'tampered' WHERE id = 'waits1'")).isEqualTo(1);
        assertThatThrownBy(() -> handle.execute("UPDATE invitation SET state = 'nonsense' WHERE id = 'waits1'"))
            .isInstanceOf(UnableToExecuteStatementException.class);
        handle.rollback();
      });
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class OnH2 extends Contract {
    @Override
    Plans open() {
      return Plans.onH2();
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  @Tag("slow")
  class OnPostgres extends Contract {
    @Override
    Plans open() {
      return Plans.onPostgres();
    }
  }
}
