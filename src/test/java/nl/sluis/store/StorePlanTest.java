package nl.sluis.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import nl.sluis.testing.Plans;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** However many invitations lie in the database, no statement of a request or of the sweeper reads them all. */
class StorePlanTest {
  private static final String ROWS = """
      INSERT INTO sealing_key (id, family, state, active_family, created_at) VALUES ('k', 'store', 'active', 'store', CURRENT_TIMESTAMP);
      INSERT INTO client (id, name, hash_key, key_id, created_at) SELECT 'c', 'c', $bytes('x'), 'k', CURRENT_TIMESTAMP FROM $rows(1);
      INSERT INTO invitation (id, client_id, access_hash, meeting_hash, level, state, created_at, expires_at, key_id, contact, share, seal)
        SELECT 'i' || x, 'c', $bytes('i' || x), $bytes('i' || x), 'sealed-at-intake', 'mailed', CURRENT_TIMESTAMP,
          CURRENT_TIMESTAMP + INTERVAL '7' DAY, 'k', $bytes('x'), $bytes('x'), $bytes('x') FROM $rows(8000);
      """;

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
      for (var known : new String[] {"i5000", "unknown"}) {
        var plan = plans.of(InvitationDao.class, "exists", Map.of("id", known, "accessHash", known.getBytes(StandardCharsets.UTF_8)));
        assertThat(Plans.rowsRead(plan)).as(plan).isLessThanOrEqualTo(2);
      }
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
  class OnPostgres extends Contract {
    @Override
    Plans open() {
      return Plans.onPostgres();
    }
  }
}
