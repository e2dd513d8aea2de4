package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import nl.sluis.testing.Answer;
import nl.sluis.testing.FakeTwilio;
import nl.sluis.testing.Gateway.Posted;
import nl.sluis.testing.Http;
import nl.sluis.testing.IndependentOpener;
import nl.sluis.testing.Leaks;
import nl.sluis.testing.LinkHolder;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Mailbox;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Numbers;
import nl.sluis.testing.Settings;
import nl.sluis.testing.TestInbox;
import nl.sluis.testing.Thief;
import nl.sluis.testing.Wiretap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The table of docs/threat-model.md, a test a row: the thief has what the row names, and tries to read. Each time the same thief then gets one
 * thing more and does read: what he could not do before was not for want of skill.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TheftContract {
  private static final int LINK_SECRET_BYTES = 32;

  private Databases database;
  private LocalSluis sluis;
  /** Everything that ever came by mail. */
  private final Map<Posted, LinkHolder> mailbox = new LinkedHashMap<>();
  /** Waits from beginning to end. */
  private Posted unopened;
  private Posted opened;
  private Posted revoked;
  private Posted expired;
  /** Its mail left since the last outbox key was destroyed, when the second copy is made. */
  private Posted justMailed;
  /** Its mail waits for the relay. */
  private Posted waiting;
  /** May be opened twice, and is once, before the first copy. */
  private Posted halfOpened;
  /** The same, and then once more. */
  private Posted finished;
  private Posted cancelled;
  private Stolen first;
  private Stolen second;
  private Stolen third;
  /** Has the files of all three. */
  private Thief everywhere;

  abstract Databases database();

  /** Three times somebody copies database and keys folder: while all are unopened, when keys were rotated, and after they were once more. */
  @BeforeAll
  void liveThroughADay() {
    database = database();
    sluis = LocalSluis.started(database::set);
    unopened = mailed(sluis.postsInterview());
    opened = mailed(sluis.postsInterview());
    revoked = mailed(sluis.postsInterview());
    expired = mailed(postsUntil(Instant.now().plusSeconds(60)));
    halfOpened = mailed(postsTwice());
    finished = mailed(postsTwice());
    cancelled = mailed(postsTwice());
    var once = mailbox.get(finished).releases(sluis.codeFor(mailbox.get(finished), finished));
    assertThat(mailbox.get(finished).acknowledges(once).status()).isEqualTo(204);
    assertThat(mailbox.get(halfOpened).releases(sluis.codeFor(mailbox.get(halfOpened), halfOpened)).status()).isEqualTo(200);
    first = steals("first");

    var visitor = mailbox.get(opened);
    var released = visitor.releases(sluis.codeFor(visitor, opened));
    assertThat(visitor.opens(released)).isEqualTo(opened.meeting());
    assertThat(visitor.acknowledges(released).status()).isEqualTo(204);
    assertThat(sluis.ask("DELETE", "/v1/invitations/" + revoked.id()).status()).isEqualTo(204);
    assertThat(calls("/v1/meetings/cancel", Meetings.JSON.createObjectNode().put("uid", uidOf(cancelled))).status()).isEqualTo(200);
    sluis.clock.advance(Duration.ofMinutes(2));
    var last = again(mailbox.get(finished));
    var twice = last.releases(sluis.codeFor(last, finished));
    assertThat(contactNow(finished)).as("gone at once").contains("selection@example.org").doesNotContain(finished.phone(), finished.email(),
        "Invitee One");
    assertThat(contactNow(halfOpened)).contains(halfOpened.phone());
    assertThat(last.acknowledges(twice).status()).isEqualTo(204);
    sweep(Duration.ofMinutes(2));
    assertThat(sluis.find(expired.id()).text("state")).isEqualTo("expired");
    rotates();
    justMailed = mailed(sluis.postsInterview());
    sluis.mailbox.stop();
    waiting = sluis.postsInterview();
    second = steals("second");

    rotates();
    third = steals("third");
    everywhere = new Thief(first.thief, second.thief, third.thief);
    sluis.mailbox.restart();
    assertThat(sluis.operates("POST", "/tasks/flush-outbox").status()).isEqualTo(200);
    mailed(waiting);
  }

  @AfterAll
  void stop() {
    sluis.close();
    database.close();
  }

  // The rows, in their order

  @Test
  void theMailboxOrAMisaddressedMailTellsWhoInvitesAndGivesAFewWrongTriesOfWhichTheOrganizerIsTold() {
    var posted = mailed(sluis.postsInterview());
    var thief = mailbox.get(posted);
    var mail = sluis.mailbox.mailsTo(posted.email()).get(0);
    Leaks.none(raw(mail), contentOf(posted));
    assertThat(raw(mail)).doesNotContain(posted.phone().substring(1));
    assertThat(Mailbox.text(mail)).contains("Selection desk", "Bureau Voorbeeld");

    var status = thief.status();
    assertThat(fields(status.json())).containsExactlyInAnyOrder("state", "organization", "organizer", "locale", "level", "reference",
        "digits", "codeLength", "triesLeft", "openings");
    assertThat(status.text("organizer")).isEqualTo("Selection desk");
    assertThat(status.text("organization")).isEqualTo("Bureau Voorbeeld");
    for (var left = 9; left >= 0; left--) {
      var refused = thief.asksForCode(wrongDigits(posted));
      assertThat(refused.problem()).isEqualTo("wrong-digits");
      assertThat(refused.json().path("triesLeft").asInt()).isEqualTo(left);
      Leaks.none(refused.http().body(), contentOf(posted));
      Leaks.none(refused.http().body(), posted.digits());
    }
    assertThat(thief.asksForCode(posted.digits()).text("state")).isEqualTo("locked");
    await().until(() -> noticesOf(posted).size() == 2);
    assertThat(sluis.twilio.textsTo(posted.phone())).isEmpty();
    assertThat(sluis.find(posted.id()).text("state")).isEqualTo("locked");
    for (var times = 0; times < 3; times++) {
      assertThat(asks(thief).status()).isEqualTo(202);
    }
    await().until(() -> mailsAbout(posted).size() == 3);
    for (var told : mailsAbout(posted)) {
      Leaks.none(raw(told), contentOf(posted));
      assertThat(raw(told)).doesNotContain(posted.phone().substring(1), posted.email());
    }

    // One thing more: the phone.
    var another = mailed(sluis.postsInterview());
    assertThat(readsWithPhone(mailbox.get(another), another)).isEqualTo(another.meeting());
  }

  @Test
  void thePhoneOnlyGivesNothingForThereIsNoLink() {
    var posted = mailed(sluis.postsInterview());
    var code = sluis.codeFor(mailbox.get(posted), posted);
    var text = sluis.twilio.lastTextTo(posted.phone());
    Leaks.none(text, contentOf(posted));
    assertThat(text).contains(code).doesNotContain("/i#", posted.id(), "Selection desk", "Bureau")
        .doesNotContainPattern("[A-Za-z0-9_-]{22}");

    var drawn = new byte[LINK_SECRET_BYTES];
    new SecureRandom().nextBytes(drawn);
    var thief = new LinkHolder(sluis.settings.publicUrl(), "#" + IndependentOpener.encode(drawn));
    for (var answer : List.of(thief.status(), thief.asksForCode(posted.digits()), thief.releases(code))) {
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.problem()).isEqualTo("unknown-link");
    }

    // One thing more: the link.
    var holder = mailbox.get(posted);
    assertThat(holder.opens(holder.releases(code))).isEqualTo(posted.meeting());
  }

  @Test
  void mailboxAndPhoneOrASimSwapOpenAnInvitationNotYetOpenedAndNoOther() {
    var posted = mailed(sluis.postsInterview());
    var thief = mailbox.get(posted);
    assertThat(readsWithPhone(thief, posted)).isEqualTo(posted.meeting());

    var late = mailbox.get(opened);
    var asked = late.asksForCode(opened.digits());
    assertThat(asked.status()).isEqualTo(410);
    assertThat(asked.text("state")).isEqualTo("opened");
    assertThat(late.releases("000000").status()).isEqualTo(410);
    assertThat(late.fetches().status()).as("erased, though his ticket were the visitor's").isEqualTo(404);
    Leaks.none(late.status().http().body(), contentOf(opened));
    assertThat(late.status().http().body()).doesNotContain(opened.phone().substring(1));
  }

  @Test
  void aCopyOfTheDatabaseOrABackupHoldsNothingReadableButNumbersTimesAndSizes() {
    for (var posted : mailbox.keySet()) {
      for (var word : Stream.of(contentOf(posted), peopleOf(posted)).flatMap(Arrays::stream).toList()) {
        assertThat(everywhere.finds(word)).as(word).isFalse();
      }
    }
    for (var posted : List.of(halfOpened, finished, cancelled)) {
      assertThat(everywhere.finds(refOf(posted))).as("a ref").isFalse();
    }
    for (var holder : mailbox.values()) {
      for (var secret : List.of(holder.linkSecret(), IndependentOpener.decode(holder.access()))) {
        assertThat(everywhere.finds(secret)).isFalse();
        assertThat(everywhere.finds(IndependentOpener.encode(secret))).isFalse();
      }
    }
    for (var stolen : List.of(first, second, third)) {
      // Of each file that is searched for words the ids and states are found: raw pages, and a backup.
      assertThat(stolen.files.stream().filter(file -> new Thief(List.of(file)).finds(unopened.id()))).hasSizeGreaterThanOrEqualTo(2);
      assertThat(stolen.thief.finds("sealed-at-intake")).isTrue();
    }

    // One thing more: the keys.
    assertThat(first.withKeys().carveTexts("invitation.contact")).anySatisfy(contact -> assertThat(contact).contains(peopleOf(unopened)));
  }

  @Test
  void databaseAndMailboxAreStillNothingForTheShareIsSealedUnderAKeyThatIsNotInTheDatabase() throws IOException {
    var links = links();
    assertThat(everywhere.meetings(links)).isEmpty();
    // No 32 bytes in it are a share in clear, as if it were hidden somewhere.
    var posted = mailed(sluis.postsInterview());
    var now = steals("now");
    var holder = mailbox.get(posted);
    var released = holder.releases(sluis.codeFor(holder, posted));
    var envelope = IndependentOpener.decode(released.text("envelope"));
    var id = posted.id();
    assertThat(now.thief.finds(envelope)).isTrue();
    assertThat(now.thief.guessesShare(envelope, holder.linkSecret(), id)).isFalse();

    // One thing more: the share, and then the keys.
    var share = Files.write(sluis.folder.resolve("share"), bytes(id, IndependentOpener.decode(released.text("share"))));
    assertThat(new Thief(now.thief, new Thief(List.of(share))).guessesShare(envelope, holder.linkSecret(), id)).isTrue();
    assertThat(third.withKeys().meetings(links)).contains(unopened.meeting());
  }

  @Test
  void databaseAndKeysFolderGivePeopleOfUnopenedInvitationsAndContentOnlyWhileItsLinkWaitsOrItsOutboxKeyLives() {
    var thief = second.withKeys();
    var contacts = thief.carveTexts("invitation.contact");
    for (var posted : List.of(unopened, justMailed, waiting, halfOpened)) {
      assertThat(contacts).anySatisfy(contact -> assertThat(contact).contains(peopleOf(posted)));
    }
    // Refs stay until the tombstone goes.
    assertThat(refsIn(thief)).contains(refOf(halfOpened), refOf(finished), refOf(cancelled));
    var later = new Thief(everywhere, third.keyring, password()).carveTexts("invitation.contact");
    for (var posted : List.of(finished, cancelled)) {
      assertThat(later).as("in old copies too").noneSatisfy(contact -> assertThat(contact).containsAnyOf(posted.phone(), posted.email()));
    }
    for (var posted : List.of(opened, revoked, expired, finished, cancelled)) {
      assertThat(contacts).noneSatisfy(contact -> assertThat(contact).containsAnyOf(posted.phone(), posted.email()));
    }
    assertThat(thief.meetings(linksIn(thief))).containsExactlyInAnyOrder(justMailed.meeting(), waiting.meeting());

    var rotated = new Thief(everywhere, third.keyring, password());
    assertThat(rotated.meetings(linksIn(rotated))).containsExactly(waiting.meeting());
    assertThatThrownBy(() -> new Thief(List.of(), third.keyring, new char[0])).as("without the password")
        .hasCauseInstanceOf(IOException.class);

    // One thing more: the mailbox.
    assertThat(thief.meetings(links())).contains(unopened.meeting());
  }

  @Test
  void databaseKeysFolderAndMailboxOpenWhatHasNotEndedAndOfTheOthersNothingOnceTheKeysWereRotated() {
    // Raw copies from before and after, deleted rows and all, with the keys of after.
    for (var keyring : List.of(second.keyring, third.keyring)) {
      assertThat(new Thief(everywhere, keyring, password()).meetings(links()))
          .containsExactlyInAnyOrder(unopened.meeting(), justMailed.meeting(), waiting.meeting(), halfOpened.meeting());
    }

    // One thing more: the keys of before.
    assertThat(new Thief(everywhere, first.keyring, password()).meetings(links()))
        .containsExactlyInAnyOrder(unopened.meeting(), opened.meeting(), revoked.meeting(), expired.meeting(), halfOpened.meeting(),
            finished.meeting(), cancelled.meeting());
  }

  @Test
  void anSmsOrMailProviderFromInsideHasACodeOrALinkAndOneOfTheTwoOpensNothing() {
    var posted = mailed(sluis.postsInterview());
    var holder = mailbox.get(posted);
    assertThat(holder.releases("123456").problem()).as("the relay has the link and guesses").isEqualTo("wrong-code");
    for (var mail : sluis.mailbox.mails()) {
      Leaks.none(raw(mail), contentOf(posted));
      assertThat(raw(mail)).doesNotContain(posted.phone().substring(1));
    }

    var code = sluis.codeFor(holder, posted);
    var heard = sluis.twilio.messages().stream().map(FakeTwilio.Message::form).toList().toString();
    Leaks.none(heard, contentOf(posted));
    assertThat(heard).contains(code, posted.phone()).doesNotContain(posted.email(), posted.id(), "/i#",
        "Invitee One", "Selection desk").doesNotContainPattern("[A-Za-z0-9_-]{43}");

    // One thing more: each other.
    assertThat(holder.opens(holder.releases(code))).isEqualTo(posted.meeting());
  }

  @Test
  void aClientKeyOfASchedulerPostsSeesStatesAndRevokesAndReadsNoContent() {
    var posted = mailed(sluis.postsInterview());
    var uid = parsed(posted.meeting()).path("uid").asText();
    await().until(() -> sluis.ask("GET", "/v1/events?limit=500").http().body().contains(posted.id()));
    var found = sluis.find(posted.id());
    assertThat(fields(found.json())).containsExactlyInAnyOrder("id", "reference", "state", "level", "sequence", "createdAt", "mailedAt",
        "openedAt",
        "endedAt", "expiresAt", "openings");
    var listed = sluis.ask("GET", "/v1/invitations?meeting=" + uid);
    assertThat(fields(listed.json().path("invitations").path(0))).isEqualTo(fields(found.json()));
    var trust = sluis.ask("GET", "/v1/invitations/" + posted.id() + "/trust");
    assertThat(trust.status()).isEqualTo(200);
    var events = sluis.ask("GET", "/v1/events?limit=500");
    assertThat(events.http().body()).contains(posted.id(), "invitation.opened", "invitation.acknowledged");
    for (var answer : List.of(found, listed, trust, events)) {
      // The list says the uid that it was asked for.
      var body = answer.http().body().replace("{\"meeting\":\"" + uid + "\"", "{");
      Leaks.none(body, contentOf(posted));
      assertThat(body).doesNotContain(peopleOf(posted));
    }
    var other = sluis.createClient("other");
    assertThat(as(other, "GET", "/v1/invitations/" + posted.id()).status()).isEqualTo(404);
    assertThat(as(other, "DELETE", "/v1/invitations/" + posted.id()).status()).isEqualTo(404);
    assertThat(as(other, "GET", "/v1/invitations?meeting=" + uid).json().path("invitations")).isEmpty();
    assertThat(Http.send("GET", sluis.settings.adminUrl() + "/keys", null, "Authorization", "Bearer " + sluis.clientKey()).status())
        .isEqualTo(401);
    var holder = mailbox.get(posted);
    var code = sluis.codeFor(holder, posted);
    assertThat(new LinkHolder(sluis.settings.publicUrl(), "#" + sluis.clientKey()).releases(code).status()).isEqualTo(404);

    // One thing more: link and phone. And what he may do, he does.
    assertThat(holder.opens(holder.releases(code))).isEqualTo(posted.meeting());
    var ended = mailed(sluis.postsInterview());
    assertThat(sluis.ask("DELETE", "/v1/invitations/" + ended.id()).status()).isEqualTo(204);
    assertThat(mailbox.get(ended).asksForCode(ended.digits()).text("state")).isEqualTo("revoked");
  }

  @Test
  void aClientKeyAndTheMailboxAreStillNoContentForNoInvitationCanBeMoved() {
    var request = Meetings.request();
    var phone = Numbers.next();
    var email = "victim" + phone.substring(3) + "@example.net";
    Meetings.invitee(request, 0).put("name", "Invitee One").put("phone", phone).put("email", email).put("ref", "victim");
    request.put("openings", 2);
    var answer = sluis.post(request);
    var victim = new Posted(answer.json().at("/invitations/0/id").asText(), email, phone, request.path("meeting").toString());
    mailed(victim);
    var holder = mailbox.get(victim);
    var uid = uidOf(victim);
    var answers = new ArrayList<Answer>();
    // Whoever holds the client key posts what the thief knows: the uid, and a meeting, a phone and a mailbox of his own.
    var mine = mine(uid, 0);
    answers.add(sluis.post(mine));
    Meetings.invitee(mine, 0).put("ref", "victim");
    var repeated = sluis.post(mine);
    assertThat(repeated.json().at("/invitations/0/existing").asBoolean()).isTrue();
    answers.add(repeated);
    for (var look : List.of("?meeting=" + uid, "", "?state=mailed", "/" + victim.id(), "/" + victim.id() + "/trust")) {
      answers.add(sluis.ask("GET", "/v1/invitations" + look));
    }
    var cancel = Meetings.JSON.createObjectNode().put("uid", uid);
    cancel.putArray("only").add("A".repeat(22));
    answers.add(calls("/v1/meetings/cancel", cancel));
    assertThat(answers.get(answers.size() - 1).status()).isEqualTo(422);
    assertThat(holder.releases(sluis.codeFor(holder, victim)).status()).as("the invitee, meanwhile").isEqualTo(200);

    Meetings.invitee(mine, 0).put("replaces", victim.id());
    var replaced = sluis.post(mine);
    assertThat(replaced.status()).isEqualTo(201);
    answers.add(replaced);
    var stolen = new Posted(replaced.json().at("/invitations/0/id").asText(), mine.at("/invitees/0/email").asText(),
        mine.at("/invitees/0/phone").asText(), mine.path("meeting").toString());
    var thief = mailed(stolen);
    var got = readsWithPhone(mailbox.get(thief), thief);
    assertThat(parsed(got)).as("what he posted himself").isEqualTo(parsed(stolen.meeting()));
    Leaks.none(got, secretOf(victim));
    for (var link : List.of(holder, again(holder))) {
      assertThat(link.asksForCode(victim.digits()).text("state")).isEqualTo("replaced");
      assertThat(link.fetches().status()).isEqualTo(404);
      answers.add(link.status());
    }
    answers.add(sluis.post(mine(uid, 5)));
    var tell = Meetings.JSON.createObjectNode().put("uid", uid);
    tell.putArray("tell").addObject().put("id", stolen.id()).put("email", stolen.email());
    tell.withArray("tell").addObject().put("id", victim.id()).put("email", stolen.email());
    answers.add(calls("/v1/meetings/cancel", tell));
    answers.add(calls("/v1/meetings/close", Meetings.JSON.createObjectNode().put("uid", uid)));
    answers.add(sluis.ask("DELETE", "/v1/invitations/" + victim.id() + "?forget=true"));
    answers.add(asks(holder));
    for (var one : answers) {
      assertThat(one.status()).as(one.toString()).isBetween(200, 422);
      Leaks.none(one.http().body(), secretOf(victim));
      assertThat(one.http().body()).doesNotContain(victim.phone().substring(1), victim.email());
    }
    for (var mail : sluis.mailbox.mailsTo(stolen.email())) {
      Leaks.none(raw(mail), secretOf(victim));
      assertThat(raw(mail)).doesNotContain(victim.phone().substring(1), victim.email());
    }
    Leaks.none(sluis.twilio.textsTo(stolen.phone()).toString(), secretOf(victim));
  }

  @Test
  void aClientKeyOfATestGatewayReadsEverythingPostedThereWithItAndACopyOfItsDatabaseNothing() {
    try (var other = database(); var tests = LocalSluis.started(settings -> other.set(settings.set("test", "true")))) {
      var posted = tests.postsInterview();
      var inbox = new TestInbox(tests, tests.clientKey());
      var holder = inbox.holderOf(posted.id());
      assertThat(holder.asksForCode(posted.digits()).status()).isEqualTo(202);
      var code = inbox.takes(posted.id(), "sms", 1).path("code").asText();
      assertThat(new TestInbox(tests, tests.createClient("other")).all()).isEmpty();
      var copy = new Thief(other.stolen(tests, tests.folder.resolve("stolen")));
      assertThat(copy.finds(posted.id())).isTrue();
      for (var word : List.of(posted.email(), posted.phone(), IndependentOpener.encode(holder.linkSecret()), "#" + code)) {
        assertThat(copy.finds(word)).as(word).isFalse();
      }

      // Nothing more: the key is enough.
      assertThat(holder.opens(holder.releases(code))).isEqualTo(posted.meeting());
    }
  }

  @Test
  void theOperatorKeyMakesClientsRotatesEndsAndBacksUpAndReadsNoContent() {
    var posted = mailed(sluis.postsInterview());
    var backup = sluis.folder.resolve("by-operator");
    var seen = new StringBuilder();
    // A test before this one turned the clock. A key that was made meanwhile is of the future, until the next look of the rotation.
    await().untilAsserted(() -> {
      var health = sluis.operates("GET", "/healthcheck");
      assertThat(health.status()).as(health.http().body()).isEqualTo(200);
    });
    for (var look : List.of("GET /keys", "GET /outbox", "GET /metrics", "GET /threads", "GET /healthcheck", "POST /tasks/flush-outbox",
        "POST /tasks/backup?to=" + backup, "POST /tasks/rotate-keys")) {
      var answer = sluis.operates(look.substring(0, look.indexOf(' ')), look.substring(look.indexOf(' ') + 1));
      assertThat(answer.status()).as(look).isEqualTo(200);
      seen.append(answer.http().body());
    }
    var client = sluis.createClient("of-the-thief");
    assertThat(as(client, "GET", "/v1/invitations/" + posted.id()).status()).isEqualTo(404);
    assertThat(Http.send("GET", sluis.settings.publicUrl() + "/v1/invitations/" + posted.id(), null,
        "Authorization", "Bearer " + Settings.OPERATOR_KEY).status()).isEqualTo(401);
    var now = steals("operated");
    // One thing more: what he had written to the gateway's disk, with the password that lies elsewhere, and the mailbox.
    assertThat(backup.resolve("keys/keyring.bcfks")).exists();
    assertThat(now.withKeys().meetings(links())).contains(posted.meeting());

    var keys = sluis.operates("GET", "/keys").json().path("keys");
    var store = StreamSupport.stream(keys.spliterator(), false).filter(key -> key.path("family").asText().equals("store")
        && key.path("state").asText().equals("ACTIVE")).findFirst().orElseThrow().path("id").asText();
    var ended = sluis.operates("POST", "/tasks/compromise-key?key=" + store);
    assertThat(ended.http().body()).contains(posted.id());
    seen.append(ended.http().body());
    assertThat(sluis.find(posted.id()).text("attention")).isEqualTo("key-compromised");
    Leaks.none(seen, contentOf(posted));
    assertThat(seen.toString()).doesNotContain(peopleOf(posted))
        .doesNotContain(IndependentOpener.encode(mailbox.get(posted).linkSecret()), mailbox.get(posted).access(), sluis.clientKey());
  }

  @Test
  void theLiveServerOrTheProxyBeforeItHasWhatComesInFromThenOn() {
    var earlier = mailed(sluis.postsInterview());
    try (var proxy = new Wiretap(sluis.settings.port())) {
      var url = "http://127.0.0.1:" + proxy.port();
      var holder = new LinkHolder(url, "#" + IndependentOpener.encode(mailbox.get(earlier).linkSecret()));
      var code = sluis.codeFor(holder, earlier);
      var released = holder.releases(code);
      Leaks.none(heard(proxy), contentOf(earlier));
      assertThat(heard(proxy)).contains(code, earlier.digits(), released.text("share"), released.text("envelope"))
          .doesNotContain(IndependentOpener.encode(holder.linkSecret()));

      var request = Meetings.request();
      assertThat(Http.send("POST", url + "/v1/invitations", request.toString(), "Authorization", "Bearer " + sluis.clientKey()).status())
          .isEqualTo(201);
      assertThat(heard(proxy)).as("from then on").contains(request.path("meeting").toString());

      // One thing more, for what came earlier: its link.
      assertThat(holder.opens(released)).isEqualTo(earlier.meeting());
    }
  }

  // What thieves do

  private String readsWithPhone(LinkHolder thief, Posted posted) {
    return thief.opens(thief.releases(sluis.codeFor(thief, posted)));
  }

  private static Collection<byte[]> linksIn(Thief thief) {
    return thief.carve("outbox.payload", ".invitation", LINK_SECRET_BYTES).stream().map(ByteBuffer::array).toList();
  }

  private Collection<byte[]> links() {
    return mailbox.values().stream().map(LinkHolder::linkSecret).toList();
  }

  /** @param files raw ones, and those of a backup */
  private record Stolen(List<Path> files, Thief thief, Path keyring, char[] password) {
    Thief withKeys() {
      return new Thief(thief, keyring, password);
    }
  }

  private Stolen steals(String name) {
    var to = sluis.folder.resolve(name);
    try {
      var files = database.stolen(sluis, to);
      var keyring = Files.copy(sluis.folder.resolve("keys/keyring.bcfks"), to.resolve("stolen.bcfks"));
      return new Stolen(files, new Thief(files), keyring, password());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private char[] password() {
    try {
      return Files.readString(sluis.folder.resolve("secrets/keyring-password")).strip().toCharArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Answer as(String clientKey, String method, String path) {
    return Http.send(method, sluis.settings.publicUrl() + path, null, "Authorization", "Bearer " + clientKey);
  }

  private static String heard(Wiretap proxy) {
    return new String(proxy.heard(), StandardCharsets.UTF_8);
  }

  private static String wrongDigits(Posted posted) {
    return posted.digits().equals("0000") ? "1111" : "0000";
  }

  private static byte[] bytes(String id, byte[] share) {
    return ByteBuffer.allocate(id.length() + share.length).put(id.getBytes(StandardCharsets.US_ASCII)).put(share).array();
  }

  private LinkHolder again(LinkHolder holder) {
    return new LinkHolder(sluis.settings.publicUrl(), "#" + IndependentOpener.encode(holder.linkSecret()));
  }

  private Answer calls(String path, JsonNode body) {
    return Http.send("POST", sluis.settings.publicUrl() + path, body.toString(), "Authorization", "Bearer " + sluis.clientKey());
  }

  private Answer asks(LinkHolder holder) {
    return Http.send("POST", sluis.settings.publicUrl() + "/link/ask", "{\"access\":\"" + holder.access() + "\"}", "Sec-Fetch-Site",
        "same-origin");
  }

  /** A meeting of the thief's own under the uid of another. */
  private static ObjectNode mine(String uid, int sequence) {
    var request = Meetings.request();
    var phone = Numbers.next();
    Meetings.invitee(request, 0).put("name", "Thief").put("phone", phone).put("email", "thief" + phone.substring(3) + "@example.net");
    var meeting = request.withObject("/meeting").put("uid", uid).put("sequence", sequence).put("title", "Thief").put("location", "Thief");
    meeting.put("description", "Thief").put("passcode", "918273").put("joinUrl", "https://zoom.us/j/111").put("meetingId", "111");
    meeting.put("webClientUrl", "https://zoom.us/wc/join/111");
    return request;
  }

  /** What only the victim's meeting says, and no uid. */
  private static String[] secretOf(Posted posted) {
    var meeting = parsed(posted.meeting());
    return Stream.of("title", "joinUrl", "webClientUrl", "meetingId", "passcode", "location").map(field -> meeting.path(field).asText())
        .toArray(String[]::new);
  }

  /** What lies in its row, opened with all keys of now. */
  private String contactNow(Posted posted) {
    var row = new PastTheGateway(database.jdbi(sluis)).row("invitation", "id", posted.id());
    try {
      var file = Files.write(sluis.folder.resolve("row" + System.nanoTime()), bytes(posted.id(), (byte[]) row.get("contact")));
      return new Thief(new Thief(List.of(file)), sluis.folder.resolve("keys/keyring.bcfks"), password()).carveTexts("invitation.contact")
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Collection<String> refsIn(Thief thief) {
    return thief.carve("scheduler_ref.ref", "", LINK_SECRET_BYTES).stream().map(ref -> new String(ref.array(), StandardCharsets.US_ASCII))
        .toList();
  }

  /** As long as a secret, so that the carver finds it. */
  private static String refOf(Posted posted) {
    return "candidate:" + posted.phone().substring(1) + "-".repeat(LINK_SECRET_BYTES - 9 - posted.phone().length());
  }

  private static String uidOf(Posted posted) {
    return parsed(posted.meeting()).path("uid").asText();
  }

  /** Of the organizer. */
  private List<MimeMessage> mailsAbout(Posted posted) {
    var reference = sluis.find(posted.id()).text("reference");
    return sluis.mailbox.mailsTo("selection@example.org").stream()
        .filter(mail -> Mailbox.text(mail).contains(posted.id()) || Mailbox.text(mail).contains(reference)).toList();
  }

  // What there is to read

  /** All that is of this meeting or of all of them, and nowhere else. */
  private static String[] contentOf(Posted posted) {
    var meeting = parsed(posted.meeting());
    return Stream.of("uid", "title", "start", "end", "joinUrl", "webClientUrl", "meetingId", "passcode", "location", "description")
        .map(field -> meeting.path(field).asText().lines().findFirst().orElseThrow()).toArray(String[]::new);
  }

  private static String[] peopleOf(Posted posted) {
    return new String[] {posted.phone().substring(1), posted.email(), "Invitee One", "Selection desk", "selection@example.org"};
  }

  private static JsonNode parsed(String json) {
    try {
      return Meetings.JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> fields(JsonNode object) {
    var fields = new ArrayList<String>();
    object.fieldNames().forEachRemaining(fields::add);
    return fields;
  }

  private static String raw(MimeMessage mail) {
    try {
      var bytes = new ByteArrayOutputStream();
      mail.writeTo(bytes);
      return bytes.toString(StandardCharsets.UTF_8) + Mailbox.text(mail);
    } catch (IOException | MessagingException e) {
      throw new AssertionError(e);
    }
  }

  private List<MimeMessage> noticesOf(Posted posted) {
    return sluis.mailbox.mailsTo("selection@example.org").stream().filter(mail -> Mailbox.text(mail).contains(posted.id())).toList();
  }

  // What honest people do

  private Posted mailed(Posted posted) {
    mailbox.put(posted, sluis.holderOf(posted));
    await().until(() -> sluis.find(posted.id()).text("state"), "mailed"::equals);
    return posted;
  }

  private Posted postsUntil(Instant expiresAt) {
    var request = Meetings.request();
    var phone = Numbers.next();
    var email = "invitee" + phone.substring(3) + "@example.net";
    Meetings.invitee(request, 0).put("name", "Invitee One").put("phone", phone).put("email", email);
    var answer = sluis.post(request.put("expiresAt", expiresAt.toString()));
    assertThat(answer.status()).isEqualTo(201);
    return new Posted(answer.json().path("invitations").path(0).path("id").asText(), email, phone, request.path("meeting").toString());
  }

  /** With a ref, and two openings. */
  private Posted postsTwice() {
    var request = Meetings.request().put("openings", 2);
    var phone = Numbers.next();
    var email = "invitee" + phone.substring(3) + "@example.net";
    var posted = new Posted("", email, phone, request.path("meeting").toString());
    Meetings.invitee(request, 0).put("name", "Invitee One").put("phone", phone).put("email", email).put("ref", refOf(posted));
    var answer = sluis.post(request);
    assertThat(answer.status()).isEqualTo(201);
    return new Posted(answer.json().at("/invitations/0/id").asText(), email, phone, posted.meeting());
  }

  private void rotates() {
    assertThat(sluis.operates("POST", "/tasks/rotate-keys").status()).isEqualTo(200);
  }

  /** As the gateway does every minute. */
  private void sweep(Duration later) {
    Sweeper.sweep(sluis, database, later);
  }
}
