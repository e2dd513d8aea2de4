package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import nl.sluis.testing.CapturedLog;
import nl.sluis.testing.FakeRelay;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Numbers;
import nl.sluis.testing.RelayAnswers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A relay that refuses the gateway ends nothing; one that refuses a recipient ends that invitation. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class RefusingRelayTest {
  private static final int MANY = 20;
  private static final int ROUNDS = 25;
  private static final long SEED = 20_261_128;
  private final FakeRelay relay = FakeRelay.start();
  private LocalSluis sluis;

  @BeforeAll
  void start() {
    sluis = LocalSluis.started(settings -> settings.set("mail.port", String.valueOf(relay.port())));
  }

  @AfterAll
  void stop() throws Exception {
    sluis.close();
    relay.close();
  }

  @AfterEach
  void letEverythingLeave() {
    RelayAnswers.VERBS.forEach(verb -> relay.answers(verb, null));
    // What the next test finds is a relay that has taken one.
    posts(1);
    soon(() -> outbox().path("oldest").isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"RCPT, 553 5.7.1 not owned by user", "., 554 Message rejected: Email address is not verified.",
    "., 550 5.4.5 Daily user sending limit exceeded", "MAIL, 554 5.7.1 client host blocked",
    "MAIL, 530 5.7.57 Client not authenticated to send mail", "RCPT, 530 5.7.0 Authentication required", "GREETING, 554 5.7.1 Not you"})
  void invitationsSurviveARelayThatRefusesUsAndLeaveWhenItIsMended(String verb, String answer) {
    var before = relay.mails().size();
    relay.answers(verb, answer);
    relay.breakOff();
    var ids = posts(MANY);
    var asked = asked(verb);
    soon(() -> asked(verb) - asked >= MANY);
    assertThat(ids).allSatisfy(id -> assertThat(state(id)).isEqualTo("queued"));
    soon(() -> outbox().at("/relayUnavailable/lastError").asText().equals("refused"));
    // The check may remember for ten seconds what it was told before.
    soon(() -> smtp().path("message").asText().endsWith("nothing is lost. The relay says: " + answer));
    assertThat(smtp().path("healthy").asBoolean()).isFalse();

    relay.answers(verb, null);
    ids.forEach(id -> soon(() -> state(id).equals("mailed")));
    assertThat(outbox().path("relayUnavailable").isNull()).isTrue();
    if (Set.of("RCPT", ".").contains(verb)) {
      // Else it was told so itself, and remembers that.
      soon(() -> smtp().path("healthy").asBoolean());
    }
    if (!verb.equals(".")) {
      assertThat(relay.mails()).hasSize(before + MANY);
    }
  }

  @Test
  void ofWrongRecipientsInARowFiveEndAndTheRestWaitsForOneThatIsRight() {
    try (var log = new CapturedLog()) {
      relay.answers("RCPT", "550 5.1.1 <invitee@example.net> Nobody of that name");
      // The organizer is known there, and proves nothing.
      relay.answers("RCPT TO:<selection@example.org>", "250 2.1.5 Ok");
      var ids = posts(12);
      var asked = asked("RCPT");
      soon(() -> asked("RCPT") - asked >= 25);
      assertThat(ids.stream().filter(id -> state(id).equals("undeliverable"))).hasSize(5);
      assertThat(ids.stream().filter(id -> state(id).equals("queued"))).hasSize(7);
      soon(() -> smtp().path("message").asText().endsWith("The relay says: 550 5.1.1 […] Nobody of that name"));
      assertThat(log.text().lines().filter(line -> line.contains(" ERROR "))).as("the operator is called once").hasSize(1)
          .allSatisfy(line -> assertThat(line).contains("5 invitations in a row").doesNotContain("example.net"));
      soon(() -> kindsOwed().stream().allMatch("invitation"::equals));
      assertThat(ids.stream().filter(id -> state(id).equals("queued"))).hasSize(7);

      relay.answers("RCPT", null);
      soon(() -> ids.stream().filter(id -> state(id).equals("mailed")).count() == 7);
      soon(() -> smtp().path("healthy").asBoolean());
      relay.answers("RCPT TO:<selection@example.org>", null);
    }
  }

  @Test
  void oneWrongRecipientAmongManyEndsAtOnceThoughTheRelayRefusesAnotherMail() {
    var request = request(12);
    var wrong = request.at("/invitees/3/email").asText();
    var denied = request.at("/invitees/5/email").asText();
    relay.answers("RCPT TO:<" + wrong + ">", "550 No such user here");
    relay.answers("RCPT TO:<" + denied + ">", "550 5.7.1 <" + denied + ">: Recipient address rejected: Access denied");
    var ids = sluis.post(request).json().findValuesAsText("id");
    soon(() -> state(ids.get(3)).equals("undeliverable"));
    IntStream.of(0, 1, 2, 4, 6, 7, 8, 9, 10, 11).forEach(i -> soon(() -> state(ids.get(i)).equals("mailed")));
    assertThat(state(ids.get(5))).as("nobody can tell").isEqualTo("queued");
    relay.answers("RCPT TO:<" + denied + ">", null);
    soon(() -> state(ids.get(5)).equals("mailed"));
  }

  @Test
  void aNoticeThatIsRefusedForGoodWaits() {
    relay.answers("RCPT", "550 5.1.1 Nobody");
    var id = posts(1).get(0);
    soon(() -> state(id).equals("undeliverable"));
    var asked = asked("RCPT TO:<selection@");
    soon(() -> asked("RCPT TO:<selection@") >= asked + 10);
    assertThat(kindsOwed()).containsExactly("undeliverable");
    assertThat(outbox().at("/oldest/0/lastError").asText()).isEqualTo("refused 550");
    assertThat(smtp().path("healthy").asBoolean()).as("one recipient and one organizer are nobody's alarm").isTrue();
  }

  @Test
  void whereNothingWaitsAnyMoreTheOperatorIsNotCalled() {
    relay.answers("RCPT", "550 5.7.1 Not you");
    var id = posts(1).get(0);
    soon(() -> !smtp().path("healthy").asBoolean());
    assertThat(sluis.ask("DELETE", "/v1/invitations/" + id).status()).isEqualTo(204);
    soon(() -> smtp().path("healthy").asBoolean());
  }

  @ParameterizedTest
  @CsvSource({"RCPT, 550 5.1.1 Nobody, false", "DATA, 451 4.3.0 Later, false", "RCPT, 550 5.7.1 Not you, false",
    "., 550 5.1.1 Nobody, true", "., 451 4.3.0 Later, true", "., 554 5.7.1 Not you, true", "., hang up, true"})
  void theTrustStatementSaysThatTheRelayHadALinkItDidNotTake(String verb, String answer, boolean had) {
    relay.answers(verb, answer);
    var id = posts(1).get(0);
    soon(() -> state(id).equals("undeliverable") || !outbox().at("/oldest/0/lastError").isNull() && outbox().path("inFlight").asInt() == 0);
    assertThat(relaysLink(id)).hasSize(had ? 1 : 0);
    if (state(id).equals("queued")) {
      var first = relaysLink(id);
      relay.answers(verb, null);
      soon(() -> state(id).equals("mailed"));
      var mailedAt = sluis.find(id).json().path("mailedAt").asText();
      assertThat(relaysLink(id)).hasSize(1).isEqualTo(had ? first : List.of(mailedAt));
    }
  }

  @Test
  void theTrustStatementSaysThatTheRelayTookALinkWhoseInvitationHadEndedMeanwhile() {
    relay.answers(".", FakeRelay.SILENCE);
    var mails = relay.mails().size();
    var id = posts(1).get(0);
    soon(() -> relay.mails().size() > mails);
    assertThat(sluis.ask("DELETE", "/v1/invitations/" + id).status()).isEqualTo(204);
    assertThat(relaysLink(id)).isEmpty();
    relay.answers(".", null);
    relay.saysAtLast("250 2.0.0 Taken");
    soon(() -> relaysLink(id).size() == 1);
    assertThat(state(id)).isEqualTo("revoked");
  }

  @Test
  void whateverTheRelayAnswersNoInvitationIsLostAndNoCourierHangs() {
    var answers = new RelayAnswers(SEED);
    try (var log = new CapturedLog()) {
      var ids = new ArrayList<String>();
      for (var i = 0; i < ROUNDS; i++) {
        relay.answers(answers.verb(), answers.answer());
        ids.addAll(posts(1));
        var commands = relay.connections();
        soon(() -> relay.connections() > commands || state(ids.get(ids.size() - 1)).matches("mailed|undeliverable"));
        if (i % 4 == 3) {
          RelayAnswers.VERBS.forEach(verb -> relay.answers(verb, null));
          relay.breakOff();
        }
      }
      RelayAnswers.VERBS.forEach(verb -> relay.answers(verb, null));
      ids.forEach(id -> soon(() -> state(id).matches("mailed|undeliverable")));
      soon(() -> kindsOwed().isEmpty());
      var sent = String.join("\n", relay.mails());
      ids.stream().filter(id -> state(id).equals("mailed")).forEach(id -> assertThat(sent).contains("Message-ID: <" + id + ".invitation@"));
      assertThat(log.text().lines().filter(line -> line.contains(" ERROR "))).as("seed " + SEED)
          .allSatisfy(line -> assertThat(line).startsWith("nl.sluis.outbox.RelayPause "));
      assertThat(log.text()).doesNotContain("waits until its lease ends");
    }
  }

  private List<String> posts(int many) {
    var answer = sluis.post(request(many));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    return answer.json().findValuesAsText("id");
  }

  private static ObjectNode request(int many) {
    var request = Meetings.request(Meetings.interview(), many);
    IntStream.range(0, many).forEach(
        i -> Meetings.invitee(request, i).put("email", "a" + i + "." + System.nanoTime() + "@example.net").put("phone", Numbers.next()));
    return request;
  }

  /** How often the relay was asked, by a mail or by a health check. */
  private long asked(String verb) {
    return switch (verb) {
      case "GREETING" -> relay.connections();
      case "." -> relay.mails().size();
      default -> relay.commands().stream().filter(line -> line.startsWith(verb)).count();
    };
  }

  private String state(String id) {
    return sluis.find(id).text("state");
  }

  private JsonNode outbox() {
    return sluis.operates("GET", "/outbox").json();
  }

  private List<String> kindsOwed() {
    return outbox().path("oldest").findValuesAsText("kind");
  }

  private JsonNode smtp() {
    return sluis.operates("GET", "/healthcheck").json().path("smtp");
  }

  /** @return from when on the relay had the link, by the trust statement */
  private List<String> relaysLink(String id) {
    var held = sluis.ask("GET", "/v1/invitations/" + id + "/trust").json().path("held");
    return StreamSupport.stream(held.spliterator(), false)
        .filter(one -> one.path("what").asText().equals("link") && one.path("who").asText().equals("relay"))
        .map(one -> one.path("from").asText()).toList();
  }

  /** The operator hurries, so that nobody waits for pauses that grow to half a minute. */
  private void soon(Callable<Boolean> condition) {
    await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(50)).until(() -> {
      sluis.operates("POST", "/tasks/flush-outbox");
      return condition.call();
    });
  }
}
