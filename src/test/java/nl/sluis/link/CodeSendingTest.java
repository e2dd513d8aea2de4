package nl.sluis.link;

import static nl.sluis.link.LinkParts.not;
import static nl.sluis.link.LinkParts.problem;
import static nl.sluis.link.LinkParts.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import nl.sluis.limit.LimitConfiguration;
import nl.sluis.link.LinkParts.Link;
import nl.sluis.meeting.Countries;
import nl.sluis.problem.Problem;
import nl.sluis.sms.SmsOutcome;
import nl.sluis.testing.CapturedAudit;
import nl.sluis.testing.Plans;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeSendingTest {
  private static final byte[] TICKET = new byte[32];
  private static final Duration PAUSE = Duration.ofSeconds(60);
  private LinkParts parts = new LinkParts(Plans::onH2);

  @AfterEach
  void close() {
    parts.close();
  }

  @Test
  void codeGoesToThePhoneAndOpens() {
    var link = parts.posts();
    try (var audit = new CapturedAudit()) {
      var sent = parts.asks(link);
      assertThat(audit.lines()).containsExactly("code-sent " + link.id());
      assertThat(sent.delivery()).isEqualTo("sent");
      assertThat(sent.resendAfter()).isEqualTo(60);
      assertThat(sent.reference()).matches("[A-HJ-NPR-Z]{2}");
      var status = parts.status.of(link.visit()).code();
      assertThat(status.reference()).isEqualTo(sent.reference());
      assertThat(status.expiresAt()).isEqualTo(sent.expiresAt());
    }
    var sms = parts.messages.get(0);
    assertThat(sms.to()).isEqualTo(link.phone());
    assertThat(sms.validFor()).isEqualTo(Duration.ofMinutes(10));
    assertThat(sms.text()).containsPattern("@sluis.example #[0-9]{6}$");
  }

  @Test
  void wrongDigitsSendNothing() {
    var link = parts.posts();
    try (var audit = new CapturedAudit()) {
      assertThat(problem(() -> parts.sending.send(link.visit(), not(link.digits())))).isEqualTo(Problem.WRONG_DIGITS);
      assertThat(audit.lines()).containsExactly("try-failed " + link.id() + " failures=1");
    }
    assertThat(parts.messages).isEmpty();
    assertThat(parts.rows("code")).isZero();
    assertThat(parts.rows("limit_use WHERE used > 0")).isZero();
  }

  @Test
  void betweenTwoCodesIsAMinute() {
    var link = parts.posts();
    parts.asks(link);
    parts.clock.advance(PAUSE.minusSeconds(30));
    var refused = refused(() -> parts.asks(link));
    assertThat(refused.problem()).isEqualTo(Problem.TOO_SOON);
    assertThat(refused.retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
    assertThat(parts.messages).hasSize(1);
    assertThat(parts.row(link).failures()).as("the digits were right").isZero();
    parts.clock.advance(Duration.ofSeconds(30));
    parts.asks(link);
    assertThat(parts.messages).hasSize(2);
  }

  @Test
  void newestCodeIsTheOneThatCounts() {
    var link = parts.posts();
    var first = parts.code(link);
    parts.clock.advance(PAUSE);
    var second = parts.code(link);
    if (!first.equals(second)) {
      assertThat(problem(() -> parts.release.handOver(link.visit(), first, TICKET))).isEqualTo(Problem.WRONG_CODE);
    }
    assertThat(link.opens(parts.release.handOver(link.visit(), second, TICKET))).isEqualTo(LinkParts.MEETING);
  }

  @Test
  void thereAreThreeCodesADayAndTheSchedulerHears() {
    var link = parts.posts();
    for (var i = 0; i < 3; i++) {
      parts.asks(link);
      parts.clock.advance(PAUSE);
    }
    assertThat(parts.row(link).attention()).isNull();
    assertUsedUp(link, Problem.TOO_SOON, "codes-used-up", "codes-per-invitation");
    assertThat(parts.messages).hasSize(3);
    parts.clock.advance(Duration.ofDays(1));
    parts.asks(link);
    assertThat(parts.row(link).attention()).isNull();
  }

  @Test
  void numberGetsTenADayOverAllItsLinks() {
    var phone = "+31612345678";
    var links = Stream.generate(() -> parts.posts(phone)).limit(11).toList();
    links.stream().limit(10).forEach(parts::asks);
    assertUsedUp(links.get(10), Problem.TOO_SOON, "codes-used-up", "codes-per-number");
    assertThat(parts.asks(parts.posts()).delivery()).as("another number").isEqualTo("sent");
  }

  @Test
  void whatOthersUsedUpIsNotTheInviteesFault() {
    again(new LimitConfiguration(null, null, 2, null, null, null, null, null, null), Countries.all());
    var links = Stream.generate(parts::posts).limit(3).toList();
    links.stream().limit(2).forEach(parts::asks);
    assertUsedUp(links.get(2), Problem.SMS_UNAVAILABLE, "sms-unavailable", "codes-per-client");
    assertThat(parts.rows("limit_use WHERE used > 0 AND subject = 'invitation:" + links.get(2).id() + "'")).as("its own is given back")
        .isZero();
  }

  @Test
  void textMessagesInAllAreCountedLast() {
    again(new LimitConfiguration(null, null, null, 1, null, null, null, null, null), Countries.all());
    parts.asks(parts.posts());
    assertUsedUp(parts.posts(), Problem.SMS_UNAVAILABLE, "sms-unavailable", "codes-in-all");
    assertThat(parts.rows("limit_use WHERE used = 1 AND subject LIKE 'codes:%'")).isEqualTo(1);
  }

  @Test
  void otherCountriesGetNone() {
    again(LimitConfiguration.byDefault(), Countries.of(List.of("BE")));
    assertUsedUp(parts.posts(), Problem.SMS_UNAVAILABLE, "sms-unavailable", "country");
    assertThat(parts.asks(parts.posts("+32470123456")).delivery()).isEqualTo("sent");
  }

  @ParameterizedTest
  @CsvSource({"NUMBER_TAKES_NO_SMS, NUMBER_TAKES_NO_SMS, number-takes-no-sms", "OPERATOR_MUST_ACT, SMS_UNAVAILABLE, sms-unavailable",
    "BUSY, SMS_UNAVAILABLE, sms-unavailable"})
  void whatWasNotSentIsTakenBack(SmsOutcome outcome, Problem problem, String attention) {
    var link = parts.posts();
    var first = parts.code(link);
    parts.clock.advance(PAUSE);
    parts.outcome = outcome;
    try (var audit = new CapturedAudit()) {
      assertThat(problem(() -> parts.asks(link))).isEqualTo(problem);
      assertThat(audit.lines()).containsExactly("code-" + outcome.word() + " " + link.id());
    }
    assertThat(parts.row(link).attention()).isEqualTo(attention);
    assertThat(parts.rows("limit_use WHERE used = 1")).as("those of the first code are left").isEqualTo(4);
    assertThat(link.opens(parts.release.handOver(link.visit(), first, TICKET))).as("the one before it counts again")
        .isEqualTo(LinkParts.MEETING);
  }

  @Test
  void whatMayHaveBeenSentCountsAndIsUnknown() {
    var link = parts.posts();
    parts.outcome = SmsOutcome.UNKNOWN;
    assertThat(parts.asks(link).delivery()).isEqualTo("unknown");
    assertThat(parts.rows("limit_use WHERE used = 1")).isEqualTo(4);
    assertThat(parts.rows("code")).isEqualTo(1);
    assertThat(problem(() -> parts.asks(link))).isEqualTo(Problem.TOO_SOON);
  }

  @Test
  void codeThatWasSentEndsTheAttentionAndOneThatIsUnknownNotThatOfALandline() {
    var link = parts.posts();
    parts.outcome = SmsOutcome.NUMBER_TAKES_NO_SMS;
    problem(() -> parts.asks(link));
    parts.clock.advance(PAUSE);
    parts.outcome = SmsOutcome.UNKNOWN;
    parts.asks(link);
    assertThat(parts.row(link).attention()).isEqualTo("number-takes-no-sms");
    parts.clock.advance(PAUSE);
    parts.outcome = SmsOutcome.SENT;
    parts.asks(link);
    assertThat(parts.row(link).attention()).isNull();
  }

  @Test
  void unknownEndsTheAttentionOfAnOutage() {
    var link = parts.posts();
    parts.outcome = SmsOutcome.BUSY;
    problem(() -> parts.asks(link));
    parts.clock.advance(PAUSE);
    parts.outcome = SmsOutcome.UNKNOWN;
    parts.asks(link);
    assertThat(parts.row(link).attention()).isNull();
  }

  /** What an opening costs: each write is forced to disk once. */
  @Test
  void anOpeningHasThreeForces() {
    parts.asks(parts.posts());
    var link = parts.posts();
    parts.transactions.met();
    parts.status.of(link.visit());
    assertThat(parts.transactions.met()).containsExactly("read");
    var code = parts.code(link);
    assertThat(parts.transactions.met()).as("the last tells that it was sent").containsExactly("count", "write", "count");
    var released = parts.release.handOver(link.visit(), code, TICKET);
    assertThat(parts.transactions.met()).containsExactly("count", "write");
    parts.release.acknowledge(TICKET, link.ack(released));
    assertThat(parts.transactions.met()).containsExactly("write");
  }

  private void assertUsedUp(Link link, Problem problem, String attention, String why) {
    var sent = parts.messages.size();
    try (var audit = new CapturedAudit()) {
      assertThat(problem(() -> parts.asks(link))).isEqualTo(problem);
      assertThat(audit.lines()).containsExactly("code-refused " + link.id() + " " + why);
    }
    assertThat(parts.row(link).attention()).isEqualTo(attention);
    assertThat(parts.row(link).failures()).as("the digits were right").isZero();
    assertThat(parts.messages).hasSize(sent);
  }

  private void again(LimitConfiguration limits, Countries countries) {
    parts.close();
    parts = new LinkParts(Plans::onH2, limits, countries);
  }
}
