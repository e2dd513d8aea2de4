package nl.sluis.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every code of Twilio's dictionary that a text message can meet, and who has to do something. */
class TwilioErrorsTest {
  @ParameterizedTest
  @ValueSource(ints = {21211, 21214, 21217, 21265, 21266, 21268, 21421, 21610, 21614, 21635, 30004, 30005, 30006})
  void someAreAboutTheNumberWhoeverSends(int code) {
    for (var status : new int[] {201, 400, 403, 429}) {
      assertThat(TwilioErrors.outcome(status, code)).as("status " + status).isEqualTo(SmsOutcome.NUMBER_TAKES_NO_SMS);
    }
    assertThat(TwilioErrors.outcome(500, code)).isEqualTo(SmsOutcome.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(ints = {20001, 20002, 20003, 20004, 20005, 20006, 20008, 20010, 20101, 20104, 20403, 20404, 20422, 21201, 21204, 21210,
    21212, 21213,
    21216, 21219, 21401, 21407, 21408, 21601, 21602, 21603, 21604, 21605, 21606, 21607, 21608, 21609, 21612, 21613, 21615, 21616, 21617,
    21618,
    21619, 21620, 21627, 21654, 21655, 21656, 21658, 21659, 21660, 21661, 21703, 21704, 21705, 21709, 21711, 21712, 21717, 21910, 30002,
    30007,
    30010, 30018, 30019, 30023, 30024, 30027, 30032, 30033, 30034, 30035, 30037, 30038, 30040, 30041, 30043, 30125, 30450, 30454, 35125,
    60410,
    63007, 63038, 90007, 99999})
  void mostAreForTheOperator(int code) {
    for (var status : new int[] {201, 400, 401, 403, 404}) {
      assertThat(TwilioErrors.outcome(status, code)).as("status " + status).isEqualTo(SmsOutcome.OPERATOR_MUST_ACT);
    }
    assertThat(TwilioErrors.advice(400, code)).endsWith(TwilioErrors.advice(400, code).contains("https://") ? String.valueOf(code) : ".");
  }

  @ParameterizedTest
  @ValueSource(ints = {14107, 20409, 20429, 21611, 21730, 63017})
  void someWereNeverProcessedAndMayBeTriedAgain(int code) {
    for (var status : new int[] {400, 409, 429}) {
      assertThat(TwilioErrors.outcome(status, code)).as("status " + status).isEqualTo(SmsOutcome.BUSY);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {30001, 30003, 30008, 30017, 30020, 30021, 30022, 30036, 30410, 30453, 30485, 30500})
  void someMayStillArrive(int code) {
    for (var status : new int[] {201, 400}) {
      assertThat(TwilioErrors.outcome(status, code)).as("status " + status).isEqualTo(SmsOutcome.UNKNOWN);
    }
  }

  /** What is used up for the day is answered 429 too, and waiting a moment does not help. */
  @ParameterizedTest
  @ValueSource(ints = {30023, 30027, 30454, 35125, 63038})
  void whatIsUsedUpForTheDayIsNoBusyMoment(int code) {
    assertThat(TwilioErrors.outcome(429, code)).isEqualTo(SmsOutcome.OPERATOR_MUST_ACT);
    assertThat(TwilioErrors.advice(429, code)).contains("used up", "limits.codesPerDayInAll");
  }

  @ParameterizedTest
  @ValueSource(ints = {21408, 21612, 21659, 30018, 30024, 30034, 30040, 30041, 30043})
  void aSenderThatCannotReachACountryIsNotBlamedOnThePhone(int code) {
    assertThat(TwilioErrors.outcome(400, code)).isEqualTo(SmsOutcome.OPERATOR_MUST_ACT);
    assertThat(TwilioErrors.isAboutTheCountry(code)).isTrue();
  }

  @Test
  void mostAreNotAboutACountry() {
    Arrays.asList(null, 20003, 21610, 63038, 99999).forEach(code -> assertThat(TwilioErrors.isAboutTheCountry(code)).isFalse());
  }

  @ParameterizedTest
  @CsvSource({"201, SENT", "200, UNKNOWN", "202, UNKNOWN", "204, UNKNOWN", "301, OPERATOR_MUST_ACT", "307, OPERATOR_MUST_ACT",
    "400, OPERATOR_MUST_ACT", "401, OPERATOR_MUST_ACT", "403, OPERATOR_MUST_ACT", "404, OPERATOR_MUST_ACT", "407, OPERATOR_MUST_ACT",
    "408, UNKNOWN", "413, OPERATOR_MUST_ACT", "429, BUSY", "500, UNKNOWN", "502, UNKNOWN", "503, UNKNOWN", "504, UNKNOWN", "599, UNKNOWN"})
  void withoutACodeTheStatusDecides(int status, SmsOutcome outcome) {
    assertThat(TwilioErrors.outcome(status, null)).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({"429, 99999, BUSY", "429, 20003, BUSY", "408, 21610, UNKNOWN", "503, 20503, UNKNOWN", "500, 63038, UNKNOWN",
    "201, 20429, OPERATOR_MUST_ACT"})
  void statusAndCodeTogether(int status, int code, SmsOutcome outcome) {
    assertThat(TwilioErrors.outcome(status, code)).isEqualTo(outcome);
  }
}
