package nl.sluis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static nl.sluis.testing.AtOnce.atOnce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import nl.sluis.standin.Fault;
import nl.sluis.standin.Operation;
import nl.sluis.standin.ZoomStandIn;
import nl.sluis.testing.Browser;
import nl.sluis.testing.CapturedAudit;
import nl.sluis.testing.CapturedLog;
import nl.sluis.testing.InviteePage;
import nl.sluis.testing.Leaks;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Numbers;
import org.junit.jupiter.api.Test;

/** A meeting is made in the order of a post: nothing that fails leaves one behind, and it goes with the last who is invited. The same on every database. */
abstract class ConferencesContract extends ConferencesGateways {
  @Test
  void aMeetingIsMadeAndOpenedAndProved() {
    var request = request(1);
    var posted = posts(request);

    assertThat(posted.json().at("/conference/provider").asText()).isEqualTo("zoom");
    assertThat(posted.json().at("/conference/reference").asText()).matches("[A-Z]{4}");
    assertThat(texts(posted.json().at("/conference/rules"), "rule")).contains("waiting-room", "passcode", "locked-when-all-in");
    assertThat(posted.json().has("warnings")).as(posted.toString()).isFalse();
    var number = meeting(posted);
    assertThat(zoom.meetings().json(number)).contains(posted.json().at("/conference/reference").asText())
        .doesNotContain("Zuiderzee", "Invitee", uid(request));
    assertThat(rows("state = 'held' AND provider_id_hash IS NOT NULL AND due_at IS NULL")).isPositive();

    var meeting = opened(request, posted, 0);
    assertThat(meeting.path("joinUrl").asText()).contains(String.valueOf(number)).doesNotContain("pwd");
    assertThat(meeting.path("webClientUrl").asText()).contains("/wc/").doesNotContain("pwd");
    assertThat(meeting.path("passcode").asText()).matches("[0-9]{6}");
    assertThat(meeting.has("conference")).isFalse();
    Leaks.none(posted.toString(), meeting.path("passcode").asText());

    var trust = ask("GET", "/v1/invitations/" + id(posted, 0) + "/trust").json();
    assertThat(trust.at("/conference/rules")).isEqualTo(posted.json().at("/conference/rules"));
    assertThat(trust.toString()).contains("video-service").doesNotContain(String.valueOf(number));
  }

  /** As an invitee has it, on a phone: no link but the gateway's, both ways into the meeting, and after a change only those of the new one. */
  @Test
  void anInviteeOpensItOnAPhoneItMovesAndIsCancelled() {
    try (var browser = Browser.start()) {
      var request = request(1);
      var first = posts(request);
      assertThat(reads(browser, request)).contains("https://us02web.zoom.us/j/" + meeting(first),
          "https://app.zoom.us/wc/join/" + meeting(first), first.json().at("/conference/meetingId").asText());

      var moved = posts(again(request, 1));
      awaitGone(meeting(first));
      assertThat(reads(browser, request)).contains("/j/" + meeting(moved)).doesNotContain(String.valueOf(meeting(first)));

      assertThat(call("cancel", "{\"uid\":\"" + uid(request) + "\"}").status()).isEqualTo(200);
      awaitGone(meeting(moved));
    }
  }

  /** @return the newest invitation as the page shows it */
  private String reads(Browser browser, ObjectNode request) {
    var invitee = Meetings.invitee(request, 0);
    var phone = invitee.path("phone").asText();
    try (var visitor = browser.phone("nl-NL", "Europe/Amsterdam")) {
      var page = new InviteePage(visitor);
      page.opens(sluis.mailbox.takeLink(invitee.path("email").asText()));
      advance(Duration.ofMinutes(2));
      page.asksForCode(phone.substring(phone.length() - 4));
      page.waitsForCodeField();
      page.enters(sluis.twilio.lastCodeTo(phone));
      page.waitsForMeeting();
      assertThat(visitor.complaints()).isEmpty();
      return page.text("#step-meeting");
    }
  }

