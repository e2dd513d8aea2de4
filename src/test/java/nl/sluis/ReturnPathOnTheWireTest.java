package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import nl.sluis.testing.FakeRelay;
import nl.sluis.testing.LocalSluis;
import org.junit.jupiter.api.Test;

/** What a relay hears of an invitation, with bounces and without them, which is the default. */
class ReturnPathOnTheWireTest {
  @Test
  void aRelayThatOffersDsnHearsTagAndEnvelopeOfAnInvitation() throws IOException {
    try (var relay = FakeRelay.start()) {
      relay.offers("DSN");
      try (var sluis = LocalSluis.started(settings -> settings.set("mail.port", String.valueOf(relay.port()))
          .set("mail.bounces", "bounces@bureau.example").set("mail.bounceKey", "bounce-key-of-the-tests"))) {
        var posted = sluis.postsInterview();
        await().until(() -> sluis.find(posted.id()).text("state"), "mailed"::equals);
        assertThat(relay.commands())
            .anyMatch(line -> line.matches("MAIL FROM:<bounces\\+[a-z2-7]{39}@bureau\\.example> RET=HDRS ENVID=" + posted.id()))
            .contains("RCPT TO:<" + posted.email() + "> NOTIFY=FAILURE,DELAY");
      }
    }
  }

  @Test
  void withoutBouncesEachMailComesFromTheGatewaysOwnAddressAndNobodyTakesReports() throws IOException {
    try (var relay = FakeRelay.start()) {
      relay.offers("DSN");
      try (var sluis = LocalSluis.started(settings -> settings.set("mail.port", String.valueOf(relay.port())))) {
        var posted = sluis.postsInterview();
        await().until(() -> sluis.find(posted.id()).text("state"), "mailed"::equals);
        assertThat(relay.commands()).contains("MAIL FROM:<invitations@bureau.example> RET=HDRS").noneMatch(line -> line.contains("ENVID"));
        assertThat(sluis.operates("POST", "/tasks/bounce").status()).isEqualTo(404);
        assertThat(sluis.operates("GET", "/healthcheck").json().has("bounces")).isFalse();
      }
    }
  }
}
