package nl.sluis;

import static nl.sluis.testing.AtOnce.atOnce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import nl.sluis.mail.Mail;
import nl.sluis.openapi.Contract;
import nl.sluis.testing.Answer;
import nl.sluis.testing.Gateway.Posted;
import nl.sluis.testing.Http;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Numbers;
import nl.sluis.testing.RawHttp;
import nl.sluis.testing.SealedPosts;
import nl.sluis.testing.TestInbox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A test gateway: nothing leaves it but to the client that posted, and it says in everything what it is. The same on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TestGatewayContract {
  private static final Duration DAY = Duration.ofDays(1);
  private Databases databases;
  private LocalSluis sluis;
  private TestInbox inbox;

  abstract Databases databases();

  @BeforeAll
  void start() {
    databases = databases();
    sluis = LocalSluis.started(settings -> databases.set(settings.set("test", "true")));
    inbox = new TestInbox(sluis, sluis.clientKey());
  }

  @AfterAll
  void stop() {
    sluis.close();
    databases.close();
  }

  @AfterEach
  void nothingLeftAndTheClockIsSetBack() {
    sluis.clock.reset();
    assertThat(sluis.mailbox.mails()).as("the relay that is configured").isEmpty();
    assertThat(sluis.twilio.messages()).as("the provider that is configured").isEmpty();
  }

  // ---- the way of an invitation

  @Test
  void anInvitationOpensByWhatItsClientReads() {
    var posted = sluis.postsInterview();
    var mail = inbox.takes(posted.id(), "mail", 1);
    assertThat(mail.path("to").asText()).isEqualTo(posted.email());
    assertThat(mail.path("subject").asText()).isEqualTo("[test] Uitnodiging van Bureau Voorbeeld");
    assertThat(mail.path("text").asText()).contains("Selection desk").contains("\n" + mail.path("link").asText() + "\n");
    assertThat(mail.path("link").asText()).matches("\\Q" + sluis.settings.publicUrl() + "\\E/i#[A-Za-z0-9_-]{43}");
    assertThat(Instant.parse(mail.path("at").asText())).isBetween(Instant.now().minusSeconds(300), Instant.now().plusSeconds(300));
    assertThat(mail.has("code")).isFalse();
    await().until(() -> sluis.find(posted.id()).text("state"), "mailed"::equals);

    var holder = inbox.holderOf(posted.id());
    var sent = holder.asksForCode(posted.digits());
    assertThat(sent.status()).isEqualTo(202);
    assertThat(sent.text("delivery")).isEqualTo("sent");
    var sms = inbox.takes(posted.id(), "sms", 1);
    assertThat(sms.path("to").asText()).isEqualTo(posted.phone());
    assertThat(sms.path("text").asText()).contains(sent.text("reference")).endsWith("#" + sms.path("code").asText());
    assertThat(sms.has("subject") || sms.has("link")).isFalse();

    var released = holder.releases(sms.path("code").asText());
    assertThat(holder.opens(released)).isEqualTo(posted.meeting());
    assertThat(holder.acknowledges(released).status()).isEqualTo(204);
    assertThat(sluis.find(posted.id()).text("state")).isEqualTo("opened");
    assertThat(inbox.of(posted.id(), "mail")).as("the end of an invitation does not erase it").containsExactly(mail);
    assertThat(inbox.all()).extracting(one -> one.path("id").asText()).doesNotHaveDuplicates();
  }

  @Test
  void noticesAndCancellationsAreMessagesTooAndOfAPointerThereIsNoLink() {
    var locked = sluis.postsInterview();
    var holder = inbox.holderOf(locked.id());
    await().until(() -> holder.asksForCode("0000").status() == 410);
    var notices = List.of(inbox.takes(locked.id(), "mail", 2), inbox.takes(locked.id(), "mail", 3));
    assertThat(notices).allSatisfy(notice -> {
      assertThat(notice.path("to").asText()).isEqualTo("selection@example.org");
      assertThat(notice.path("subject").asText()).startsWith("[test] ");
      assertThat(notice.has("link")).isFalse();
    });

    var cancelled = sluis.postsInterview();
    inbox.takes(cancelled.id(), "mail", 1);
    await().until(() -> sluis.find(cancelled.id()).text("state"), "mailed"::equals);
    assertThat(calls("/v1/meetings/cancel", "{\"uid\":\"" + uid(cancelled) + "\"}").json().path("told")).hasSize(1);
    assertThat(inbox.takes(cancelled.id(), "mail", 2).path("to").asText()).isEqualTo(cancelled.email());

    var sealed = new SealedPosts("pointer", 1);
    var id = sluis.post(sealed.request).json().at("/invitations/0/id").asText();
    assertThat(inbox.takes(id, "mail", 1).has("link")).as("nobody here has it").isFalse();
  }

  @Test
  void mailsOfAPostComeInItsOrder() {
    var request = Meetings.request(Meetings.interview(), 7);
    var client = sluis.createClient("in-order");
    var ids = new ArrayList<String>();
    as(client, "POST", "/v1/invitations", request.toString()).json().path("invitations").forEach(one -> ids.add(one.path("id").asText()));
    var own = new TestInbox(sluis, client);
    await().untilAsserted(() -> assertThat(own.all()).extracting(one -> one.path("invitation").asText()).isEqualTo(ids));
  }

  /** As after a crash between the mail and its booking. */
  @Test
  void aMailThatComesTwiceIsKeptOnce() throws Exception {
    var posted = sluis.postsInterview();
    inbox.takes(posted.id(), "mail", 1);
    var again = new Mail("<" + posted.id() + ".invitation@sluis.example>", posted.email(), null, "Bureau", null, "again", "again", "again");
    new Inside(sluis, databases).testMailbox(sluis).send(again);
    assertThat(inbox.of(posted.id(), "mail")).singleElement().matches(mail -> mail.has("link"));
  }

  // ---- what numbers and addresses do

  @Test
  void theFirstNumberTakesNoTextMessage() {
    var posted = sluis.postsInterviewTo("+31600000001");
    var holder = inbox.holderOf(posted.id());
    var answer = holder.asksForCode("0001");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.problem()).isEqualTo("number-takes-no-sms");
    assertThat(sluis.find(posted.id()).text("attention")).isEqualTo("number-takes-no-sms");
    for (var i = 0; i < 4; i++) {
      sluis.clock.advance(Duration.ofSeconds(61));
      assertThat(holder.asksForCode("0001").status()).as("nothing was spent").isEqualTo(422);
    }
    assertThat(inbox.of(posted.id(), "sms")).isEmpty();
  }

  @Test
  void ofTheSecondNumberTheProviderIsAway() {
    var posted = sluis.postsInterviewTo("+31600000002");
    var answer = inbox.holderOf(posted.id()).asksForCode("0002");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.problem()).isEqualTo("sms-unavailable");
    assertThat(answer.http().headers().firstValue("Retry-After")).isPresent();
    assertThat(sluis.find(posted.id()).text("attention")).isEqualTo("sms-unavailable");
    assertThat(inbox.of(posted.id(), "sms")).isEmpty();
  }

  @Test
  void ofTheThirdNumberNobodySaysWhetherItWasSentAndItWas() {
    var posted = sluis.postsInterviewTo("+31600000003");
    var holder = inbox.holderOf(posted.id());
    var answer = holder.asksForCode("0003");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.text("delivery")).isEqualTo("unknown");
    assertThat(holder.releases(inbox.takes(posted.id(), "sms", 1).path("code").asText()).status()).isEqualTo(200);
  }

  @Test
  void noOtherNumberThatNobodyHasIsTaken() {
    for (var number : List.of("+31600000000", "+31600000004", "+31600000009", "+31 600000001", "+310600000001", "+3160000001")) {
      var request = Meetings.request();
      Meetings.invitee(request, 0).put("phone", number);
      assertThat(sluis.post(request).json().at("/errors/0/pointer").asText()).as(number).isEqualTo("/invitees/0/phone");
    }
  }

  /** More than the five after which a relay is no longer believed. */
  @Test
  void anAddressThatIsRefusedEndsItsInvitationAndHoldsUpNoOther() {
    for (var i = 0; i < 7; i++) {
      var request = Meetings.request();
      request.withObject("/meeting/organizer").put("email", "refused@example.org");
      Meetings.invitee(request, 0).put("email", "someone" + i + "@Refused.invalid").put("phone", Numbers.next());
      var id = sluis.post(request).json().at("/invitations/0/id").asText();
      await().until(() -> sluis.find(id).text("state"), "undeliverable"::equals);
      assertThat(inbox.takes(id, "mail", 1).path("to").asText()).as("a notice").isEqualTo("refused@example.org");
    }
    inbox.takes(sluis.postsInterview().id(), "mail", 1);
    assertThat(sluis.operates("GET", "/outbox").json().path("relayUnavailable").isNull()).isTrue();
  }

  // ---- whose messages, and which

  @Test
  void aClientSeesNoMessageOfAnother() {
    var others = sluis.createClient("other");
    var mine = sluis.postsInterview();
    inbox.takes(mine.id(), "mail", 1);
    var other = new TestInbox(sluis, others);
    assertThat(other.all()).isEmpty();
    var id = as(others, "POST", "/v1/invitations", Meetings.request().toString()).json().at("/invitations/0/id").asText();
    other.takes(id, "mail", 1);
    assertThat(other.all()).hasSize(1);
    assertThat(inbox.all()).noneMatch(message -> message.path("invitation").asText().equals(id));
    assertThat(new TestInbox(sluis, "A".repeat(43)).page("").status()).isEqualTo(401);
  }

  @Test
  void aCursorGoesOnWhereThePageEndedAndAnEmptyPageHasOneToo() {
    var client = sluis.createClient("cursor");
    var own = new TestInbox(sluis, client);
    var empty = own.page("").json();
    assertThat(empty.path("messages")).isEmpty();
    var ids = new ArrayList<String>();
    as(client, "POST", "/v1/invitations", Meetings.request(Meetings.interview(), 3).toString()).json().path("invitations")
        .forEach(one -> ids.add(one.path("id").asText()));
    await().until(() -> own.all().size() == 3);
    var next = empty.path("next").asText();
    for (var id : ids) {
      var page = own.page("?limit=1&after=" + next).json();
      assertThat(page.path("messages")).hasSize(1);
      assertThat(page.at("/messages/0/invitation").asText()).isEqualTo(id);
      next = page.path("next").asText();
    }
    var end = own.page("?after=" + next).json();
    assertThat(end.path("messages")).isEmpty();
    assertThat(end.path("next").asText()).isEqualTo(next);
    assertThat(own.page("?limit=2").json().path("messages")).hasSize(2);
  }

  @Test
  void whatIsNoCursorAndNoLimitIsRefusedByItsName() {
    for (var query : List.of("limit=0", "limit=501", "limit=1000", "limit=-1", "limit=x", "limit=", "after=", "after=x",
        "after=" + "A".repeat(12),
        "invitation=x", "Limit=1")) {
      var answer = inbox.page("?" + query);
      assertThat(answer.status()).as(query).isEqualTo(422);
      assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("?" + query.replaceAll("=.*", ""));
    }
    assertThat(inbox.page("?limit=1&after=" + "A".repeat(11)).status()).isEqualTo(200);
    assertThat(inbox.page("?limit=500").status()).isEqualTo(200);
    assertThat(as(sluis.clientKey(), "POST", "/v1/test/messages", "{}").status()).isEqualTo(405);
  }

  /** Mails and codes are kept at the same time, by gateways that know nothing of each other. */
  @Test
  void whoReadsWhileOthersWriteMissesNoneAndGetsNoneTwice() {
    var client = sluis.createClient("reader");
    var own = new TestInbox(sluis, client);
    var beside = databases.gateways() > 1 ? LocalSluis.startedBeside(sluis, settings -> {}) : null;
    try {
      var posts = 24;
      var seen = new ArrayList<String>();
      var reading = CompletableFuture.runAsync(() -> {
        var next = "";
        while (seen.size() < 2 * posts) {
          var page = own.page("?limit=3" + next).json();
          page.path("messages").forEach(one -> seen.add(one.path("id").asText()));
          next = "&after=" + page.path("next").asText();
        }
      });
      atOnce(8, worker -> {
        Answer last = null;
        for (var i = worker; i < posts; i += 8) {
          var request = Meetings.request();
          var phone = Numbers.next();
          Meetings.invitee(request, 0).put("phone", phone);
          var id = as(client, "POST", "/v1/invitations", request.toString()).json().at("/invitations/0/id").asText();
          last = own.holderOf(id).asksForCode(phone.substring(phone.length() - 4));
        }
        return last;
      });
      await().until(reading::isDone);
      reading.join();
      assertThat(seen).doesNotHaveDuplicates().isEqualTo(own.all().stream().map(one -> one.path("id").asText()).toList());
    } finally {
      if (beside != null) {
        beside.close();
      }
    }
  }

  // ---- keys and time

  @Test
  void aRotationSealsMessagesAnewAndLosesNone() {
    var posted = sluis.postsInterview();
    inbox.holderOf(posted.id()).asksForCode(posted.digits());
    inbox.takes(posted.id(), "sms", 1);
    var before = inbox.all();
    for (var i = 0; i < 2; i++) {
      assertThat(sluis.operates("POST", "/tasks/rotate-keys").status()).isEqualTo(200);
      assertThat(inbox.all()).isEqualTo(before);
    }
    assertThat(keysOfMessages()).containsExactly(activeOutboxKey());
  }

  @Test
  void aMessageThatWasChangedPastTheGatewayIsNotShownAndTheNextRotationEndsIt() {
    var changed = sluis.postsInterview();
    var kept = sluis.postsInterview();
    List.of(changed, kept).forEach(one -> inbox.takes(one.id(), "mail", 1));
    databases.jdbi(sluis).useHandle(handle -> handle.createUpdate("UPDATE test_message SET message = :other WHERE id LIKE :id")
        .bind("other", new byte[60]).bind("id", changed.id() + "%").execute());
    assertThat(inbox.of(changed.id(), "mail")).isEmpty();
    assertThat(inbox.of(kept.id(), "mail")).hasSize(1);
    assertThat(sluis.operates("POST", "/tasks/rotate-keys").status()).isEqualTo(200);
    assertThat(rows("id LIKE '" + changed.id() + "%'")).isZero();
    assertThat(inbox.of(kept.id(), "mail")).hasSize(1);
  }

  /** The link lies under the outbox keys of a whole day, and not of the hour in which its mail left. */
  @Test
  void aStolenOutboxKeyEndsWhatItsMessagesCouldOpen() {
    var posted = sluis.postsInterview();
    await().until(() -> sluis.find(posted.id()).text("state"), "mailed"::equals);
    sluis.operates("POST", "/tasks/rotate-keys");
    var statement = sluis.operates("POST", "/tasks/compromise-key?key=" + activeOutboxKey());
    assertThat(statement.http().body()).contains("all mails and text messages of this test gateway").contains("\n" + posted.id() + " ");
    assertThat(sluis.find(posted.id()).text("attention")).isEqualTo("key-compromised");
  }

  @Test
  void afterADayAMessageIsShownNoMoreAndTheSweeperErasesIt() {
    var early = sluis.postsInterview();
    inbox.takes(early.id(), "mail", 1);
    sluis.clock.advance(DAY.minusMinutes(10));
    var late = sluis.postsInterview();
    inbox.takes(late.id(), "mail", 1);
    assertThat(inbox.of(early.id(), "mail")).hasSize(1);
    sluis.clock.advance(Duration.ofMinutes(11));
    assertThat(inbox.of(early.id(), "mail")).isEmpty();
    new Inside(sluis, databases).sweep();
    assertThat(rows("id LIKE '" + early.id() + "%'")).isZero();
    assertThat(inbox.of(late.id(), "mail")).hasSize(1);
  }

  // ---- it says what it is

  @Test
  void everyAnswerSaysThatItIsATest() throws Exception {
    var posted = sluis.postsInterview();
    var url = sluis.settings.publicUrl();
    var key = sluis.clientKey();
    var answers = List.of(Http.send("GET", url + "/i", null), Http.send("GET", url + "/i/levels", null),
        Http.send("GET", url + "/i/flow.js", null),
        Http.send("GET", url + "/i/none", null), Http.send("GET", url + "/none", null),
        Contract.rubbish(() -> Http.send("POST", url + "/link/status", "{}")),
        inbox.holderOf(posted.id()).status(), Http.send("OPTIONS", url + "/v1/invitations", null),
        as(key, "DELETE", "/v1/invitations/" + sluis.postsInterview().id(), null));
    assertThat(answers).allSatisfy(TestGatewayContract::saysItInItsHeaders);
    var ofSchedulers = List.of(sluis.post(Meetings.request()), sluis.post("{"), sluis.post("{}"), sluis.find(posted.id()), sluis.find("x"),
        sluis.ask("GET", "/v1/invitations"), sluis.ask("GET", "/v1/invitations?meeting=x"), sluis.ask("GET", "/v1/none"), inbox.page(""),
        sluis.ask("GET", "/v1/invitations/" + posted.id() + "/trust"), calls("/v1/meetings/close", "{\"uid\":\"x\"}"),
        calls("/v1/meetings/close", "{\"uid\":\"" + uid(posted) + "\"}"), sluis.ask("PUT", "/v1/invitations"),
        Http.send("GET", url + "/v1/invitations", null), Http.send("GET", url + "/v1", null),
        Http.send("POST", url + "/v1/invitations", "{}", "Authorization", "Bearer " + key, "Content-Encoding", "gzip"));
    assertThat(ofSchedulers).allSatisfy(answer -> {
      saysItInItsHeaders(answer);
      assertThat(answer.json().path("test").isBoolean() && answer.json().path("test").asBoolean()).as(answer.toString()).isTrue();
    });
    assertThat(RawHttp.exchange(sluis.settings.port(), "GET /v1/%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 60_000))
        .contains("\r\nSluis-Test: true\r\n", "\"test\":true");
  }

  @Test
  void theOperatorSeesWhatIsThere() {
    inbox.takes(sluis.postsInterview().id(), "mail", 1);
    var health = sluis.operates("GET", "/healthcheck");
    assertThat(health.status()).isEqualTo(200);
    assertThat(health.json().fieldNames()).toIterable().contains("database", "keys", "codes").doesNotContain("smtp", "sms");
    await().until(() -> sluis.operates("GET", "/outbox").json().path("oldest").isEmpty());
    assertThat(sluis.operates("GET", "/metrics").json().path("meters").has("nl.sluis.mail.sent")).isTrue();
  }

  @Test
  void theTrustStatementNamesTheSchedulerInPlaceOfRelayAndProvider() {
    var posted = sluis.postsInterview();
    await().until(() -> sluis.find(posted.id()).text("state"), "mailed"::equals);
    inbox.holderOf(posted.id()).asksForCode(posted.digits());
    sluis.operates("POST", "/tasks/rotate-keys");
    var trust = sluis.ask("GET", "/v1/invitations/" + posted.id() + "/trust").json();
    assertThat(held(trust)).containsExactly("meeting gateway", "link gateway", "link scheduler", "contact gateway", "code gateway",
        "code scheduler");
    var link = StreamSupport.stream(trust.path("copies").spliterator(), false).filter(copy -> copy.path("what").asText().equals("link"))
        .findFirst().orElseThrow();
    assertThat(link.path("keys")).as("its message lies under the newest key").extracting(JsonNode::asText).contains(activeOutboxKey());
    assertThat(link.path("unreadableSince").isNull()).isTrue();
    assertThat(trust.at("/held/1/until").isNull()).isTrue();
  }

  private static List<String> held(JsonNode trust) {
    return StreamSupport.stream(trust.path("held").spliterator(), false)
        .map(one -> one.path("what").asText() + " " + one.path("who").asText())
        .toList();
  }

  private static void saysItInItsHeaders(Answer answer) {
    assertThat(answer.http().headers().allValues("Sluis-Test")).as(answer.http().uri() + " " + answer).containsExactly("true");
  }

  private Answer calls(String path, String body) {
    return as(sluis.clientKey(), "POST", path, body);
  }

  private Answer as(String key, String method, String path, String body) {
    return Http.send(method, sluis.settings.publicUrl() + path, body, "Authorization", "Bearer " + key);
  }

  private static String uid(Posted posted) {
    try {
      return Meetings.JSON.readTree(posted.meeting()).path("uid").asText();
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  private long rows(String which) {
    return new Inside(sluis, databases).count("test_message WHERE " + which);
  }

  private List<String> keysOfMessages() {
    return databases.jdbi(sluis)
        .withHandle(handle -> handle.createQuery("SELECT DISTINCT key_id FROM test_message").mapTo(String.class).list());
  }

  private String activeOutboxKey() {
    return databases.jdbi(sluis).withHandle(
        handle -> handle.createQuery("SELECT id FROM sealing_key WHERE active_family = 'outbox'").mapTo(String.class).one());
  }
}
