package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import nl.sluis.openapi.Contract;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Meetings;
import org.junit.jupiter.api.Test;

/** What clients and visitors of a former gateway read while a later one brings invitations into a state that this one does not know. */
class LaterStateOverHttpTest {
  @Test
  void nobodyReadsAnErrorOfOursAndNobodyIsToldThatItIsRevoked() throws Exception {
    try (var sluis = LocalSluis.started()) {
      var posted = sluis.postsInterview();
      var holder = sluis.holderOf(posted);
      await().until(() -> sluis.find(posted.id()).text("state"), "mailed"::equals);
      var code = sluis.codeFor(holder, posted);
      assertThat(holder.acknowledges(holder.releases(code)).status()).isEqualTo(204);
      assertThat(sluis.ask("DELETE", "/v1/invitations/" + posted.id() + "?forget=true").status()).isEqualTo(204);
      // Its sealed columns are erased, so no seal says what its state is.
      sluis.settings.database().useHandle(handle -> {
        handle.execute("ALTER TABLE invitation DROP CONSTRAINT invitation_state");
        handle.execute("UPDATE invitation SET state = 'paused' WHERE id = ?", posted.id());
      });

      Contract.expect("paused");
      var found = sluis.find(posted.id());
      assertThat(found.status()).isEqualTo(200);
      assertThat(found.text("state")).isEqualTo("paused");
      var trust = sluis.ask("GET", "/v1/invitations/" + posted.id() + "/trust");
      assertThat(trust.status()).isEqualTo(200);
      assertThat(trust.text("state")).isEqualTo("paused");
      var uid = Meetings.JSON.readTree(posted.meeting()).path("uid").asText();
      assertThat(sluis.ask("GET", "/v1/invitations?meeting=" + uid).json().path("invitations").path(0).path("state").asText())
          .isEqualTo("paused");

      assertThat(holder.status().status()).isEqualTo(200);
      assertThat(holder.status().text("state")).isEqualTo("paused");
      for (var answer : List.of(holder.asksForCode(posted.digits()), holder.releases(code))) {
        assertThat(answer.status()).isEqualTo(410);
        assertThat(answer.text("state")).isEqualTo("paused");
      }

      var revoked = sluis.ask("DELETE", "/v1/invitations/" + posted.id());
      assertThat(revoked.status()).as("it may come to life again").isEqualTo(503);
      assertThat(revoked.http().headers().firstValue("Retry-After")).contains("5");
    }
  }
}
