package nl.sluis.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.sluis.testing.Plans;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** However much is owed to one receiver, to send to another reads little. */
class WebhookPlanTest {
  /** Of two hundred clients with a webhook, one is owed ten thousand messages that are due, and each as many that are not, or failed. */
  private static final String ROWS = """
      INSERT INTO sealing_key (id, family, state, created_at) VALUES ('k', 'store', 'retired', CURRENT_TIMESTAMP);
      INSERT INTO client (id, name, hash_key, key_id, created_at) SELECT 'c' || x, 'c' || x, $bytes('x'), 'k', CURRENT_TIMESTAMP FROM $rows(200);
      INSERT INTO webhook (id, client_id, slot, address, secret, created_at, key_id)
        SELECT 'w' || x, 'c' || x, 1, $bytes('x'), $bytes('x'), CURRENT_TIMESTAMP, 'k' FROM $rows(200);
      INSERT INTO webhook_delivery (webhook_id, place, due_at) SELECT 'w1', x, CURRENT_TIMESTAMP - INTERVAL '1' HOUR FROM $rows(10000);
      INSERT INTO webhook_delivery (webhook_id, place, due_at) SELECT 'w2', x, CURRENT_TIMESTAMP + INTERVAL '1' HOUR FROM $rows(10000);
      INSERT INTO webhook_delivery (webhook_id, place) SELECT 'w3', x FROM $rows(10000);
      INSERT INTO event (client_id, place, invitation_id, type, happened_at, detail)
        SELECT 'c1', x, 'i', 'invitation.asked', CURRENT_TIMESTAMP, 0 FROM $rows(10000);
      INSERT INTO event (client_id, place, invitation_id, type, happened_at, detail)
        SELECT 'c3', place, invitation_id, type, happened_at, detail FROM event;
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
    void whoeverIsDueIsFoundByOneLookForEachWebhook() {
      reads(WebhookDao.class, "due", Map.of("now", Instant.now()), 201);
      // Of so few rows PostgreSQL reads all.
      reads(WebhookDao.class, "wanting", Map.of("clientIds", new String[] {"c7", "c8"}), 200);
    }

    @Test
    void whatIsSentIsReadByItself() {
      var now = Instant.now();
      var bound = new HashMap<String, Object>(
          Map.of("webhookId", "w1", "now", now, "many", 10, "numbers", new Long[] {1L, 2L, 3L}, "lease", "x",
              "until", now.plus(Duration.ofHours(1)), "number", 7L, "answer", "500"));
      bound.put("dueAt", now);
      for (var method : List.of("due", "claim", "claimed", "erase", "giveBack", "failed")) {
        reads(DeliveryDao.class, method, bound, 12);
      }
      bound.putAll(Map.of("webhookId", "w3", "failed", true, "after", 0L, "limit", 10));
      // Of so few webhooks PostgreSQL reads all.
      reads(DeliveryDao.class, "list", bound, 200);
    }

    @Test
    void aRedeliveryReadsItsStretch() {
      var bound = new HashMap<String, Object>(
          Map.of("webhookId", "w4", "clientId", "c1", "after", 1_000L, "upTo", 1_100L, "since", Instant.EPOCH,
              "types", "", "now", Instant.now()));
      reads(DeliveryDao.class, "oweAgain", bound, 102);
      bound.put("webhookId", "w3");
      reads(DeliveryDao.class, "oweFailedAgain", bound, 202);
      bound.put("upTo", 100L);
      reads(DeliveryDao.class, "sweep", bound, 102);
    }

    private void reads(Class<?> dao, String method, Map<String, ?> bound, long most) {
      var plan = plans.of(dao, method, bound);
      assertThat(Plans.rowsRead(plan)).as(method + " " + plan).isLessThanOrEqualTo(most);
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
  @Tag("slow")
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class OnPostgres extends Contract {
    @Override
    Plans open() {
      return Plans.onPostgres();
    }
  }
}
