package nl.sluis.sms;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import nl.sluis.secret.Secret;
import nl.sluis.testing.CapturedLog;
import nl.sluis.testing.FakeRelay;
import nl.sluis.testing.FakeTwilio.Answer;
import nl.sluis.testing.FakeTwilio;
import nl.sluis.testing.Leaks;
import nl.sluis.testing.TestCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static nl.sluis.testing.FakeTwilio.busy;
import static nl.sluis.testing.FakeTwilio.busyFor;
import static nl.sluis.testing.FakeTwilio.created;
import static nl.sluis.testing.FakeTwilio.createdButFailed;
import static nl.sluis.testing.FakeTwilio.cut;
import static nl.sluis.testing.FakeTwilio.drip;
import static nl.sluis.testing.FakeTwilio.error;
import static nl.sluis.testing.FakeTwilio.hang;
import static nl.sluis.testing.FakeTwilio.redirect;
import static nl.sluis.testing.FakeTwilio.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class TwilioSmsSenderTest {
  private static final String NUMBER = "+31612345678";
  private static final String TEXT = "123456 is uw code, kenmerk AB.\n\n@sluis.example #123456";
  private static final String TOKEN = "auth-token-of-the-test";
  private final FakeTwilio twilio = FakeTwilio.start();

  @AfterEach
  void close() {
    twilio.close();
  }

  @Test
  void postsOneFormToTheAccount() {
    assertThat(send()).isEqualTo(SmsOutcome.SENT);
    assertThat(twilio.messages()).hasSize(1);
    var message = twilio.messages().get(0);
    assertThat(message.method()).isEqualTo("POST");
    assertThat(message.path()).isEqualTo("/2010-04-01/Accounts/AC123/Messages.json");
    assertThat(message.authorization()).isEqualTo("Basic " + Base64.getEncoder()
        .encodeToString(("AC123:" + TOKEN).getBytes(StandardCharsets.UTF_8)));
    assertThat(message.form()).isEqualTo(Map.of("To", NUMBER, "From", "+15005550006",
        "Body", TEXT, "ValidityPeriod", "600"));
    assertThat(twilio.lastCode()).isEqualTo("123456");
  }

  @Test
  void sendsByAMessagingServiceWhereThereIsOne() {
    var service = new TwilioConfiguration("AC123", Secret.of(TOKEN), null, null, "MG123", null, null, twilio.baseUrl());
    assertThat(new TwilioSmsSender(service).send(sms(Duration.ofMinutes(10)))).isEqualTo(SmsOutcome.SENT);
    assertThat(twilio.messages().get(0).form()).containsEntry("MessagingServiceSid", "MG123").doesNotContainKey("From");
  }

  @ParameterizedTest
  @CsvSource({"PT0S, 1", "PT90S, 90", "PT24H, 36000"})
  void keepsTheValidityWithinTwiliosBounds(Duration validFor, String seconds) {
    sender(Duration.ofSeconds(10)).send(sms(validFor));
    assertThat(twilio.messages().get(0).form()).containsEntry("ValidityPeriod", seconds);
  }

  @ParameterizedTest
  @ValueSource(ints = {21211, 21610, 21614, 21635, 30004, 30005, 30006})
  void tellsANumberThatTakesNoSms(int code) {
    assertThat(sendAfter(error(400, code))).isEqualTo(SmsOutcome.NUMBER_TAKES_NO_SMS);
    assertThat(twilio.messages()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"401, 20003", "403, 20003", "400, 21408", "400, 21606", "400, 21608", "400, 21612", "429, 63038", "403, 30002", "400, 30007",
    "400, 30034", "400, 30450", "404, 20404", "400, 99999"})
  void callsTheOperatorForAnyOtherRefusal(int status, int code) {
    assertThat(sendAfter(error(status, code))).isEqualTo(SmsOutcome.OPERATOR_MUST_ACT);
    assertThat(twilio.messages()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404})
  void callsTheOperatorForARefusalThatIsNotTwilios(int status) {
    assertThat(sendAfter(status(status))).isEqualTo(SmsOutcome.OPERATOR_MUST_ACT);
    assertThat(twilio.messages()).hasSize(1);
  }

  @Test
  void doesNotFollowARedirect() {
    try (var elsewhere = FakeTwilio.start()) {
      assertThat(sendAfter(redirect(elsewhere.baseUrl()))).isEqualTo(SmsOutcome.OPERATOR_MUST_ACT);
      assertThat(elsewhere.messages()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void neverResendsAfterAFaultAtTwilio(int status) {
    assertThat(sendAfter(status(status))).isEqualTo(SmsOutcome.UNKNOWN);
    assertThat(sendAfter(error(status, 20500))).isEqualTo(SmsOutcome.UNKNOWN);
    assertThat(twilio.messages()).hasSize(2);
  }

  @Test
  void neverResendsAfterACutOnAFreshConnection() {
    assertThat(sendAfter(cut())).isEqualTo(SmsOutcome.UNKNOWN);
    assertThat(twilio.messages()).hasSize(1);
  }

  @Test
  void neverResendsAfterACutOnAConnectionInUse() {
    var sender = sender(Duration.ofSeconds(10));
    twilio.answers(created(), cut());
    assertThat(sender.send(sms(Duration.ofMinutes(10)))).isEqualTo(SmsOutcome.SENT);
    assertThat(sender.send(sms(Duration.ofMinutes(10)))).isEqualTo(SmsOutcome.UNKNOWN);
    assertThat(twilio.messages()).hasSize(2);
  }

  @Test
  void givesUpOnSilenceInTimeAndNeverResends() {
    twilio.answers(hang());
    var start = System.nanoTime();
    assertThat(sender(Duration.ofSeconds(2)).send(sms(Duration.ofMinutes(10)))).isEqualTo(SmsOutcome.UNKNOWN);
    assertThat(since(start)).isBetween(Duration.ofMillis(1_900), Duration.ofSeconds(40));
    assertThat(twilio.messages()).hasSize(1);
  }

  @Test
  void givesUpOnAnAnswerThatNeverEnds() {
    twilio.answers(drip());
    assertThat(sender(Duration.ofSeconds(2)).send(sms(Duration.ofMinutes(10)))).isEqualTo(SmsOutcome.UNKNOWN);
    assertThat(twilio.messages()).hasSize(1);
  }

  @Test
  void believesCreatedWhateverTheBodySays() {
    assertThat(sendAfter(status(201))).isEqualTo(SmsOutcome.SENT);
    assertThat(sendAfter(status(200))).isEqualTo(SmsOutcome.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({"21614, NUMBER_TAKES_NO_SMS", "30003, UNKNOWN", "30007, OPERATOR_MUST_ACT", "20429, OPERATOR_MUST_ACT"})
  void neverResendsWhatWasCreatedAndFailed(int code, SmsOutcome outcome) {
    assertThat(sendAfter(createdButFailed(code))).isEqualTo(outcome);
    assertThat(twilio.messages()).hasSize(1);
  }

  @Test
  void triesAgainWhileTwilioIsBusy() {
    assertThat(sendAfter(busy(), busy())).isEqualTo(SmsOutcome.SENT);
    assertThat(twilio.messages()).hasSize(3);
  }

  @Test
  void triesAgainWhenTheCodeSaysBusyAndTheStatusDoesNot() {
    assertThat(sendAfter(error(400, 20429))).isEqualTo(SmsOutcome.SENT);
    assertThat(twilio.messages()).hasSize(2);
  }

  @Test
  void waitsAsLongAsTwilioAsks() {
    var start = System.nanoTime();
    assertThat(sendAfter(busyFor(1))).isEqualTo(SmsOutcome.SENT);
    assertThat(since(start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    assertThat(twilio.messages()).hasSize(2);
  }

  @Test
  void doesNotWaitLongerThanTheCallMayTake() {
    var start = System.nanoTime();
    assertThat(sendAfter(busyFor(60))).isEqualTo(SmsOutcome.BUSY);
    assertThat(since(start)).isLessThan(Duration.ofSeconds(40));
    assertThat(twilio.messages()).hasSize(1);
  }

  @Test
  void isBusyWhenTwilioStaysSo() {
    twilio.answers(busy(), busy(), busy(), busy(), busy(), busy(), busy());
    var start = System.nanoTime();
    assertThat(sender(Duration.ofSeconds(16)).send(sms(Duration.ofMinutes(10)))).isEqualTo(SmsOutcome.BUSY);
    assertThat(since(start)).isLessThan(Duration.ofSeconds(40));
    assertThat(twilio.messages()).hasSizeBetween(2, 6);
  }

  @Test
  void isUnknownWhenTheSecondTryGetsNoAnswer() {
    twilio.answers(busy(), hang());
    assertThat(sender(Duration.ofSeconds(6)).send(sms(Duration.ofMinutes(10)))).isEqualTo(SmsOutcome.UNKNOWN);
    assertThat(twilio.messages()).hasSize(2);
  }

  @Test
  void isBusyWhenNobodyListens() {
    assertThat(new TwilioSmsSender(configuration(FakeTwilio.nobody().toString())).send(sms(Duration.ofMinutes(10))))
        .isEqualTo(SmsOutcome.BUSY);
  }

  @Test
  void isBusyWhenNoNameIsFound() {
    assertThat(new TwilioSmsSender(configuration("https://nowhere.invalid")).send(sms(Duration.ofMinutes(10))))
        .isEqualTo(SmsOutcome.BUSY);
  }

  @Test
  void callsTheOperatorForACertificateThatIsNotTrusted() throws Exception {
    try (var stranger = FakeRelay.startWithImplicitTls(TestCertificate.of("localhost").server())) {
      var sender = new TwilioSmsSender(configuration("https://localhost:" + stranger.port()));
      assertThat(sender.send(sms(Duration.ofMinutes(10)))).isEqualTo(SmsOutcome.OPERATOR_MUST_ACT);
      assertThat(stranger.commands()).isEmpty();
    }
  }

  @Test
  void onlyAMessageThatWasTakenSaysThatTheAccountIsInOrder() {
    var sender = sender(Duration.ofSeconds(10));
    twilio.answers(error(429, 63038), error(400, 21614), error(400, 21610), status(500), created());
    for (var i = 0; i < 4; i++) {
      sender.send(sms(Duration.ofMinutes(10)));
      assertThat(sender.trouble().words()).as("after " + (i + 1))
          .hasValueSatisfying(words -> assertThat(words).contains("code 63038", "used up"));
    }
    sender.send(sms(Duration.ofMinutes(10)));
    assertThat(sender.trouble().words()).isEmpty();
  }

  @Test
  void breaksOffAnAnswerThatIsLongerThanAnyOfTwilios() {
    var sent = new AtomicLong();
    assertThat(sendAfter((exchange, fake) -> {
      exchange.sendResponseHeaders(400, 0);
      var block = new byte[65_536];
      try {
        for (; sent.get() < 1L << 30; sent.addAndGet(block.length)) {
          exchange.getResponseBody().write(block);
        }
      } catch (IOException e) {
        // Nobody listens any more.
      }
    })).isEqualTo(SmsOutcome.UNKNOWN);
    await().until(() -> sent.get() < 1L << 30);
  }

  @Test
  void stopsWhenItsThreadIsToStop() throws Exception {
    twilio.answers(hang());
    var thread = Executors.newSingleThreadExecutor();
    var outcome = thread.submit(() -> sender(Duration.ofSeconds(10)).send(sms(Duration.ofMinutes(10))));
    await().until(() -> twilio.messages().size() == 1);
    thread.shutdownNow();
    assertThat(thread.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    assertThat(outcome.get()).isEqualTo(SmsOutcome.UNKNOWN);
  }

  @Test
  void ignoresTheSystemsProxy() throws Exception {
    try (var proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      System.setProperty("http.proxyHost", "127.0.0.1");
      System.setProperty("http.proxyPort", String.valueOf(proxy.getLocalPort()));
      System.setProperty("http.nonProxyHosts", "");
      assertThat(send()).isEqualTo(SmsOutcome.SENT);
    } finally {
      System.clearProperty("http.proxyHost");
      System.clearProperty("http.proxyPort");
      System.clearProperty("http.nonProxyHosts");
    }
  }

  @Test
  void logsCodesAndMessageSidsAndNothingElse() {
    try (var log = new CapturedLog()) {
      sendAfter(created());
      sendAfter(error(400, 21614));
      sendAfter(status(500));
      sendAfter(cut());
      new TwilioSmsSender(configuration(FakeTwilio.nobody().toString())).send(sms(Duration.ofMinutes(10)));
      assertThat(log.text())
          .contains("SMS is Twilio's message SM")
          .contains("SMS NUMBER_TAKES_NO_SMS: Twilio status 400, code 21614")
          .contains("SMS UNKNOWN: Twilio status 500, code null")
          .contains("SMS UNKNOWN: connection broken")
          .contains("SMS BUSY: no connection")
          .doesNotContain("31612345678", TOKEN, "uw code", "Words of Twilio's");
      Leaks.none(log.text(), "123456");
    }
  }

  private SmsOutcome send() {
    return sender(Duration.ofSeconds(10)).send(sms(Duration.ofMinutes(10)));
  }

  private SmsOutcome sendAfter(Answer... answers) {
    twilio.answers(answers);
    return send();
  }

  private TwilioSmsSender sender(Duration wholeCall) {
    return new TwilioSmsSender(configuration(twilio.baseUrl() + "/"), wholeCall);
  }

  private static TwilioConfiguration configuration(String baseUrl) {
    return new TwilioConfiguration("AC123", Secret.of(TOKEN), null, "+15005550006", null, null, null, baseUrl);
  }

  private static Sms sms(Duration validFor) {
    return new Sms("id", NUMBER, TEXT, validFor);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
