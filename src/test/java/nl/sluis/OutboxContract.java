package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import nl.sluis.testing.FakeRelay;
import nl.sluis.testing.Gateway.Posted;
import nl.sluis.testing.Http;
import nl.sluis.testing.LinkHolder;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Numbers;
import nl.sluis.testing.Settings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Mails owed to a relay that fails in every way: they leave once, in a fair order, and the operator sees them wait. The same on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OutboxContract {
  private static final Pattern TO = Pattern.compile("(?m)^To: (\\S+)");
  private static final Pattern MESSAGE_ID = Pattern.compile("(?m)^Message-ID: (\\S+)");
  private static final Pattern LINK = Pattern.compile("https?://\\S+/i#[A-Za-z0-9_-]{43}");
  private final FakeRelay relay = FakeRelay.start();
  private LocalSluis sluis;

  /** Points the gateway to its database, and starts what that needs. */
  abstract void prepare(Settings settings);

  @BeforeAll
  void start() {
    sluis = LocalSluis.started(settings -> prepare(settings.set("mail.port", String.valueOf(relay.port()))));
  }

  @AfterAll
  void stop() throws Exception {
    sluis.close();
    relay.close();
  }

  @AfterEach
  void letEverythingLeave() {
    sluis.clock.reset();
    for (var verb : new String[] {"GREETING", "RCPT", "."}) {
      relay.answers(verb, null);
    }
    soon(() -> {
      sluis.operates("POST", "/tasks/flush-outbox");
      return outbox().path("oldest").isEmpty();
    });
  }

  @Test
  void oneMailDoesNotWaitForAnothersFiveHundred() {
    relayGoes();
    sluis.postsInterview();
    soon(() -> !outbox().path("relayUnavailable").isNull());
    var meeting = Meetings.interview();
    var crowd = Meetings.request(meeting, 500);
    IntStream.range(0, 500)
        .forEach(i -> Meetings.invitee(crowd, i).put("email", "crowd" + i + "@example.net").put("phone", Numbers.next()));
    assertThat(sluis.post(crowd).status()).isEqualTo(201);
    var single = sluis.postsInterview();
    assertThat(outbox().path("waiting").asInt() + outbox().path("inFlight").asInt()).isGreaterThan(450);
    var before = relay.mails().size();
    relay.answers("GREETING", null);
    sluis.operates("POST", "/tasks/flush-outbox");
    soon(() -> !mailsTo(single).isEmpty());
    var order = relay.mails().stream().skip(before).map(mail -> first(TO, mail)).toList();
    System.out.println("the single mail left as number " + (order.indexOf(single.email()) + 1) + " of 502");
    // Ten stand before it, as many again for each ten seconds that a slow machine takes for the five hundred, and what leaves beside it.
    assertThat(order.indexOf(single.email())).isBetween(0, 40);
    assertThat(order).doesNotHaveDuplicates();
  }

  @Test
  void relayGoneForAnHourCostsNothingButTheHour() {
    relayGoes();
    var posted = IntStream.range(0, 5).mapToObj(i -> sluis.postsInterview()).toList();
    soon(() -> outbox().at("/relayUnavailable/lastError").asText().equals("connection"));
    sluis.clock.advance(Duration.ofHours(1));
    var asked = greetings();
    await().during(Duration.ofSeconds(2)).until(() -> greetings() - asked <= 4);
    assertThat(outbox().path("oldestSeconds").asInt()).isGreaterThanOrEqualTo(3_600);
    relay.answers("GREETING", null);
    posted.forEach(p -> soon(() -> state(p).equals("mailed")));
    posted.forEach(p -> assertThat(mailsTo(p)).hasSize(1));
    assertThat(outbox().path("relayUnavailable").isNull()).isTrue();
  }

  @Test
  void someAreDelayedSomeRefusedAndTheRestLeaves() {
    var delayed = "later." + System.nanoTime() + "@example.net";
    var refused = "never." + System.nanoTime() + "@example.net";
    var well = "well." + System.nanoTime() + "@example.net";
    relay.answers("RCPT TO:<" + delayed + ">", "451 4.2.1 Come again");
    relay.answers("RCPT TO:<" + refused + ">", "550 5.1.1 Nobody of that name");
    var request = Meetings.request(Meetings.interview(), 3);
    var emails = List.of(delayed, refused, well);
    IntStream.range(0, 3).forEach(i -> Meetings.invitee(request, i).put("email", emails.get(i)).put("phone", Numbers.next()));
    var ids = sluis.post(request).json().findValuesAsText("id");
    soon(() -> state(ids.get(2)).equals("mailed") && state(ids.get(1)).equals("undeliverable"));
    soon(() -> !outbox().path("oldest").isEmpty() && !outbox().at("/oldest/0/lastError").isNull());
    var shown = outbox();
    assertThat(shown.at("/oldest/0/invitation").asText()).isEqualTo(ids.get(0));
    assertThat(shown.at("/oldest/0/lastError").asText()).isEqualTo("relay 451");
    assertThat(shown.path("relayUnavailable").isNull()).as("the relay is there").isTrue();
    assertThat(shown.toString()).doesNotContain("example.net", "Invitee", "Come again");
    assertThat(state(ids.get(0))).isEqualTo("queued");

    relay.answers("RCPT TO:<" + delayed + ">", null);
    soon(() -> state(ids.get(0)).equals("mailed"));
    assertThat(state(ids.get(1))).as("final").isEqualTo("undeliverable");
  }

  @Test
  void whatTheRelayRefusedForGoodIsPostedAnewByTheSameKeyWhereNothingElseIsLeftOfIt() {
    var refused = "anew." + System.nanoTime() + "@example.net";
    var well = "beside." + System.nanoTime() + "@example.net";
    relay.answers("RCPT TO:<" + refused + ">", "550 5.1.1 Nobody of that name");
    var alone = Meetings.request(Meetings.interview(), 1);
    var both = Meetings.request(Meetings.interview(), 2);
    Meetings.invitee(alone, 0).put("email", refused).put("phone", Numbers.next());
    Meetings.invitee(both, 0).put("email", refused).put("phone", Numbers.next());
    Meetings.invitee(both, 1).put("email", well).put("phone", Numbers.next());
    var one = postWith("\"anew-1\"", alone).findValuesAsText("id");
    var two = postWith("\"anew-2\"", both).findValuesAsText("id");
    soon(
        () -> state(one.get(0)).equals("undeliverable") && state(two.get(0)).equals("undeliverable") && state(two.get(1)).equals("mailed"));
    relay.answers("RCPT TO:<" + refused + ">", null);
    var told = postWith("\"anew-2\"", both);
    assertThat(told.findValuesAsText("id")).isEqualTo(two);
    assertThat(told.findValuesAsText("state")).containsExactly("undeliverable", "mailed");
    var anew = postWith("\"anew-1\"", alone).findValuesAsText("id");
    assertThat(anew).hasSize(1).isNotEqualTo(one);
    soon(() -> state(anew.get(0)).equals("mailed"));
    assertThat(relay.mails().stream().filter(mail -> refused.equals(first(TO, mail)))).hasSize(1);
    assertThat(postWith("\"anew-1\"", alone).findValuesAsText("id")).isEqualTo(anew);
  }

  @Test
  void operatorHurriesWhatIsInBackOff() {
    relay.answers("RCPT", "451 4.2.1 Come again");
    var posted = sluis.postsInterview();
    // So long in back-off that it does not leave by itself while this test looks.
    soon(() -> {
      sluis.clock.advance(Duration.ofMinutes(1));
      return outbox().at("/oldest/0/attempts").asInt() >= 7;
    });
    soon(() -> outbox().path("inBackOff").asInt() == 1);
    var shown = outbox();
    assertThat(Instant.parse(shown.path("nextAttemptAt").asText())).isEqualTo(Instant.parse(shown.at("/oldest/0/dueAt").asText()));
    relay.answers("RCPT", null);
    var answer = sluis.operates("POST", "/tasks/flush-outbox");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.http().body()).startsWith("mails flushed: 1\nmails owed now: ");
    soon(() -> state(posted).equals("mailed"));
    assertThat(mailsTo(posted)).hasSize(1);
  }

  @Test
  void lastAnswerLostMeansTheSameMailAgain() {
    relay.answers(".", FakeRelay.HANG_UP);
    var posted = sluis.postsInterview();
    soon(() -> !mailsTo(posted).isEmpty());
    assertThat(state(posted)).isEqualTo("queued");
    soon(() -> sluis.ask("GET", "/v1/invitations/" + posted.id() + "/trust").json().path("held").findValuesAsText("who").contains("relay"));
    relay.answers(".", null);
    soon(() -> state(posted).equals("mailed"));
    assertThat(mailsTo(posted)).hasSizeGreaterThanOrEqualTo(2);
    assertThat(mailsTo(posted).stream().map(mail -> first(MESSAGE_ID, mail)).distinct()).hasSize(1);
    assertThat(mailsTo(posted).stream().map(mail -> first(LINK, mail)).distinct()).as("never another link").hasSize(1);
  }

  @Test
  void clockSetForwardAnHourLosesNothingAndSendsNothingTwice() {
    relay.answers("RCPT", FakeRelay.SILENCE);
    var posted = sluis.postsInterview();
    soon(() -> outbox().path("inFlight").asInt() == 1 && rcpts(posted) == 1);
    sluis.clock.advance(Duration.ofHours(1));
    var rcpt = rcpts(posted);
    await().during(Duration.ofSeconds(2)).until(() -> rcpts(posted) == rcpt);
    relay.answers("RCPT", null);
    relay.breakOff();
    soon(() -> state(posted).equals("mailed"));
    assertThat(mailsTo(posted)).hasSize(1);
    var holder = holderOf(posted);
    var code = sluis.codeFor(holder, posted);
    sluis.clock.advance(Duration.ofHours(1));
    assertThat(holder.releases(code).problem()).as("its ten minutes are over").isEqualTo("wrong-code");
    assertThat(holder.asksForCode(posted.digits()).status()).isEqualTo(202);
    assertThat(holder.releases(sluis.twilio.lastCodeTo(posted.phone())).status()).isEqualTo(200);
  }

  @Test
  void clockSetBackAnHourHoldsUpNoNewMailAndOpensNothing() {
    var opened = sluis.postsInterview();
    var visitor = holderOf(opened);
    var released = visitor.releases(sluis.codeFor(visitor, opened));
    visitor.acknowledges(released);
    var wrong = sluis.postsInterview();
    var guesser = holderOf(wrong);
    guesser.asksForCode(wrong.digits());
    var guess = sluis.twilio.lastCodeTo(wrong.phone()).equals("000000") ? "000001" : "000000";
    assertThat(guesser.releases(guess).status()).isEqualTo(403);
    var revoked = sluis.postsInterview();
    var late = holderOf(revoked);
    assertThat(sluis.ask("DELETE", "/v1/invitations/" + revoked.id()).status()).isEqualTo(204);

    sluis.clock.advance(Duration.ofHours(-1));
    assertThat(visitor.releases("000000").status()).isEqualTo(410);
    assertThat(visitor.fetches().status()).isEqualTo(404);
    assertThat(late.asksForCode(revoked.digits()).status()).isEqualTo(410);
    assertThat(guesser.status().json().path("triesLeft").asInt()).as("no try comes back").isEqualTo(9);
    assertThat(guesser.releases(guess).json().path("triesLeft").asInt()).isEqualTo(8);

    var posted = sluis.postsInterview();
    soon(() -> state(posted).equals("mailed"));
    var holder = holderOf(posted);
    assertThat(holder.releases(sluis.codeFor(holder, posted)).status()).isEqualTo(200);
    assertThat(guesser.releases(sluis.twilio.lastCodeTo(wrong.phone())).status()).as("the code sent before").isEqualTo(200);
  }

  private JsonNode postWith(String idempotencyKey, JsonNode request) {
    var answer = Http.send("POST", sluis.settings.publicUrl() + "/v1/invitations", request.toString(),
        "Authorization", "Bearer " + sluis.clientKey(), "Idempotency-Key", idempotencyKey);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    return answer.json();
  }

  private void relayGoes() {
    relay.answers("GREETING", "421 4.3.2 Not now");
    relay.breakOff();
  }

  private JsonNode outbox() {
    return sluis.operates("GET", "/outbox").json();
  }

  private String state(Posted posted) {
    return state(posted.id());
  }

  private String state(String id) {
    return sluis.find(id).text("state");
  }

  private List<String> mailsTo(Posted posted) {
    return relay.mails().stream().filter(mail -> posted.email().equals(first(TO, mail))).toList();
  }

  private LinkHolder holderOf(Posted posted) {
    soon(() -> !mailsTo(posted).isEmpty());
    return new LinkHolder(sluis.settings.publicUrl(), first(LINK, mailsTo(posted).get(0)));
  }

  private long greetings() {
    return relay.connections();
  }

  private long rcpts(Posted posted) {
    return relay.commands().stream().filter(line -> line.startsWith("RCPT TO:<" + posted.email())).count();
  }

  private static String first(Pattern pattern, String mail) {
    // Soft line breaks of quoted-printable (RFC 2045 §6.7).
    var found = pattern.matcher(mail.replace("=\r\n", ""));
    return found.find() ? found.group(found.groupCount()) : null;
  }

  private static void soon(Callable<Boolean> condition) {
    await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(50)).until(condition);
  }
}
