package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import nl.sluis.testing.FakeRelay;
import nl.sluis.testing.FakeTwilio;
import nl.sluis.testing.LocalSluis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Relay and SMS provider fail for real, and everyone concerned gets the right word. */
@Tag("slow")
class TroubleTest {
  private LocalSluis sluis;

  @BeforeEach
  void start() {
    sluis = LocalSluis.started();
  }

  @AfterEach
  void stop() {
    sluis.close();
  }

  @Test
  void deadRelayCostsTheSchedulerNothingAndTheMailLeavesWhenItIsBack() {
    sluis.mailbox.stop();
    var posted = sluis.postsInterview();
    await().during(Duration.ofSeconds(2))
        .until(() -> sluis.find(posted.id()).text("state").equals("queued"));
    sluis.mailbox.restart();
    sluis.mailbox.takeLink(posted.email());
    await().until(() -> sluis.find(posted.id()).text("state").equals("mailed"));
    assertThat(sluis.mailbox.mailsTo(posted.email())).hasSize(1);
  }

  @Test
  void mailOwedSurvivesAStop() {
    sluis.mailbox.stop();
    var posted = sluis.postsInterview();
    sluis.stop();
    sluis.mailbox.restart();
    sluis.start();
    sluis.mailbox.takeLink(posted.email());
  }

  @Test
  void refusedForGoodIsUndeliverableAndTheOrganizerHears() throws Exception {
    try (var relay = FakeRelay.start()) {
      sluis.stop();
      sluis.settings.set("mail.port", String.valueOf(relay.port()));
      sluis.start();
      relay.answers("RCPT", "550 5.1.1 Nobody of that name");
      var posted = sluis.postsInterview();
      await().until(() -> sluis.find(posted.id()).text("state").equals("undeliverable"));
      assertThat(sluis.find(posted.id()).text("attention")).isEqualTo("undeliverable");
      // The notice is refused by the same relay, and waits.
      await().until(() -> sluis.operates("GET", "/outbox").json().at("/oldest/0/lastError").asText().equals("refused 550"));

      relay.answers("RCPT", null);
      relay.answers(".", "451 4.3.0 Later");
      sluis.operates("POST", "/tasks/flush-outbox");
      await().until(() -> !relay.mails().isEmpty());
      var later = sluis.postsInterview();
      await().until(() -> relay.mails().stream().filter(mail -> mail.contains(later.id() + ".invitation")).count() >= 2);
      assertThat(sluis.find(later.id()).text("state")).isEqualTo("queued");
      relay.answers(".", null);
      await().until(() -> sluis.find(later.id()).text("state").equals("mailed"));
      var ids = relay.mails().stream().flatMap(String::lines).filter(line -> line.startsWith("Message-ID:")).distinct();
      assertThat(ids).as("every try is the same mail, and the notice leaves too").hasSize(2);
    }
  }

  @Test
  void smsTakenIsOneRequestAndSaysSent() {
    var posted = sluis.postsInterview();
    var answer = sluis.holderOf(posted).asksForCode(posted.digits());
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.text("delivery")).isEqualTo("sent");
    assertThat(sluis.twilio.messages()).singleElement().satisfies(message -> {
      assertThat(message.to()).isEqualTo(posted.phone());
      assertThat(message.form()).containsEntry("ValidityPeriod", "600");
      assertThat(message.text()).doesNotContain("Zuiderzee", "Selection").matches("(?s).*\n\n@127\\.0\\.0\\.1 #[0-9]{6}");
    });
  }

  @Test
  void smsAnswered500IsUnknownAndNotSentAgain() {
    sluis.twilio.answers(FakeTwilio.status(500));
    var posted = sluis.postsInterview();
    var holder = sluis.holderOf(posted);
    var answer = holder.asksForCode(posted.digits());
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.text("delivery")).isEqualTo("unknown");
    assertThat(sluis.twilio.messages()).hasSize(1);
    assertThat(holder.releases(sluis.twilio.lastCodeTo(posted.phone())).status()).as("if it arrived, it is good").isEqualTo(200);
  }

  @Test
  void smsNeverAnsweredIsUnknownWithinTenSeconds() {
    sluis.twilio.answers(FakeTwilio.hang());
    var posted = sluis.postsInterview();
    var holder = sluis.holderOf(posted);
    var begun = System.nanoTime();
    var answer = holder.asksForCode(posted.digits());
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(40));
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.text("delivery")).isEqualTo("unknown");
    assertThat(sluis.twilio.messages()).hasSize(1);
  }

  @Test
  void numberThatTakesNoSmsIsToldToInviteeAndScheduler() {
    sluis.twilio.answers(FakeTwilio.error(400, 21614));
    var posted = sluis.postsInterview();
    var holder = sluis.holderOf(posted);
    var answer = holder.asksForCode(posted.digits());
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.problem()).isEqualTo("number-takes-no-sms");
    assertThat(sluis.find(posted.id()).text("attention")).isEqualTo("number-takes-no-sms");
    assertThat(holder.status().json().has("code")).isFalse();
  }

  @Test
  void operatorMustActIsToldAndCostsTheInviteeNothing() {
    sluis.clock.toTheMorning();
    sluis.twilio.answers(FakeTwilio.error(401, 20003));
    var posted = sluis.postsInterview();
    var holder = sluis.holderOf(posted);
    var answer = holder.asksForCode(posted.digits());
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.problem()).isEqualTo("sms-unavailable");
    assertThat(answer.http().headers().firstValue("Retry-After")).isPresent();
    assertThat(sluis.find(posted.id()).text("attention")).isEqualTo("sms-unavailable");

    for (var i = 0; i < 3; i++) {
      sluis.clock.advance(Duration.ofSeconds(61));
      assertThat(holder.asksForCode(posted.digits()).status()).as("all three of the day are left").isEqualTo(202);
    }
    assertThat(sluis.find(posted.id()).json().has("attention")).isFalse();
    sluis.clock.advance(Duration.ofSeconds(61));
    assertThat(holder.asksForCode(posted.digits()).status()).isEqualTo(429);
  }

  @Test
  void aNumberGetsTenCodesADayHoweverManyInvitations() {
    sluis.clock.toTheMorning();
    var phone = "+31687654321";
    for (var i = 0; i < 10; i++) {
      var posted = sluis.postsInterviewTo(phone);
      assertThat(sluis.holderOf(posted).asksForCode("4321").status()).isEqualTo(202);
    }
    var eleventh = sluis.holderOf(sluis.postsInterviewTo(phone));
    var refused = eleventh.asksForCode("4321");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(sluis.twilio.messages()).hasSize(10);
    sluis.clock.advance(Duration.ofDays(1));
    assertThat(eleventh.asksForCode("4321").status()).isEqualTo(202);
  }
}