  /** Number, link and the host's own link: only the invitee's browser and the service have them in clear. */
  @Test
  void nothingThatLeadsIntoTheMeetingIsOnTheDiskOrInTheLog() throws IOException {
    try (var log = new CapturedLog(); var audit = new CapturedAudit()) {
      var request = request(1);
      var posted = posts(request);
      var number = String.valueOf(meeting(posted));
      var atTheService = Meetings.JSON.readTree(zoom.meetings().json(meeting(posted)));
      var canaries = List.of(number, posted.json().at("/conference/meetingId").asText(), atTheService.path("start_url").asText(),
          atTheService.path("encrypted_password").asText("zak="), ZoomStandIn.HOST, "zak=");
      assertThat(opened(request, posted, 0).path("joinUrl").asText()).contains(number);
      assertThat(call("cancel", "{\"uid\":\"" + uid(request) + "\"}").status()).isEqualTo(200);
      awaitGone(Long.parseLong(number));
      assertThat(log.text()).doesNotContain(canaries);
      assertThat(String.join("\n", audit.lines())).contains("conference-made").doesNotContain(canaries);
      for (var file : databases.files(sluis)) {
        var text = new String(Databases.bytes(file), ISO_8859_1);
        // Four letters are in a large file by chance.
        assertThat(canaries.stream().filter(word -> word.length() > 4).filter(text::contains)).as(file.toString()).isEmpty();
      }
    }
  }

  @Test
  void whatCannotBeMadeIsRefusedFieldByField() {
    var beside = request(1);
    beside.withObject("/meeting").put("joinUrl", "https://zoom.us/j/98765432101").put("passcode", "482913");
    assertThat(pointers(beside)).containsExactlyInAnyOrder("/meeting/joinUrl", "/meeting/passcode");
    var other = request(1);
    other.withObject("/meeting/conference").put("provider", "teams").put("host", "nobody@example.org").put("more", "x");
    assertThat(pointers(other)).containsExactlyInAnyOrder("/meeting/conference/provider", "/meeting/conference/host",
        "/meeting/conference/more");
    var begun = request(1);
    begun.withObject("/meeting").put("start", now().minusSeconds(600).toString()).put("end",
        now().plus(Duration.ofHours(30)).toString());
    assertThat(pointers(begun)).containsExactlyInAnyOrder("/meeting/start", "/meeting/end");
    var timeless = request(1);
    timeless.withObject("/meeting").remove(List.of("start", "end"));
    assertThat(pointers(timeless)).contains("/meeting/start", "/meeting/end");
    assertThat(ask("GET", "/v1/invitations").json().path("invitations")).isEmpty();
  }

  @Test
  void aHigherSequenceGetsANewMeetingAndTheFormerOneGoes() {
    var request = request(2);
    var first = posts(request);
    var moved = posts(again(request, 1));
    assertThat(meeting(moved)).isNotEqualTo(meeting(first));
    awaitGone(meeting(first));
    assertThat(isThere(meeting(moved))).isTrue();
    var trust = ask("GET", "/v1/invitations/" + id(first, 0) + "/trust").json();
    assertThat(trust.at("/conference/reference").asText()).as("what held for it")
        .isEqualTo(first.json().at("/conference/reference").asText());

    var plain = again(request, 2);
    plain.withObject("/meeting").remove("conference");
    assertThat(posts(plain).json().has("conference")).isFalse();
    awaitGone(meeting(moved));
  }

  @Test
  void cancellingDeletesItAndClosingDoesNot() {
    var cancelled = request(1);
    var first = meeting(posts(cancelled));
    var closed = request(1);
    var second = meeting(posts(closed));
    assertThat(call("close", "{\"uid\":\"" + uid(closed) + "\"}").status()).isEqualTo(200);
    assertThat(call("cancel", "{\"uid\":\"" + uid(cancelled) + "\"}").status()).isEqualTo(200);
    awaitGone(first);
    sweepsOnce();
    assertThat(isThere(second)).as("people are inside").isTrue();
  }

