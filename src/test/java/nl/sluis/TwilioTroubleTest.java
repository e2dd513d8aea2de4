package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import nl.sluis.testing.Answer;
import nl.sluis.testing.CapturedLog;
import nl.sluis.testing.FakeTwilio;
import nl.sluis.testing.Http;
import nl.sluis.testing.LinkHolder;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.SealedPosts;
import nl.sluis.testing.TwilioAnswers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each class of Twilio's errors, and what invitee, scheduler and operator hear of it. The clock only goes forward. */
@Tag("slow")
class TwilioTroubleTest {
  private static LocalSluis sluis;

  @BeforeAll
  static void start() {
    sluis = LocalSluis.started();
    sluis.clock.toTheMorning();
  }

  @AfterAll
  static void stop() {
    sluis.close();
  }

  @BeforeEach
  void sendOneWell() {
    sluis.twilio.accountAnswers(FakeTwilio.account("active"));
    var posted = sluis.postsInterview();
    sluis.codeFor(sluis.holderOf(posted), posted);
    assertThat(smsHealth().path("healthy").asBoolean()).as("a code that was sent heals").isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {21211, 21610, 21614, 21635, 30004, 30005, 30006})
  void numberTakesNoSms(int code) {
    var heard = asksWhile(FakeTwilio.error(400, code));
    assertThat(heard.invitee.status()).isEqualTo(422);
    assertThat(heard.invitee.problem()).isEqualTo("number-takes-no-sms");
    assertThat(heard.attention).isEqualTo("number-takes-no-sms");
    assertThat(heard.log).contains("code " + code).doesNotContain("No codes can be sent");
    assertThat(smsHealth().path("healthy").asBoolean()).as("the account is in order").isTrue();
  }

  @ParameterizedTest
  @CsvSource({"401, 20003, SLUIS_TWILIO_AUTH_TOKEN", "400, 21408, Geo permissions", "400, 21606, sms.twilio.from", "400, 21608, upgrade it",
    "400, 21612, limits.countries", "429, 63038, used up",
    "403, 30002, suspended", "400, 30007, filtered", "400, 30034, A2P 10DLC", "400, 30450, Fraud Guard", "400, 99999, errors/99999"})
  void operatorMustAct(int status, int code, String advice) {
    if (code == 20003 || code == 30002) {
      // The next look at the account meets the same.
      sluis.twilio.accountAnswers(FakeTwilio.error(status, code));
    }
    var heard = asksWhile(FakeTwilio.error(status, code));
    assertUnavailable(heard);
    assertThat(heard.log).contains("code " + code, advice, "until somebody acts");
    assertThat(smsHealth().path("healthy").asBoolean()).isFalse();
    assertThat(smsHealth().path("message").asText()).contains("Twilio status " + status + ", code " + code, advice);
    assertThat(Http.send("GET", sluis.settings.adminUrl() + "/healthcheck", null).status()).isEqualTo(500);
  }

  @Test
  void nothingSentIsNothingSpentHoweverOftenANumberTakesNoSms() {
    var posted = sluis.postsInterview();
    var holder = sluis.holderOf(posted);
    for (var code : new int[] {21614, 21610, 21211, 21635, 30006, 21612}) {
      sluis.twilio.answers(FakeTwilio.error(400, code));
      assertThat(holder.asksForCode(posted.digits()).problem()).isEqualTo(code == 21612 ? "sms-unavailable" : "number-takes-no-sms");
      assertThat(holder.asksForCode(posted.digits()).problem()).as("a minute lies between two, sent or not").isEqualTo("too-soon");
      sluis.clock.advance(Duration.ofSeconds(61));
    }
    for (var i = 0; i < 3; i++) {
      assertThat(holder.asksForCode(posted.digits()).status()).as("all three of the day are left").isEqualTo(202);
      sluis.clock.advance(Duration.ofSeconds(61));
    }
    assertThat(holder.asksForCode(posted.digits()).problem()).isEqualTo("too-soon");
    assertThat(sluis.find(posted.id()).text("attention")).isEqualTo("codes-used-up");
  }

  @Test
  void aNumberThatTakesNoSmsDoesNotHealWhatTheOperatorMustMend() {
    asksWhile(FakeTwilio.error(429, 63038));
    asksWhile(FakeTwilio.error(400, 21614));
    assertThat(smsHealth().path("healthy").asBoolean()).isFalse();
    assertThat(smsHealth().path("message").asText()).contains("63038");
  }

  @Test
  void whatIsNotTwilioIsTheOperatorsToo() {
    sluis.twilio.accountAnswers(FakeTwilio.status(404));
    var heard = asksWhile(FakeTwilio.status(404));
    assertUnavailable(heard);
    assertThat(smsHealth().path("message").asText()).contains("That was not Twilio", "sms.twilio.baseUrl");
  }

  @Test
  void tooBusyIsForLater() {
    var heard = asksWhile(FakeTwilio.busyFor(60));
    assertUnavailable(heard);
    assertThat(heard.log).contains("SMS BUSY");
    assertThat(smsHealth().path("healthy").asBoolean()).as("nobody has to act").isTrue();
  }

