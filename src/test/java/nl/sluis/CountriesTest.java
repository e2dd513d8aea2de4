package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import nl.sluis.testing.CapturedAudit;
import nl.sluis.testing.LinkHolder;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.SealedPosts;
import org.junit.jupiter.api.Test;

/** Text messages go to the countries that the operator names, also of what was posted before they were named. */
class CountriesTest {
  private static final String BELGIAN = "+32470123456";

  @Test
  void numbersOfOtherCountriesAreRefusedAndGetNoCodeIfTheyWerePostedBefore() {
    var sluis = LocalSluis.started(settings -> settings.set("limits.countries", "NL,BE"));
    try {
      var request = Meetings.request();
      Meetings.invitee(request, 0).put("phone", "+447400123456");
      var refused = sluis.post(request);
      assertThat(refused.problem()).isEqualTo("invalid");
      assertThat(refused.json().at("/errors/0/pointer").asText()).isEqualTo("/invitees/0/phone");
      assertThat(refused.json().at("/errors/0/detail").asText()).contains("country").doesNotContain("447400123456");
      var sender = new SealedPosts("sender", 2);
      sender.invitee(0).put("phone", "+447400123456");
      assertThat(sluis.post(sender.request).json().at("/errors/0/pointer").asText()).isEqualTo("/invitees/0/phone");
      sender.invitee(0).put("phone", BELGIAN);
      assertThat(sluis.post(sender.request).status()).isEqualTo(201);

      sluis.stop();
      sluis.settings.set("limits.countries", "NL");
      sluis.start();
      var belgian = new LinkHolder(sluis.settings.publicUrl(), sender.links.get(0));
      try (var audit = new CapturedAudit()) {
        assertThat(belgian.asksForCode("3456").problem()).isEqualTo("sms-unavailable");
        assertThat(audit.lines()).contains("code-refused " + sender.posted(0).id() + " country");
      }
      assertThat(sluis.find(sender.posted(0).id()).text("attention")).isEqualTo("sms-unavailable");
      assertThat(belgian.status().json().path("triesLeft").asInt()).as("nothing was spent").isEqualTo(10);
      assertThat(sluis.twilio.messages()).isEmpty();
      var dutch = new LinkHolder(sluis.settings.publicUrl(), sender.links.get(1));
      assertThat(dutch.asksForCode(sender.posted(1).digits()).status()).isEqualTo(202);
    } finally {
      sluis.close();
    }
  }
}
