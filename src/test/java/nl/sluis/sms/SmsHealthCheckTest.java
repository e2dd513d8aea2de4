package nl.sluis.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import nl.sluis.secret.Secret;
import nl.sluis.testing.FakeTwilio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The account is asked for, so that no invitee has to find out what is wrong with it. */
class SmsHealthCheckTest {
  private final FakeTwilio twilio = FakeTwilio.start();
  private final TwilioSmsSender sender = new TwilioSmsSender(
      new TwilioConfiguration("AC123", Secret.of("token"), null, "+15005550006", null, null, null, twilio.baseUrl()));
  private final SmsHealthCheck check = new SmsHealthCheck(sender, Duration.ZERO);

  @AfterEach
  void close() {
    twilio.close();
  }

  @Test
  void anActiveAccountIsHealthyAndNoMessageIsSent() {
    assertThat(check.execute().isHealthy()).isTrue();
    assertThat(twilio.messages()).isEmpty();
    assertThat(twilio.looks()).singleElement().satisfies(look -> {
      assertThat(look.path()).isEqualTo("/2010-04-01/Accounts/AC123.json");
      assertThat(look.authorization()).startsWith("Basic ");
    });
  }

  @ParameterizedTest
  @CsvSource({"401, 20003, SLUIS_TWILIO_AUTH_TOKEN", "403, 20005, not active", "500, 20500, status.twilio.com"})
  void whatIsWrongIsSaidBeforeAnybodyAsksForACodeAndGoesWhenItIsMended(int status, int code, String advice) {
    twilio.accountAnswers(FakeTwilio.error(status, code));
    assertThat(check.execute().isHealthy()).isFalse();
    assertThat(check.execute().getMessage()).contains(advice);
    twilio.accountAnswers(FakeTwilio.account("active"));
    assertThat(check.execute().isHealthy()).isTrue();
    assertThat(twilio.messages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"suspended", "closed"})
  void anAccountThatIsNotActiveIsUnhealthy(String status) {
    twilio.accountAnswers(FakeTwilio.account(status));
    assertThat(check.execute().getMessage()).contains("The Twilio account is " + status);
  }

  @Test
  void whatIsNotTwilioOrDoesNotAnswerIsUnhealthy() {
    twilio.accountAnswers(FakeTwilio.status(404));
    assertThat(check.execute().getMessage()).contains("That was not Twilio");
    twilio.accountAnswers(FakeTwilio.status(200));
    assertThat(check.execute().getMessage()).contains("That was not Twilio");
    twilio.accountAnswers(FakeTwilio.cut());
    assertThat(check.execute().getMessage()).contains("Twilio does not answer (connection broken)");
    twilio.close();
    assertThat(check.execute().getMessage()).contains("Twilio does not answer (no connection)");
  }

  /** A region without the resource has let us in, and who asks too often is known. */
  @ParameterizedTest
  @CsvSource({"404, 20404", "429, 20429"})
  void whatSaysNothingOfTheAccountIsHealthy(int status, int code) {
    twilio.accountAnswers(FakeTwilio.error(status, code));
    assertThat(check.execute().isHealthy()).isTrue();
  }

  @Test
  void aMessageThatWasRefusedForTheLoginIsUnhealthyUntilTheAccountIsFoundWell() {
    twilio.answers(FakeTwilio.error(401, 20003));
    twilio.accountAnswers(FakeTwilio.error(401, 20003));
    assertThat(send()).isEqualTo(SmsOutcome.OPERATOR_MUST_ACT);
    assertThat(check.execute().getMessage()).contains("Seen at", "code 20003");
    twilio.accountAnswers(FakeTwilio.account("active"));
    assertThat(check.execute().isHealthy()).isTrue();
  }

  @Test
  void aMessageThatWasRefusedForTheSenderIsUnhealthyUntilOneIsTaken() {
    twilio.answers(FakeTwilio.error(400, 21606));
    assertThat(send()).isEqualTo(SmsOutcome.OPERATOR_MUST_ACT);
    assertThat(check.execute().getMessage()).contains("code 21606", "tasks/test-sms");
    assertThat(check.execute().isHealthy()).isFalse();
    assertThat(send()).isEqualTo(SmsOutcome.SENT);
    assertThat(check.execute().isHealthy()).isTrue();
  }

  @Test
  void howeverOftenItIsAskedTwilioIsAskedOnceInTenMinutesWhileAllIsWell() {
    var usual = new SmsHealthCheck(sender);
    for (var i = 0; i < 5; i++) {
      assertThat(usual.execute().isHealthy()).isTrue();
    }
    assertThat(twilio.looks()).hasSize(1);
  }

  @Test
  void aMessageThatIsTakenShowsThatTheAccountIsWell() {
    twilio.accountAnswers(FakeTwilio.error(401, 20003));
    var usual = new SmsHealthCheck(sender);
    assertThat(usual.execute().isHealthy()).isFalse();
    assertThat(send()).isEqualTo(SmsOutcome.SENT);
    assertThat(usual.execute().isHealthy()).isTrue();
    assertThat(twilio.looks()).hasSize(1);
  }

  private SmsOutcome send() {
    return sender.send(new Sms("test", "+31612345678", "text", Duration.ofMinutes(10)));
  }
}