  @Test
  void itGoesWithTheLastWhoIsInvited() {
    var request = request(2);
    var posted = posts(request);
    assertThat(ask("DELETE", "/v1/invitations/" + id(posted, 0)).status()).isEqualTo(204);
    sweepsOnce();
    assertThat(isThere(meeting(posted))).as("one is left").isTrue();
    assertThat(ask("DELETE", "/v1/invitations/" + id(posted, 1)).status()).isEqualTo(204);
    awaitGone(meeting(posted));

    var used = request(2);
    var kept = posts(used);
    opened(used, kept, 0);
    assertThat(ask("DELETE", "/v1/invitations/" + id(kept, 1)).status()).isEqualTo(204);
    sweepsOnce();
    assertThat(isThere(meeting(kept))).as("one has the link by right").isTrue();
  }

  /** Whoever has the client key alone cannot come in: he is told of no link, and whoever he invites gets another meeting or none. */
  @Test
  void nobodyIsAddedToAMeetingThatWasMade() {
    var request = request(1);
    Meetings.invitee(request, 0).put("ref", "p1");
    var posted = posts(request);
    var before = zoom.asked(Operation.CREATE).size();

    var added = request.deepCopy();
    added.withArray("invitees").add(request(1).withArray("invitees").get(0));
    assertThat(post(added).problem()).isEqualTo("conference-adds");
    var instead = request.deepCopy();
    Meetings.invitee(instead, 0).put("replaces", id(posted, 0)).put("phone", Numbers.next());
    ((ObjectNode) instead.at("/invitees/0")).remove("ref");
    assertThat(post(instead).problem()).isEqualTo("conference-adds");
    var again = post(request);
    assertThat(again.json().at("/invitations/0/existing").asBoolean()).as(again.toString()).isTrue();
    assertThat(again.json().has("conference")).isFalse();
    assertThat(zoom.asked(Operation.CREATE)).as("nothing is made").hasSize(before);

    var plain = request(1);
    plain.withObject("/meeting").put("uid", uid(request)).remove("conference");
    assertThat(opened(plain, posts(plain), 0).toString()).as("beside it without a link").doesNotContain(String.valueOf(meeting(posted)));
    for (var path : List.of("", "/trust")) {
      assertThat(ask("GET", "/v1/invitations/" + id(posted, 0) + path).toString()).doesNotContain(String.valueOf(meeting(posted)));
    }
    assertThat(ask("GET", "/v1/events").toString()).doesNotContain(String.valueOf(meeting(posted)));
    var stolen = request(1);
    stolen.withObject("/meeting").put("uid", uid(request)).put("sequence", 1);
    assertThat(meeting(posts(stolen))).isNotEqualTo(meeting(posted));
    awaitGone(meeting(posted));
    assertThat(post(request).problem()).isEqualTo("stale-sequence");
  }

  /** On two gateways, where there are two. */
  @Test
  void theSamePostMakesOneMeetingHoweverOftenItComes() {
    var request = request(1);
    request.withObject("/meeting").remove("uid");
    var key = "conference-" + Numbers.next();
    var before = zoom.asked(Operation.CREATE).size();
    var answers = atOnce(6, i -> post(i % 2 == 0 ? sluis : beside, request, "Idempotency-Key", key));
    assertThat(answers).allSatisfy(answer -> assertThat(answer.status() == 201 || answer.problem().equals("idempotency-key-in-use"))
        .as(answer.toString()).isTrue());
    var first = answers.stream().filter(answer -> answer.status() == 201).findFirst().orElseThrow();
    var again = post(beside, request, "Idempotency-Key", key);
    assertThat(again.json().path("conference")).isEqualTo(first.json().path("conference"));
    assertThat(id(again, 0)).isEqualTo(id(first, 0));
    assertThat(zoom.asked(Operation.CREATE)).hasSize(before + 1);
    assertThat(isThere(meeting(first))).isTrue();
  }

  /** On two gateways, where there are two. */
  @Test
  void ofTwoPostsToOneUidAtOnceOneMeetingIsLeft() {
    var request = request(1);
    var before = zoom.meetings().ids().size();
    var answers = atOnce(4, i -> post(i % 2 == 0 ? sluis : beside, request));
    assertThat(answers).allSatisfy(
        answer -> assertThat(answer.status() == 201 || List.of("conference-adds", "conference-refused").contains(answer.problem()))
            .as(answer.toString()).isTrue());
    assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
    await().until(() -> zoom.meetings().ids().size() == before + 1);
    assertThat(isThere(meeting(answers.stream().filter(answer -> answer.status() == 201).findFirst().orElseThrow()))).isTrue();
  }

