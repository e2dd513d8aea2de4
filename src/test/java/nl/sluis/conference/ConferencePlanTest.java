package nl.sluis.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.sluis.testing.Plans;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** However many meetings were made, no statement of a post or of the sweep reads them all. */
class ConferencePlanTest {
  private static final String ROWS = """
      INSERT INTO sealing_key (id, family, state, active_family, created_at) VALUES ('k', 'store', 'active', 'store', CURRENT_TIMESTAMP);
      INSERT INTO client (id, name, hash_key, key_id, created_at) SELECT 'c', 'c', $bytes('x'), 'k', CURRENT_TIMESTAMP FROM $rows(1);
      """ + rows("past", 4_000, "held", "-2", "NULL") + rows("deleted", 4_000, "deleted", "2", "NULL")
      + rows("coming", 3, "held", "2", "NULL")
      + rows("owed", 3, "owed", "2", "CURRENT_TIMESTAMP - INTERVAL '1' HOUR");

  private static String rows(String name, int many, String state, String days, String dueAt) {
    return "INSERT INTO conference (id, client_id, meeting_hash, sequence, state, intended_at, starts_at, ends_at, host_hash, provider_id_hash,"
        + " owed_since, due_at, held_at) SELECT '" + name + "' || x, 'c', $bytes('" + name + "' || x), 0, '" + state
        + "', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP + INTERVAL '" + days + "' DAY, CURRENT_TIMESTAMP + INTERVAL '" + days
        + "' DAY + INTERVAL '1' HOUR, $bytes('h'), $bytes('" + name + "' || x), " + dueAt + ", " + dueAt + ", CURRENT_TIMESTAMP FROM $rows("
        + many
        + ");\n";
  }

  @Test
  void onH2() {
    try (var plans = Plans.onH2()) {
      assertReadsLittle(plans);
    }
  }

  @Test
  @Tag("slow")
  void onPostgres() {
    try (var plans = Plans.onPostgres()) {
      assertReadsLittle(plans);
    }
  }

  private static void assertReadsLittle(Plans plans) {
    plans.filled(ROWS);
    var now = Instant.now();
    var bound = new HashMap<String, Object>(
        Map.of("now", now, "batch", 500, "after", now, "afterId", "", "first", Instant.EPOCH, "since", now,
            "ids", new String[] {"coming1", "coming2"}, "id", "coming1", "clientId", "c"));
    bound.put("dueAt", now);
    for (var method : List.of("due", "toCome", "deserted", "untold", "owedSince", "claim", "postpone", "markDeleted", "forget")) {
      reads(plans, OwedDao.class, method, bound);
    }
    bound.putAll(
        Map.of("meetingHash", bytes("coming1"), "sequence", 0, "providerIdHash", bytes("coming1"), "postHash", bytes("x"), "but", ""));
    for (var method : List.of("of", "byProviderId", "ofPost", "owe", "find", "allIn")) {
      reads(plans, ConferenceDao.class, method, bound);
    }
    bound.put("since", now.minus(Duration.ofDays(30)));
    for (var method : List.of("oweEnded", "forgetDeleted", "hasWork")) {
      reads(plans, OwedDao.class, method, bound);
    }
  }

  private static void reads(Plans plans, Class<?> dao, String method, Map<String, ?> bound) {
    var plan = plans.of(dao, method, bound);
    assertThat(Plans.rowsRead(plan)).as(method + " " + plan).isLessThanOrEqualTo(20);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
