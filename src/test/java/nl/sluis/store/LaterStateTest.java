package nl.sluis.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import nl.sluis.keys.SealedColumn;
import nl.sluis.testing.CapturedAudit;
import nl.sluis.testing.CapturedLog;
import nl.sluis.testing.Plans;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Rows that a later version of the gateway brought into a state that this one does not know, sealed as it left them. */
class LaterStateTest {
  abstract static class Contract {
    Stored stored;

    abstract Supplier<Plans> plans();

    @BeforeAll
    void open() {
      stored = Stored.in(plans());
      stored.plans.jdbi().useHandle(handle -> handle.execute("ALTER TABLE invitation DROP CONSTRAINT invitation_state"));
    }

    @AfterAll
    void close() {
      stored.close();
    }

    @Test
    void itIsShownAsItIsAndIsNotLiveAndIsLoggedOnce() {
      var ids = List.of(stored.posts(), stored.posts());
      ids.forEach(id -> becomes(id, "paused"));
      var gateway = stored.byAnotherGateway();

      try (var audit = new CapturedAudit(); var log = new CapturedLog()) {
        gateway.<Void>write(tx -> {
          for (var id : ids) {
            var read = tx.invitations().byIdOf(id, stored.client()).orElseThrow();
            assertThat(read.wordAt(tx.now())).isEqualTo("paused");
            assertThat(read.stateAt(tx.now())).isEqualTo(InvitationState.LATER);
            assertThat(read.isLiveAt(tx.now())).isFalse();
            assertThat(read.wordAt(tx.now().plus(Duration.ofDays(8)))).as("when its time is over").isEqualTo("paused");
            assertThat(read.endedAt(tx.now())).isNull();
            assertThat(read.wasEndedByTheGateway()).isFalse();
            assertThat(tx.invitations().spendTry(id, 10, tx.now())).isFalse();
            assertThat(tx.openings().release(id, new byte[32], tx.now())).isFalse();
            assertThat(tx.invitations().markMailed(List.of(id), tx.now())).isEmpty();
            assertThat(stored.contacts.open(read).invitee().locale()).isEqualTo("nl");
          }
          return null;
        });
        assertThat(audit.lines()).isEmpty();
        assertThat(log.text().split("in a state that this version of the gateway does not know", -1)).as("said once").hasSize(2);
      }
      assertThat(stored.row(ids.get(0))).containsEntry("state", "paused");
    }

    @Test
    void noWordOfAnotherCaseOrOfOursIsAKnownState() {
      for (var word : List.of("MAILED", "Mailed", "later", "mailed ")) {
        var id = stored.posts();
        becomes(id, word);
        stored.database.<Void>read(tx -> {
          var read = tx.invitations().byId(id).orElseThrow();
          assertThat(read.stateAt(tx.now())).as(word).isEqualTo(InvitationState.LATER);
          assertThat(read.wordAt(tx.now())).isEqualTo(word);
          return null;
        });
      }
    }

    @Test
    void aStateThatSomebodyElseWroteIsTampered() {
      var id = stored.posts();
      stored.sets(id, "state", "paused");
      assertThat(stored.database.<String>read(tx -> tx.invitations().byId(id).orElseThrow().wordAt(tx.now()))).isEqualTo("tampered");
    }

    private void becomes(String id, String state) {
      stored.sets(id, "state", state);
      var digest = FormerSeal.digest(stored.plans.jdbi(), id);
      var seal = stored.vault.seal((String) stored.row(id).get("key_id"), SealedColumn.INVITATION_SEAL, id, digest);
      stored.putSeal(id, seal.bytes());
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class OnH2 extends Contract {
    @Override
    Supplier<Plans> plans() {
      return Plans::onH2;
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  @Tag("slow")
  class OnPostgres extends Contract {
    @Override
    Supplier<Plans> plans() {
      return Plans::onPostgres;
    }
  }
}