  @Test
  void aHostHoldsOneMeetingAtATime() {
    var first = request(1);
    var at = first.withObject("/meeting");
    posts(first);
    var second = request(1);
    second.withObject("/meeting").put("start", at.path("start").asText()).put("end", at.path("end").asText());
    posts(second);
    assertThat(rows("state = 'held' AND host_hash IN (SELECT host_hash FROM conference GROUP BY host_hash)")).isGreaterThanOrEqualTo(2);
    var third = second.deepCopy();
    third.withObject("/meeting").put("uid", "third-" + System.nanoTime());
    var refused = post(third);
    assertThat(refused.problem()).isEqualTo("conference-refused");
    assertThat(refused.text("code")).isEqualTo("no-host-free");
    assertThat(posts(again(second, 1)).status()).as("its own former meeting does not stand in the way").isEqualTo(201);
    third.withObject("/meeting/conference").put("host", ZoomStandIn.HOST);
    assertThat(post(third).text("code")).isEqualTo("no-host-free");
  }

  @Test
  void aClientHasSoManyADay() {
    for (var i = 0; i < PER_DAY; i++) {
      posts(request(1));
    }
    var refused = post(request(1));
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.http().headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void aServiceThatIsAwayStoresNothingAndCostsNothing() {
    for (var i = 0; i < PER_DAY + 1; i++) {
      zoom.fails(Operation.CREATE, 3, Fault.usedUpUntil(now().plusSeconds(300)));
      var refused = post(request(1));
      assertThat(refused.status()).as(refused.toString()).isEqualTo(503);
      assertThat(refused.problem()).isEqualTo("conference-unavailable");
      assertThat(refused.http().headers().firstValue("Retry-After")).isPresent();
      zoom.heal();
    }
    var request = request(1);
    posts(request);
    assertThat(ask("GET", "/v1/invitations?limit=10").json().path("invitations")).hasSize(1);
  }

  @Test
  void whatWasMadeOtherwiseThanAskedIsDeletedAndSaid() {
    zoom.meetings().force("settings.waiting_room", false);
    var before = zoom.meetings().ids();
    var refused = post(request(1));
    assertThat(refused.problem()).as(refused.toString()).isEqualTo("conference-refused");
    assertThat(refused.text("rule")).isEqualTo("waiting-room");
    assertThat(zoom.meetings().ids()).isEqualTo(before);
  }

  /** After the create: an invitation to be replaced that is none of this meeting. */
  @Test
  void whatFailsBehindTheCreateDeletesTheMeeting() {
    var before = zoom.meetings().ids();
    var wrong = request(1);
    Meetings.invitee(wrong, 0).put("replaces", "AAAAAAAAAAAAAAAAAAAAAA");
    assertThat(post(wrong).status()).isEqualTo(422);
    assertThat(zoom.meetings().ids()).isEqualTo(before);

    zoom.fails(Operation.DELETE, 1, Fault.error(500, 500, "no"));
    assertThat(post(wrong).status()).isEqualTo(422);
    advance(Duration.ofMinutes(3));
    await().until(() -> zoom.meetings().ids().equals(before));
    await().until(() -> rows("state IN ('intended', 'owed') AND held_at IS NULL") == 0);
  }

  private List<String> pointers(ObjectNode request) {
    var answer = post(request);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
    return texts(answer.json().path("errors"), "pointer");
  }

  /** Until the sweep of a gateway was there again: it deletes what nobody is invited to. */
  private void sweepsOnce() {
    var other = request(1);
    var posted = posts(other);
    assertThat(ask("DELETE", "/v1/invitations/" + id(posted, 0)).status()).isEqualTo(204);
    awaitGone(meeting(posted));
    // Once more, because the first may have begun before.
    var second = posts(request(1));
    assertThat(ask("DELETE", "/v1/invitations/" + id(second, 0)).status()).isEqualTo(204);
    awaitGone(meeting(second));
  }
}
