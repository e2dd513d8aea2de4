package nl.sluis;

import static nl.sluis.testing.AtOnce.atOnce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import nl.sluis.openapi.Contract;
import nl.sluis.testing.Answer;
import nl.sluis.testing.Http;
import nl.sluis.testing.IndependentOpener;
import nl.sluis.testing.LinkHolder;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Mailbox;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Numbers;
import nl.sluis.testing.SealedPosts;
import nl.sluis.testing.Settings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The story: the whole gateway on real parts, with the independent opener in the browser's place. The same on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SluisContract {
  private LocalSluis sluis;

  /** Points the gateway to its database, and starts what that needs. */
  abstract void prepare(Settings settings);

  @BeforeAll
  void start() {
    sluis = LocalSluis.started(this::prepare);
  }

  @AfterAll
  void stop() {
    sluis.close();
  }

  @AfterEach
  void setTheClockBack() {
    sluis.clock.reset();
  }

  @Test
  void invitationTravelsFromSchedulerToInvitee() throws Exception {
    var posted = sluis.postsInterview();
    assertThat(sluis.find(posted.id()).text("state")).isIn("queued", "mailed");

    var holder = sluis.holderOf(posted);
    await().until(() -> sluis.find(posted.id()).text("state"), "mailed"::equals);
    var status = holder.status();
    assertThat(status.status()).isEqualTo(200);
    assertThat(status.text("state")).isEqualTo("mailed");
    assertThat(status.text("organization")).isEqualTo("Bureau Voorbeeld");
    assertThat(status.text("organizer")).isEqualTo("Selection desk");
    assertThat(status.text("locale")).isEqualTo("nl");
    assertThat(status.json().path("digits").asInt()).isEqualTo(4);
    assertThat(status.json().path("codeLength").asInt()).isEqualTo(6);
    assertThat(status.json().path("triesLeft").asInt()).isEqualTo(10);
    assertThat(status.json().has("code")).isFalse();
    assertThat(status.json().has("logo")).isFalse();
    assertThat(Http.send("GET", sluis.settings.publicUrl() + "/i/logo", null).status()).isEqualTo(404);
    assertThat(Mailbox.text(sluis.mailbox.mailsTo(posted.email()).get(0))).as("mail and page show the same reference")
        .contains(" " + status.text("reference") + "\r\n");

    var sent = holder.asksForCode(posted.digits());
    assertThat(sent.status()).isEqualTo(202);
    assertThat(sent.text("delivery")).isEqualTo("sent");
    assertThat(sent.text("reference")).matches("[A-Z]{2}").isEqualTo(holder.status().json().at("/code/reference").asText());
    assertThat(sluis.twilio.lastTextTo(posted.phone())).contains(sent.text("reference"));

    var released = holder.releases(sluis.twilio.lastCodeTo(posted.phone()));
    assertThat(released.status()).isEqualTo(200);
    assertThat(released.text("id")).isEqualTo(posted.id());
    assertThat(Meetings.JSON.readTree(holder.opens(released))).isEqualTo(Meetings.JSON.readTree(posted.meeting()));
    assertThat(holder.opens(released)).isEqualTo(posted.meeting());

    assertThat(holder.acknowledges(released).status()).isEqualTo(204);
    assertThat(holder.acknowledges(released).status()).isEqualTo(204);
    assertThat(holder.fetches().status()).isEqualTo(404);
    var after = sluis.find(posted.id());
    assertThat(after.text("state")).isEqualTo("opened");
    assertThat(after.text("level")).isEqualTo("sealed-at-intake");
    assertThat(after.text("openedAt")).endsWith("Z");
    var gone = holder.releases("000000");
    assertThat(gone.status()).isEqualTo(410);
    assertThat(gone.text("state")).isEqualTo("opened");
    assertThat(gone.text("at")).isEqualTo(after.text("openedAt"));
    assertThat(holder.status().text("state")).isEqualTo("opened");
  }

  @Test
  void eachInviteeGetsAMailAndALinkOfTheirOwn() {
    var request = Meetings.request(Meetings.interview(), 3);
    var emails = IntStream.range(0, 3).mapToObj(i -> "own" + i + "." + System.nanoTime() + "@example.net").toList();
    IntStream.range(0, 3).forEach(i -> Meetings.invitee(request, i).put("email", emails.get(i)));
    var answer = sluis.post(request);
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.text("meeting")).isEqualTo(request.at("/meeting/uid").asText());
    assertThat(answer.json().path("invitations")).hasSize(3);

    var links = emails.stream().map(sluis.mailbox::takeLink).toList();
    assertThat(links).doesNotHaveDuplicates();
    emails.forEach(email -> assertThat(sluis.mailbox.mailsTo(email)).singleElement()
        .satisfies(mail -> emails.stream().filter(e -> !e.equals(email))
            .forEach(other -> assertThat(Mailbox.text(mail)).doesNotContain(other))));

    var listed = sluis.ask("GET", "/v1/invitations?limit=2&meeting=" + request.at("/meeting/uid").asText()).json();
    assertThat(listed.path("invitations")).hasSize(2);
    var rest = sluis.ask("GET", "/v1/invitations?limit=2&after=" + listed.path("next").asText() + "&meeting="
        + request.at("/meeting/uid").asText()).json();
    assertThat(rest.path("invitations")).hasSize(1);
    assertThat(rest.has("next")).isFalse();
    assertThat(rest.at("/invitations/0/id")).isEqualTo(answer.json().at("/invitations/2/id"));
  }

  @Test
  void whatTheSenderSealedAndMailedOpensAfterTheCode() {
    var sender = new SealedPosts("sender", 2);
    var answer = sluis.post(sender.request);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    assertThat(answer.text("meeting")).isEqualTo(sender.meeting.path("uid").asText());
    assertThat(answer.json().at("/invitations/1/id")).isEqualTo(sender.sealed(1).path("id"));
    assertThat(answer.json().at("/invitations/1/state").asText()).isEqualTo("mailed");
    assertThat(answer.json().at("/invitations/1/level").asText()).isEqualTo("sealed-by-sender");
    assertThat(sluis.ask("GET", "/v1/invitations?meeting=" + answer.text("meeting")).json().path("invitations")).hasSize(2);

    var posted = sender.posted(1);
    var holder = new LinkHolder(sluis.settings.publicUrl(), sender.links.get(1));
    assertThat(holder.status().text("level")).isEqualTo("sealed-by-sender");
    assertThat(holder.status().text("organizer")).isEqualTo("Selection desk");
    var released = holder.releases(sluis.codeFor(holder, posted));
    assertThat(holder.opens(released)).isEqualTo(posted.meeting());
    assertThat(holder.acknowledges(released).status()).isEqualTo(204);
    assertThat(sluis.find(posted.id()).text("state")).isEqualTo("opened");
    assertThat(sluis.find(posted.id()).text("level")).isEqualTo("sealed-by-sender");
    assertThat(sluis.find(sender.posted(0).id()).text("state")).isEqualTo("mailed");
    assertThat(sluis.mailbox.mailsTo(posted.email())).as("the sender's own mail carries the link").isEmpty();
  }

  @Test
  void thePointerIsMailedWithoutALinkAndTheSendersLinkOpens() {
    var sender = new SealedPosts("pointer", 1);
    assertThat(sluis.post(sender.request).json().at("/invitations/0/state").asText()).isEqualTo("queued");
    var posted = sender.posted(0);
    await().until(() -> sluis.find(posted.id()).text("state"), "mailed"::equals);
    assertThat(sluis.mailbox.mailsTo(posted.email())).singleElement()
        .satisfies(mail -> assertThat(Mailbox.text(mail)).contains("Selection desk").doesNotContain("://", "#"));
    var holder = new LinkHolder(sluis.settings.publicUrl(), sender.links.get(0));
    assertThat(holder.opens(holder.releases(sluis.codeFor(holder, posted)))).isEqualTo(posted.meeting());
  }

  @Test
  void ofOneSealingPostedManyTimesAtOnceOneIsTaken() {
    var sender = new SealedPosts("sender", 3);
    var answers = atOnce(16, i -> sluis.post(sender.request));
    assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
    assertThat(answers.stream().filter(answer -> answer.status() == 409)).hasSize(15)
        .allSatisfy(answer -> assertThat(answer.problem()).isEqualTo("already-posted"));

    var other = new SealedPosts("sender", 2);
    other.sealed(1).set("accessHash", sender.sealed(2).path("accessHash"));
    var refused = sluis.post(other.request);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("detail")).startsWith("/invitees/1/sealed ");
    assertThat(sluis.find(other.posted(0).id()).status()).as("all of them or none").isEqualTo(404);
  }

  @Test
  void aNoticeNamesTheLevel() {
    var sender = new SealedPosts("sender", 1);
    var organizer = "level." + System.nanoTime() + "@example.org";
    sender.request.withObject("/organizer").put("email", organizer).put("locale", "en-GB");
    sender.invitee(0).put("locale", "fr");
    sluis.post(sender.request);
    var holder = new LinkHolder(sluis.settings.publicUrl(), sender.links.get(0));
    for (var tries = 0; tries < 3; tries++) {
      holder.asksForCode(other(sender.posted(0).digits()));
    }
    await().until(() -> sluis.mailbox.mailsTo(organizer).size() == 1);
    assertThat(Mailbox.text(sluis.mailbox.mailsTo(organizer).get(0))).contains("Level: sealed by sender");
  }

  @Test
  void lookingSpendsNothing() {
    var posted = sluis.postsInterview();
    var holder = sluis.holderOf(posted);
    for (var i = 0; i < 20; i++) {
      assertThat(Http.send("GET", sluis.settings.publicUrl() + "/i", null).status()).isEqualTo(200);
      assertThat(Http.send("HEAD", sluis.settings.publicUrl() + "/i", null).status()).isEqualTo(200);
      assertThat(holder.status().json().path("triesLeft").asInt()).isEqualTo(10);
    }
    assertThat(sluis.twilio.textsTo(posted.phone())).isEmpty();
  }

  @Test
  void everyUnknownLinkAnswersAlike() {
    var unknown = IndependentOpener.encode(new byte[32]);
    var bodies = List.of(
        String.format(Locale.ROOT, "{\"access\":\"%s\"}", unknown), String.format(Locale.ROOT,
            "{\"access\":\"%s=\"}", unknown),
        "{\"access\":\"\"}", "{\"access\":7}",
        "{}", String.format(Locale.ROOT, "{\"access\":\"%s\"}", "A".repeat(42) + "B"));
    for (var call : List.of("status", "code", "release")) {
      var answers = bodies.stream().map(body -> Contract.rubbish(() -> fromOurPage(call, body))).toList();
      assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(404));
      assertThat(answers.stream().map(a -> a.http().body()).distinct()).hasSize(1);
    }
  }

  @Test
  void onlyOurOwnPageMayAsk() {
    var url = sluis.settings.publicUrl() + "/link/status";
    var body = "{\"access\":\"" + IndependentOpener.encode(new byte[32]) + "\"}";
    assertThat(Http.send("POST", url, body).status()).isEqualTo(403);
    assertThat(Http.send("POST", url, body, "Sec-Fetch-Site", "cross-site").status()).isEqualTo(403);
    assertThat(Http.send("POST", url, body, "Sec-Fetch-Site", "same-site", "Origin", sluis.settings.publicUrl()).status()).isEqualTo(403);
    assertThat(Http.send("POST", url, body, "Origin", "https://elsewhere.example").status()).isEqualTo(403);
    assertThat(Http.send("POST", url, body, "Origin", sluis.settings.publicUrl()).status()).isEqualTo(404);
    assertThat(Http.send("POST", url, body, "Sec-Fetch-Site", "same-origin").status()).isEqualTo(404);
  }

  @Test
  void wrongDigitsCostATryAndSendNothing() {
    var posted = sluis.postsInterview();
    var holder = sluis.holderOf(posted);
    var wrong = holder.asksForCode(other(posted.digits()));
    assertThat(wrong.status()).isEqualTo(403);
    assertThat(wrong.problem()).isEqualTo("wrong-digits");
    assertThat(wrong.json().path("triesLeft").asInt()).isEqualTo(9);
    assertThat(sluis.twilio.textsTo(posted.phone())).isEmpty();

    assertThat(holder.asksForCode(posted.digits()).status()).isEqualTo(202);
    assertThat(holder.status().json().path("triesLeft").asInt()).as("a right answer gives its own try back").isEqualTo(9);
  }

  @Test
  void thirdWrongTryTellsTheOrganizerOnceAndTheTenthLocks() {
    var organizer = "desk." + System.nanoTime() + "@example.org";
    var meeting = Meetings.interview();
    meeting.withObject("/organizer").put("email", organizer);
    var request = Meetings.request(meeting, 1);
    var email = "locks." + System.nanoTime() + "@example.net";
    Meetings.invitee(request, 0).put("email", email).put("phone", Numbers.next());
    var id = sluis.post(request).json().at("/invitations/0/id").asText();
    var holder = new LinkHolder(sluis.settings.publicUrl(), sluis.mailbox.takeLink(email));

    for (var left = 9; left >= 7; left--) {
      assertThat(holder.asksForCode("0000").json().path("triesLeft").asInt()).isEqualTo(left);
    }
    await().until(() -> sluis.mailbox.mailsTo(organizer).size() == 1);
    var notice = Mailbox.text(sluis.mailbox.mailsTo(organizer).get(0));
    assertThat(notice).contains("Invitee 1", id).doesNotContain("/i#", "Zuiderzee", "482913", email);

    for (var left = 6; left >= 0; left--) {
      assertThat(holder.releases("000000").json().path("triesLeft").asInt()).isEqualTo(left);
    }
    await().until(() -> sluis.mailbox.mailsTo(organizer).size() == 2);
    assertThat(sluis.find(id).text("state")).isEqualTo("locked");
    var locked = holder.asksForCode("0000");
    assertThat(locked.status()).isEqualTo(410);
    assertThat(locked.text("state")).isEqualTo("locked");
    var status = holder.status();
    assertThat(status.text("state")).isEqualTo("locked");
    assertThat(status.text("organizer")).as("whom to ask").isEqualTo("Selection desk");
  }

  @Test
  void ofSixtyFourGuessesAtOnceExactlyTenAreCompared() {
    var posted = sluis.postsInterview();
    var holder = sluis.holderOf(posted);
    var code = sluis.codeFor(holder, posted);
    var wrong = other(code);
    var answers = atOnce(64, i -> new LinkHolder(sluis.settings.publicUrl(), "#" + IndependentOpener.encode(holder.linkSecret()))
        .releases(wrong));
    assertThat(answers.stream().filter(a -> a.status() == 403 && a.problem().equals("wrong-code"))).hasSize(10);
    assertThat(answers).allSatisfy(a -> assertThat(a.status()).isIn(403, 410, 429));
    assertThat(sluis.find(posted.id()).text("state")).isEqualTo("locked");
    assertThat(holder.releases(code).status()).isEqualTo(410);
  }

  @Test
  void ofFiftyVisitorsWithTheRightCodeOneGetsTheEnvelope() {
    var posted = sluis.postsInterview();
    var holder = sluis.holderOf(posted);
    var code = sluis.codeFor(holder, posted);
    var link = "#" + IndependentOpener.encode(holder.linkSecret());
    var answers = atOnce(50, i -> new LinkHolder(sluis.settings.publicUrl(), link).releases(code));
    assertThat(answers.stream().filter(a -> a.status() == 200)).hasSize(1);
    assertThat(answers).allSatisfy(a -> assertThat(a.status()).isIn(200, 410, 429));
    assertThat(sluis.find(posted.id()).text("state")).isEqualTo("opened");
  }

  @Test
  void ofManyWithTheRightDigitsOneGetsACode() {
    var posted = sluis.postsInterview();
    var holder = sluis.holderOf(posted);
    var answers = atOnce(8, i -> holder.asksForCode(posted.digits()));
    assertThat(answers.stream().filter(a -> a.status() == 202)).hasSize(1);
    assertThat(answers.stream().filter(a -> a.status() == 429)).hasSize(7)
        .allSatisfy(a -> assertThat(a.http().headers().firstValue("Retry-After")).isPresent());
    assertThat(sluis.twilio.textsTo(posted.phone())).hasSize(1);
    assertThat(holder.status().json().path("triesLeft").asInt()).isEqualTo(10);
  }

  /** A page whose first request is still under way when it asks again is one visitor, and not the theft of its own invitation. */
  @Test
  void oneTicketHandedInSixTimesAtOnceIsAnsweredSixTimes() {
    var posted = sluis.postsInterview();
    var holder = sluis.holderOf(posted);
    var code = sluis.codeFor(holder, posted);
    var answers = atOnce(6, i -> holder.releases(code));
    assertThat(answers).allSatisfy(answer -> assertThat(holder.opens(answer)).isEqualTo(posted.meeting()));
    assertThat(sluis.find(posted.id()).text("state")).isEqualTo("opened");
  }

  @Test
  void whoHoldsTheTicketMayAskAgainThirtyTimesInTenMinutes() {
    var posted = sluis.postsInterview();
    var holder = sluis.holderOf(posted);
    var code = sluis.codeFor(holder, posted);
    var released = holder.releases(code);
    assertThat(holder.releases(code).json()).as("the same access, code and ticket").isEqualTo(released.json());
    for (var i = 0; i < 29; i++) {
      assertThat(holder.fetches().json()).isEqualTo(released.json());
    }
    assertThat(holder.fetches().status()).as("the thirty-first").isEqualTo(404);
    assertThat(new LinkHolder(sluis.settings.publicUrl(), "#" + IndependentOpener.encode(holder.linkSecret())).releases(code).status())
        .as("another visitor with the same code").isEqualTo(410);
    assertThat(holder.status().json().path("triesLeft").asInt()).isEqualTo(10);
  }

  @Test
  void afterTenMinutesTheTicketIsWorthNothing() {
    var posted = sluis.postsInterview();
    var holder = sluis.holderOf(posted);
    var released = holder.releases(sluis.codeFor(holder, posted));
    sluis.clock.advance(Duration.ofMinutes(10).plusSeconds(1));
    assertThat(holder.fetches().status()).isEqualTo(404);
    assertThat(holder.acknowledges(released).status()).isEqualTo(404);
  }

  @Test
  void wrongAcknowledgementErasesNothing() {
    var posted = sluis.postsInterview();
    var holder = sluis.holderOf(posted);
    var released = holder.releases(sluis.codeFor(holder, posted));
    assertThat(holder.acknowledgesWrongly().status()).isEqualTo(403);
    assertThat(holder.fetches().json()).isEqualTo(released.json());
  }

  @Test
  void onlyTheNewestCodeCountsAndNotAfterTenMinutes() {
    var posted = sluis.postsInterview();
    var holder = sluis.holderOf(posted);
    var first = sluis.codeFor(holder, posted);
    var soon = holder.asksForCode(posted.digits());
    assertThat(soon.status()).isEqualTo(429);
    assertThat(soon.json().path("retryAfter").asInt()).isBetween(1, 60);

    sluis.clock.advance(Duration.ofSeconds(61));
    var second = sluis.codeFor(holder, posted);
    if (!first.equals(second)) {
      assertThat(holder.releases(first).problem()).isEqualTo("wrong-code");
    }
    sluis.clock.advance(Duration.ofMinutes(10).plusSeconds(1));
    assertThat(holder.releases(second).problem()).as("too late").isEqualTo("wrong-code");
    assertThat(holder.status().json().has("code")).isFalse();

    var third = sluis.codeFor(holder, posted);
    sluis.clock.advance(Duration.ofSeconds(61));
    assertThat(holder.asksForCode(posted.digits()).status()).as("the fourth of the day").isIn(429, 202);
    assertThat(holder.releases(third).status()).isIn(200, 403);
  }

  @Test
  void expiredMeansExpiredWithoutASweep() {
    var posted = sluis.postsInterview();
    var holder = sluis.holderOf(posted);
    sluis.clock.advance(Duration.ofDays(9));
    assertThat(sluis.find(posted.id()).text("state")).isEqualTo("expired");
    var answer = holder.asksForCode(posted.digits());
    assertThat(answer.status()).isEqualTo(410);
    assertThat(answer.text("state")).isEqualTo("expired");
    assertThat(answer.text("at")).isEqualTo(sluis.find(posted.id()).text("expiresAt"));
    assertThat(sluis.twilio.textsTo(posted.phone())).isEmpty();
  }

  @Test
  void revokedIsDeadAndOpenedCannotBeRevoked() {
    var posted = sluis.postsInterview();
    var holder = sluis.holderOf(posted);
    var code = sluis.codeFor(holder, posted);
    assertThat(sluis.ask("DELETE", "/v1/invitations/" + posted.id()).status()).isEqualTo(204);
    assertThat(sluis.ask("DELETE", "/v1/invitations/" + posted.id()).status()).isEqualTo(204);
    assertThat(holder.releases(code).text("state")).isEqualTo("revoked");

    var other = sluis.postsInterview();
    var visitor = sluis.holderOf(other);
    visitor.releases(sluis.codeFor(visitor, other));
    var late = sluis.ask("DELETE", "/v1/invitations/" + other.id());
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.problem()).isEqualTo("already-opened");
  }

  @Test
  void anotherClientsInvitationIsNotThere() {
    var posted = sluis.postsInterview();
    var key = sluis.createClient("another");
    var url = sluis.settings.publicUrl() + "/v1/invitations/" + posted.id();
    assertThat(Http.send("GET", url + "/trust", null, "Authorization", "Bearer " + key).status()).isEqualTo(404);
    for (var method : List.of("GET", "DELETE")) {
      var foreign = Http.send(method, url, null, "Authorization", "Bearer " + key);
      var none = Http.send(method, url.replace(posted.id(), "A".repeat(22)), null, "Authorization", "Bearer " + key);
      assertThat(foreign.status()).isEqualTo(404);
      assertThat(foreign.http().body()).isEqualTo(none.http().body());
    }
    assertThat(sluis.operates("POST", "/tasks/revoke-client?name=another").status()).isEqualTo(200);
    assertThat(Http.send("GET", url, null, "Authorization", "Bearer " + key).status()).isEqualTo(401);
    assertThat(Http.send("GET", url, null).status()).isEqualTo(401);
  }

  @Test
  void theTrustStatementSaysWhoHeldWhatAndWhichKeysStillOpenACopy() {
    var posted = sluis.postsInterview();
    var holder = sluis.holderOf(posted);
    await().until(() -> sluis.find(posted.id()).text("state"), "mailed"::equals);
    var mailed = sluis.find(posted.id()).json();
    var fresh = trust(posted.id());
    assertThat(fresh.at("/level").asText()).isEqualTo("sealed-at-intake");
    assertThat(held(fresh)).containsExactly("meeting gateway", "link gateway", "link relay", "contact gateway");
    assertThat(fresh.at("/held/0/from")).as("the gateway had the meeting at the post only").isEqualTo(fresh.at("/held/0/until"))
        .isEqualTo(mailed.path("createdAt"));
    assertThat(fresh.at("/held/1/until").isNull()).isTrue();
    assertThat(fresh.at("/held/2/from")).isEqualTo(mailed.path("mailedAt"));
    assertThat(copy(fresh, "link").path("keys")).extracting(JsonNode::asText).containsExactly(activeKey("outbox"));
    assertThat(copy(fresh, "share").path("keys")).extracting(JsonNode::asText).containsExactly(activeKey("store"));

    sluis.clock.advance(Duration.ofMinutes(1));
    assertThat(sluis.operates("POST", "/tasks/rotate-keys").status()).isEqualTo(200);
    var rotated = trust(posted.id());
    assertThat(copy(rotated, "link").path("keys")).as("forgotten").isEmpty();
    assertThat(rotated.at("/held/1/until")).isEqualTo(copy(rotated, "link").path("unreadableSince"));
    assertThat(rotated.at("/held/1/until").asText()).isGreaterThan(mailed.path("mailedAt").asText());
    assertThat(copy(rotated, "share").path("keys")).as("still needed").extracting(JsonNode::asText).containsExactly(activeKey("store"));

    var released = holder.releases(sluis.codeFor(holder, posted));
    assertThat(holder.acknowledges(released).status()).isEqualTo(204);
    assertThat(copy(trust(posted.id()), "share").path("keys")).as("an old page opens until the next rotation").isNotEmpty();
    sluis.clock.advance(Duration.ofMinutes(1));
    assertThat(sluis.operates("POST", "/tasks/rotate-keys").status()).isEqualTo(200);
    var over = trust(posted.id());
    assertThat(held(over)).containsExactly("meeting gateway", "link gateway", "link relay", "contact gateway", "code sms-provider",
        "meeting invitee");
    for (var what : List.of("share", "contact", "link")) {
      assertThat(copy(over, what).path("keys")).as(what).isEmpty();
      assertThat(copy(over, what).path("unreadableSince").isTextual()).as(what).isTrue();
    }
  }

  @Test
  void ofWhatTheSenderSealedTheGatewayNeverHeldMeetingOrLink() {
    var sender = new SealedPosts("sender", 1);
    sluis.post(sender.request);
    var statement = trust(sender.posted(0).id());
    assertThat(statement.path("level").asText()).isEqualTo("sealed-by-sender");
    assertThat(held(statement)).containsExactly("contact gateway");
    assertThat(statement.path("copies")).extracting(copy -> copy.path("what").asText()).containsExactly("share", "contact", "organizer");
  }

  private JsonNode trust(String id) {
    var answer = sluis.ask("GET", "/v1/invitations/" + id + "/trust");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.json();
  }

  private static List<String> held(JsonNode statement) {
    return StreamSupport.stream(statement.path("held").spliterator(), false)
        .map(h -> h.path("what").asText() + " " + h.path("who").asText())
        .toList();
  }

  private static JsonNode copy(JsonNode statement, String what) {
    return StreamSupport.stream(statement.path("copies").spliterator(), false).filter(c -> c.path("what").asText().equals(what)).findFirst()
        .orElseThrow();
  }

  private Answer fromOurPage(String call, String body) {
    return Http.send("POST", sluis.settings.publicUrl() + "/link/" + call, body, "Sec-Fetch-Site", "same-origin");
  }

  /** @return the same number of digits, each another one */
  private static String other(String digits) {
    return digits.chars().map(c -> '0' + (c - '0' + 1) % 10).collect(StringBuilder::new, StringBuilder::appendCodePoint,
        StringBuilder::append).toString();
  }

  @Test
  void whatACompromisedKeySealedIsEndedAndStated() {
    var live = sluis.postsInterview();
    var holder = sluis.holderOf(live);
    assertThat(holder.asksForCode(live.digits()).status()).isEqualTo(202);
    var opened = sluis.postsInterview();
    var visitor = sluis.holderOf(opened);
    assertThat(visitor.releases(sluis.codeFor(visitor, opened)).status()).isEqualTo(200);
    var key = activeKey("store");

    var said = sluis.operates("POST", "/tasks/compromise-key?key=" + key);

    assertThat(said.status()).as(said.http().body()).isEqualTo(200);
    assertThat(said.http().body()).contains("Statement for store key " + key, live.id() + " sealed-at-intake revoked",
        opened.id() + " sealed-at-intake revoked", "live invitations were ended");
    assertThat(sluis.find(live.id()).text("state")).isEqualTo("revoked");
    assertThat(sluis.find(live.id()).text("attention")).isEqualTo("key-compromised");
    assertThat(holder.status().text("state")).isEqualTo("revoked");
    assertThat(holder.asksForCode(live.digits()).status()).isEqualTo(410);
    assertThat(sluis.find(opened.id()).text("state")).as("opened less than ten minutes ago").isEqualTo("revoked");
    assertThat(visitor.fetches().status()).isEqualTo(404);
    assertThat(activeKey("store")).isNotEqualTo(key);
    assertThat(sluis.operates("GET", "/keys").http().body()).containsPattern(key + "\",\"family\":\"store\",\"state\":\"DESTROYED");

    var again = sluis.operates("POST", "/tasks/compromise-key?key=" + key).http().body();
    assertThat(again).contains("0 live invitations were ended", live.id(), opened.id());
    assertThat(sluis.operates("POST", "/tasks/compromise-key?key=" + "A".repeat(22)).status()).isEqualTo(404);
    assertThat(sluis.operates("POST", "/tasks/compromise-key?key=x").status()).isEqualTo(422);
  }

  @Test
  void aLaterRotationDoesNotCureWhatACompromisedKeyHadSealed() {
    // A key of this moment: the last one may have been made by a clock that ran ahead, and of such a key nothing is known to be later.
    assertThat(sluis.operates("POST", "/tasks/rotate-keys").status()).isEqualTo(200);
    var before = sluis.postsInterview();
    sluis.holderOf(before);
    var store = activeKey("store");
    assertThat(sluis.operates("POST", "/tasks/rotate-keys").status()).isEqualTo(200);
    sluis.clock.advance(Duration.ofMinutes(2));
    var after = sluis.postsInterview();
    var holder = sluis.holderOf(after);

    assertThat(sluis.operates("POST", "/tasks/compromise-key?key=" + store).http().body())
        .contains(before.id()).doesNotContain(after.id());

    assertThat(sluis.find(before.id()).text("attention")).isEqualTo("key-compromised");
    assertThat(holder.opens(holder.releases(sluis.codeFor(holder, after)))).isEqualTo(after.meeting());
  }

  @Test
  void aCompromisedOutboxKeyConcernsMailsOfItsTimeOnly() {
    var before = sluis.postsInterview();
    sluis.holderOf(before);
    await().until(() -> sluis.find(before.id()).text("state"), "mailed"::equals);
    sluis.clock.advance(Duration.ofMinutes(2));
    assertThat(sluis.operates("POST", "/tasks/rotate-keys").status()).isEqualTo(200);
    var key = activeKey("outbox");
    var meanwhile = sluis.postsInterview();
    sluis.holderOf(meanwhile);

    assertThat(sluis.operates("POST", "/tasks/compromise-key?key=" + key).http().body())
        .contains("Statement for outbox key " + key, meanwhile.id()).doesNotContain(before.id());

    assertThat(sluis.find(meanwhile.id()).text("attention")).isEqualTo("key-compromised");
    assertThat(sluis.find(before.id()).text("state")).isEqualTo("mailed");
    assertThat(activeKey("outbox")).isNotEqualTo(key);
  }

  @Test
  void afterAReconciliationNothingFromBeforeIsLive() {
    var live = sluis.postsInterview();
    var holder = sluis.holderOf(live);
    assertThat(holder.asksForCode("0000".equals(live.digits()) ? "1111" : "0000").status()).isEqualTo(403);
    sluis.stop();
    sluis.runs("reconcile", "--restored");
    sluis.start();

    assertThat(sluis.find(live.id()).text("state")).isEqualTo("revoked");
    assertThat(sluis.find(live.id()).text("attention")).isEqualTo("restored");
    assertThat(holder.asksForCode(live.digits()).status()).isEqualTo(410);
    var anew = sluis.postsInterview();
    var visitor = sluis.holderOf(anew);
    assertThat(visitor.opens(visitor.releases(sluis.codeFor(visitor, anew)))).isEqualTo(anew.meeting());
  }

  private String activeKey(String family) {
    var keys = sluis.operates("GET", "/keys").json().path("keys");
    return StreamSupport.stream(keys.spliterator(), false)
        .filter(key -> key.path("family").asText().equals(family) && key.path("state").asText().equals("ACTIVE"))
        .map(key -> key.path("id").asText()).findFirst().orElseThrow();
  }
}