  @Test
  void whenTheNextCodeCannotBeSentTheOneUnderWayStaysGood() {
    var posted = sluis.postsInterview();
    var holder = sluis.holderOf(posted);
    var code = sluis.codeFor(holder, posted);
    var reference = holder.status().json().at("/code/reference").asText();
    sluis.clock.advance(Duration.ofSeconds(61));
    sluis.twilio.answers(FakeTwilio.busyFor(60));
    assertThat(holder.asksForCode(posted.digits()).status()).isEqualTo(503);
    assertThat(holder.status().json().at("/code/reference").asText()).isEqualTo(reference);
    assertThat(holder.releases(code).status()).isEqualTo(200);
  }

  @Test
  void thatNobodyAnswersDoesNotMakeALandlineAMobilePhone() {
    var posted = sluis.postsInterview();
    var holder = sluis.holderOf(posted);
    sluis.twilio.answers(FakeTwilio.error(400, 21614));
    assertThat(holder.asksForCode(posted.digits()).status()).isEqualTo(422);
    sluis.clock.advance(Duration.ofSeconds(61));
    sluis.twilio.answers(FakeTwilio.status(500));
    assertThat(holder.asksForCode(posted.digits()).status()).isEqualTo(202);
    assertThat(sluis.find(posted.id()).text("attention")).isEqualTo("number-takes-no-sms");
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void faultsAtTwilioAreUnknown(int status) {
    assertUnknown(asksWhile(FakeTwilio.status(status)));
  }

  @ParameterizedTest
  @ValueSource(ints = {30001, 30003, 30008})
  void whatMayStillArriveIsUnknown(int code) {
    assertUnknown(asksWhile(FakeTwilio.createdButFailed(code)));
  }

  @Test
  void cutConnectionIsUnknown() {
    assertUnknown(asksWhile(FakeTwilio.cut()));
  }

  /** No 500, no thread held, no invitation lost: afterwards each of them gets a code and opens. */
  @Test
  void whateverTwilioAnswersEveryInvitationStillOpens() {
    var random = new Random(20261128);
    var sender = new SealedPosts("sender", 40);
    assertThat(sluis.post(sender.request).status()).isEqualTo(201);
    var holders = sender.links.stream().map(link -> new LinkHolder(sluis.settings.publicUrl(), link)).toList();
    for (var i = 0; i < holders.size(); i++) {
      sluis.twilio.answers(TwilioAnswers.random(random));
      assertThat(holders.get(i).asksForCode(sender.posted(i).digits()).status()).as("answer " + i).isIn(202, 422, 503);
    }
    sluis.clock.advance(Duration.ofSeconds(61));
    for (var i = 0; i < holders.size(); i++) {
      var code = sluis.codeFor(holders.get(i), sender.posted(i));
      assertThat(holders.get(i).releases(code).status()).as("answer " + i).isEqualTo(200);
    }
  }

  @Test
  void outcomesAreMetered() {
    var before = metered("number-takes-no-sms");
    asksWhile(FakeTwilio.error(400, 21614));
    assertThat(metered("number-takes-no-sms")).isEqualTo(before + 1);
    assertThat(metered("sent")).isPositive();
  }

  private static void assertUnavailable(Heard heard) {
    assertThat(heard.invitee.status()).isEqualTo(503);
    assertThat(heard.invitee.problem()).isEqualTo("sms-unavailable");
    assertThat(heard.invitee.http().headers().firstValue("Retry-After")).isPresent();
    assertThat(heard.attention).isEqualTo("sms-unavailable");
  }

  private static void assertUnknown(Heard heard) {
    assertThat(heard.invitee.status()).isEqualTo(202);
    assertThat(heard.invitee.text("delivery")).isEqualTo("unknown");
    assertThat(heard.attention).isNull();
    assertThat(heard.log).contains("SMS UNKNOWN");
    assertThat(smsHealth().path("healthy").asBoolean()).isTrue();
  }

  private static Heard asksWhile(FakeTwilio.Answer answer) {
    var posted = sluis.postsInterview();
    var holder = sluis.holderOf(posted);
    var before = sluis.twilio.messages().size();
    sluis.twilio.answers(answer);
    try (var log = new CapturedLog()) {
      var heard = holder.asksForCode(posted.digits());
      assertThat(sluis.twilio.messages()).as("asked once").hasSize(before + 1);
      assertThat(log.text().lines().filter(line -> line.contains("nl.sluis.sms")))
          .noneMatch(line -> line.contains(posted.phone().substring(1)));
      return new Heard(heard, sluis.find(posted.id()).text("attention"), log.text());
    }
  }

  private static com.fasterxml.jackson.databind.JsonNode smsHealth() {
    return Http.send("GET", sluis.settings.adminUrl() + "/healthcheck", null).json().path("sms");
  }

  private static long metered(String outcome) {
    return sluis.operates("GET", "/metrics").json().path("meters").path("nl.sluis.sms." + outcome).path("count").asLong();
  }

  private record Heard(Answer invitee, String attention, String log) {}
}
