package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import nl.sluis.testing.Answer;
import nl.sluis.testing.Http;
import nl.sluis.testing.LinkHolder;
import nl.sluis.testing.Mailbox;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Numbers;
import org.junit.jupiter.api.Test;

/** Meetings are changed, cancelled and closed, people are added and replaced, and invitations open later or several times. The same on every database. */
abstract class MovesContract extends GatewaysContract {
  @Test
  void aRefIsInvitedOnceAndComesBackEverywhere() {
    var request = request("ref", 2);
    Meetings.invitee(request, 0).put("ref", "candidate:17");
    var first = posts(request);
    assertThat(first.text("meeting")).isEqualTo(request.at("/meeting/uid").asText());
    assertThat(first.json().at("/sequence").asInt(-1)).isZero();
    assertThat(first.json().at("/invitations/0/ref").asText()).isEqualTo("candidate:17");
    assertThat(first.json().at("/invitations/0/reference").asText()).matches("[A-Z]{4}");
    assertThat(first.json().at("/invitations/1").has("ref")).isFalse();

    // The whole list once more, and one who was forgotten.
    request.withArray("invitees").remove(1);
    invite(request, "added").put("ref", "candidate:18");
    var again = posts(request);
    assertThat(ids(again).get(0)).isEqualTo(ids(first).get(0));
    assertThat(again.json().at("/invitations/0/existing").asBoolean()).isTrue();
    assertThat(again.json().at("/invitations/1").has("existing")).isFalse();
    assertThat(again.json().at("/invitations/1/state").asText()).isEqualTo("queued");

    var found = at(last()).find(ids(first).get(0));
    assertThat(found.text("ref")).isEqualTo("candidate:17");
    assertThat(found.text("reference")).isEqualTo(first.json().at("/invitations/0/reference").asText());
    var listed = at(0).ask("GET", "/v1/invitations?meeting=" + uid(request)).json();
    assertThat(listed.path("meeting").asText()).isEqualTo(uid(request));
    assertThat(listed.path("invitations")).hasSize(3);
    assertThat(listed.at("/invitations/2/ref").asText()).isEqualTo("candidate:18");
    assertThat(at(0).ask("GET", "/v1/invitations/" + ids(first).get(0) + "/trust").text("ref")).isEqualTo("candidate:17");
  }

  @Test
  void aHigherSequenceTakesThePlaceOfAllThatIsLive() {
    var request = request("moved", 3);
    var first = posts(request);
    var links = links(request);
    opens(links.get(0), request, 0);
    await().until(() -> at(0).find(ids(first).get(1)).text("state"), "mailed"::equals);

    request.withObject("/meeting").put("sequence", 2);
    var moved = posts(request);
    assertThat(moved.json().path("sequence").asInt()).isEqualTo(2);
    assertThat(texts(moved.json().path("replaced"))).containsExactly(ids(first).get(1), ids(first).get(2));
    assertThat(texts(moved.json().path("openedBefore"))).containsExactly(ids(first).get(0));
    assertThat(states(first)).containsExactly("opened", "replaced", "replaced");
    assertThat(links.get(1).status().text("state")).isEqualTo("replaced");
    assertThat(links.get(1).status().json().path("askable").asBoolean()).isTrue();
    assertThat(links.get(1).asksForCode("0000").status()).isEqualTo(410);
    assertThat(links.get(1).status().text("organizer")).as("whom to ask").isEqualTo("Selection desk");

    var anew = newLinks(request);
    assertThat(anew.get(1).status().json().path("sequence").asInt()).isEqualTo(2);
    assertThat(opens(anew.get(1), request, 1)).isEqualTo(request.path("meeting"));
    var stale = post(request.deepCopy(), "sequence", 1);
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.problem()).isEqualTo("stale-sequence");
    assertThat(stale.json().path("sequence").asInt()).isEqualTo(2);
  }

  @Test
  void oneLinkTakesThePlaceOfAnother() {
    var request = request("wrong-number", 1);
    Meetings.invitee(request, 0).put("ref", "p1");
    var first = posts(request);
    var old = links(request).get(0);
    var other = posts(request("another", 1));

    Meetings.invitee(request, 0).put("phone", Numbers.next()).put("replaces", ids(other).get(0));
    var wrong = post(request);
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.json().at("/errors/0/pointer").asText()).isEqualTo("/invitees/0/replaces");
    Meetings.invitee(request, 0).put("replaces", "A".repeat(22));
    assertThat(post(request).json().path("errors")).as("the same words").isEqualTo(wrong.json().path("errors"));
    assertThat(old.status().text("state")).as("nothing happened").isIn("queued", "mailed");

    Meetings.invitee(request, 0).put("replaces", ids(first).get(0));
    var second = posts(request);
    assertThat(texts(second.json().path("replaced"))).containsExactly(ids(first).get(0));
    assertThat(second.json().at("/invitations/0/ref").asText()).as("its mark moves on").isEqualTo("p1");
    assertThat(old.status().text("state")).isEqualTo("replaced");
    var again = posts(request);
    assertThat(ids(again)).as("sent again").isEqualTo(ids(second));
    assertThat(again.json().at("/invitations/0/existing").asBoolean()).isTrue();
    assertThat(opens(newLinks(request).get(0), request, 0)).isEqualTo(request.path("meeting"));
  }

  @Test
  void whatIsCancelledIsToldToWhoMayHaveTheMail() {
    var request = request("cancelled", 3);
    var first = posts(request);
    var links = links(request);
    opens(links.get(0), request, 0);
    await().until(() -> states(first).subList(1, 3), List.of("mailed", "mailed")::equals);

    var cancelled = call("cancel", "{\"uid\":\"" + uid(request) + "\"}");
    assertThat(cancelled.status()).as(cancelled.toString()).isEqualTo(200);
    assertThat(texts(cancelled.json().path("cancelled"))).containsExactly(ids(first).get(1), ids(first).get(2));
    assertThat(texts(cancelled.json().path("told"))).containsExactly(ids(first).get(1), ids(first).get(2));
    assertThat(texts(cancelled.json().path("untold"))).containsExactly(ids(first).get(0));
    assertThat(states(first)).containsExactly("opened", "cancelled", "cancelled");
    for (var link : links) {
      assertThat(link.status().text("state")).as("every link of the meeting").isEqualTo("cancelled");
    }
    await().until(() -> at(0).mailbox.mailsTo(email(request, 1)).size() == 2);
    var mail = Mailbox.text(at(0).mailbox.mailsTo(email(request, 1)).get(1));
    assertThat(mail).doesNotContain("/i#", "Selectiegesprek", "Zuiderzee").contains("Selection desk");
    assertThat(at(0).mailbox.mailsTo(email(request, 0))).hasSize(1);

    var told = call("cancel",
        "{\"uid\":\"" + uid(request) + "\",\"tell\":[{\"id\":\"" + ids(first).get(0) + "\",\"email\":\"" + email(request, 0)
            + "\",\"locale\":\"en\"}]}");
    assertThat(told.json().path("cancelled")).isEmpty();
    assertThat(texts(told.json().path("told"))).containsExactly(ids(first).get(0));
    assertThat(told.json().path("untold")).isEmpty();
    await().until(() -> at(0).mailbox.mailsTo(email(request, 0)).size() == 2);
    assertThat(
        call("cancel", "{\"uid\":\"" + uid(request) + "\",\"tell\":[{\"id\":\"" + ids(first).get(0) + "\",\"email\":\"" + email(request, 0)
            + "\"}]}").json().path("told"))
        .as("once ever").isEmpty();

    var stale = post(request);
    assertThat(stale.problem()).isEqualTo("stale-sequence");
    request.withObject("/meeting").put("sequence", 1);
    var revived = posts(request);
    assertThat(revived.json().path("replaced")).isEmpty();
    assertThat(newLinks(request).get(1).status().text("state")).isIn("queued", "mailed");
    assertThat(links.get(0).status().text("state")).as("it takes place again").isEqualTo("opened");
    assertThat(links.get(1).status().text("state")).isEqualTo("cancelled");
  }

  @Test
  void onlySomeAreCancelled() {
    var request = request("only", 2);
    var first = posts(request);
    var foreign = posts(request("only-other", 1));
    var wrong = call("cancel", "{\"uid\":\"" + uid(request) + "\",\"only\":[\"" + ids(foreign).get(0) + "\"]}");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.json().at("/errors/0/pointer").asText()).isEqualTo("/only/0");
    wrong = call("cancel", "{\"uid\":\"" + uid(request) + "\",\"only\":[\"" + ids(first).get(1) + "\"],\"tell\":[{\"id\":\""
        + ids(first).get(0) + "\",\"email\":\"one@example.net\"}]}");
    assertThat(wrong.status()).as("its meeting takes place for that one").isEqualTo(422);
    assertThat(wrong.json().at("/errors/0/pointer").asText()).isEqualTo("/tell/0/id");

    var cancelled = call("cancel", "{\"uid\":\"" + uid(request) + "\",\"only\":[\"" + ids(first).get(1) + "\"]}");
    assertThat(texts(cancelled.json().path("cancelled"))).containsExactly(ids(first).get(1));
    assertThat(states(first).get(0)).isIn("queued", "mailed");
    assertThat(posts(request("only-more", 1)).status()).isEqualTo(201);
    invite(request, "more");
    request.withArray("invitees").remove(0);
    request.withArray("invitees").remove(0);
    assertThat(post(request).status()).as("the sequence stays").isEqualTo(201);
  }

  @Test
  void whatIsClosedTakesNobodyInAndMailsNobody() {
    var request = request("closed", 2);
    var first = posts(request);
    var links = links(request);
    assertThat(call("close", "{\"uid\":\"unknown\"}").problem()).isEqualTo("unknown-meeting");
    assertThat(call("cancel", "{\"uid\":\"unknown\"}").problem()).isEqualTo("unknown-meeting");
    var closed = call("close", "{\"uid\":\"" + uid(request) + "\"}");
    assertThat(closed.status()).isEqualTo(200);
    assertThat(texts(closed.json().path("closed"))).isEqualTo(ids(first));
    assertThat(states(first)).containsExactly("closed", "closed");
    assertThat(links.get(0).status().text("state")).isEqualTo("closed");
    assertThat(links.get(0).status().json().has("askable")).isFalse();
    assertThat(posts(request).status()).as("a later post adds again").isEqualTo(201);
    assertThat(at(0).mailbox.mailsTo(email(request, 0)).size()).isLessThanOrEqualTo(2);
  }

  @Test
  void itOpensAsOftenAsItSaysAndEachTicketBringsItBack() {
    var request = request("often", 1).put("openings", 3);
    var posted = posts(request);
    var link = at(0).mailbox.takeLink(email(request, 0));
    var visitors = new ArrayList<LinkHolder>();
    var released = new ArrayList<Answer>();
    for (var opening = 1; opening <= 3; opening++) {
      var visitor = new LinkHolder(at(opening % gateways()).settings.publicUrl(), link);
      var code = code(visitor, request, 0);
      var answer = visitor.releases(code);
      assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
      assertThat(visitor.opens(answer)).isEqualTo(request.path("meeting").toString());
      assertThat(visitor.releases(code).status()).as("the same visitor again").isEqualTo(200);
      if (opening < 3) {
        var other = new LinkHolder(at(0).settings.publicUrl(), link).releases(code);
        assertThat(other.problem()).as("the same code by another visitor").isEqualTo("wrong-code");
      }
      visitors.add(visitor);
      released.add(answer);
      var status = visitor.status().json();
      assertThat(status.path("state").asText()).isEqualTo("opened");
      assertThat(status.at("/openings/left").asInt()).isEqualTo(3 - opening);
      assertThat(status.at("/openings/allowed").asInt()).isEqualTo(3);
      assertThat(status.at("/openings/at")).hasSize(opening);
      assertThat(status.has("at")).isEqualTo(opening == 3);
      advance(Duration.ofSeconds(61));
    }
    assertThat(at(0).find(ids(posted).get(0)).json().at("/openings/left").asInt(-1)).isZero();
    assertThat(at(0).ask("DELETE", "/v1/invitations/" + ids(posted).get(0)).status()).isEqualTo(409);

    assertThat(visitors.get(2).acknowledges(released.get(2)).status()).isEqualTo(204);
    assertThat(visitors.get(2).acknowledges(released.get(2)).status()).as("again").isEqualTo(204);
    assertThat(visitors.get(2).fetches().status()).isEqualTo(404);
    assertThat(visitors.get(0).fetches().status()).as("another's ten minutes go on").isEqualTo(200);
    assertThat(visitors.get(0).acknowledges(released.get(0)).status()).isEqualTo(204);
    assertThat(visitors.get(1).acknowledges(released.get(1)).status()).isEqualTo(204);
    assertThat(rows("envelope e JOIN invitation i ON i.number = e.invitation_number WHERE i.id = '" + ids(posted).get(0) + "'")).isZero();
  }

  @Test
  void aNewCodeWithAFormerTicketHandsOutAgainAndSpendsNothing() {
    var request = request("former-ticket", 1).put("openings", 2);
    posts(request);
    var visitor = links(request).get(0);
    opens(visitor, request, 0);
    advance(Duration.ofSeconds(61));
    assertThat(opens(visitor, request, 0)).isEqualTo(request.path("meeting"));
    assertThat(visitor.status().json().at("/openings/left").asInt()).isEqualTo(1);
    assertThat(visitor.status().json().path("triesLeft").asInt()).isEqualTo(10);
  }

  @Test
  void aMeetingWhoseRowWasChangedPastTheGatewayIsRebuiltAndHoldsAgain() {
    var request = request("rebuilt", 1);
    posts(request);
    execute("UPDATE meeting SET sequence = 7 WHERE changed_at = (SELECT MAX(changed_at) FROM meeting)");
    assertThat(call("cancel", "{\"uid\":\"" + uid(request) + "\"}").status()).isEqualTo(200);
    assertThat(post(request).problem()).as("its cancellation stays").isEqualTo("stale-sequence");
  }

  @Test
  void whatHasOpeningsLeftIsRevokedAndLapses() {
    var request = request("left", 2).put("openings", 2).put("expiresAt", Instant.now().plus(Duration.ofHours(3)).toString());
    var posted = posts(request);
    var links = links(request);
    opens(links.get(0), request, 0);
    opens(links.get(1), request, 1);
    assertThat(at(0).ask("DELETE", "/v1/invitations/" + ids(posted).get(0)).status()).isEqualTo(204);
    assertThat(states(posted)).containsExactly("revoked", "opened");
    assertThat(links.get(0).fetches().status()).as("its ticket went").isEqualTo(404);
    assertThat(links.get(1).fetches().status()).isEqualTo(200);
    advance(Duration.ofHours(4));
    var lapsed = links.get(1).status().json();
    assertThat(lapsed.path("state").asText()).isEqualTo("opened");
    assertThat(lapsed.at("/openings/left").asInt(-1)).isZero();
    assertThat(links.get(1).asksForCode("0000").status()).isEqualTo(410);
    sweep(Duration.ofHours(4));
    assertThat(states(posted)).containsExactly("revoked", "opened");
    assertThat(rows("envelope e JOIN invitation i ON i.number = e.invitation_number WHERE i.id = '" + ids(posted).get(1) + "'")).isZero();
  }

  @Test
  void nothingIsCountedBeforeItOpens() {
    var from = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(60));
    var request = request("later", 1).put("opensFrom", from.toString());
    var posted = posts(request);
    var midnight = from.truncatedTo(ChronoUnit.DAYS);
    var holder = links(request).get(0);
    for (var asked = 0; asked < 12; asked++) {
      var answer = holder.asksForCode("0000");
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.problem()).isEqualTo("not-yet");
      assertThat(answer.text("opensFrom")).isEqualTo(midnight.toString());
    }
    assertThat(holder.status().json().path("triesLeft").asInt()).isEqualTo(10);
    assertThat(holder.status().text("opensFrom")).isEqualTo(midnight.toString());
    assertThat(at(0).find(ids(posted).get(0)).text("opensFrom")).isEqualTo(midnight.toString());
    advance(Duration.between(Instant.now(), midnight).plusSeconds(5));
    assertThat(holder.status().json().has("opensFrom")).isFalse();
    assertThat(opens(holder, request, 0)).isEqualTo(request.path("meeting"));

    var exact = request("exact", 1).put("opensFrom", from.toString()).put("exactOpensFrom", true);
    posts(exact);
    assertThat(Instant.parse(links(exact).get(0).status().text("opensFrom"))).isEqualTo(from.truncatedTo(ChronoUnit.MICROS));
    var after = post(request("never", 1).put("opensFrom", "2999-01-01T00:00:00Z"));
    assertThat(after.json().at("/errors/0/pointer").asText()).isEqualTo("/opensFrom");
  }

  @Test
  void anotherIsAskedForOnce() {
    var request = request("ask", 1);
    var organizer = "ask." + System.nanoTime() + "@example.org";
    request.withObject("/meeting/organizer").put("email", organizer).put("locale", "en");
    posts(request);
    var holder = links(request).get(0);
    assertThat(asks(holder).problem()).as("live").isEqualTo("not-askable");
    opens(holder, request, 0);
    assertThat(holder.status().json().path("askable").asBoolean()).isTrue();
    for (var times = 0; times < 3; times++) {
      assertThat(asks(holder).status()).isEqualTo(202);
    }
    assertThat(holder.status().json().has("askable")).isFalse();
    await().until(() -> at(0).mailbox.mailsTo(organizer).size() == 1);
    assertThat(Mailbox.text(at(0).mailbox.mailsTo(organizer).get(0))).contains(holder.status().text("reference"));
  }

  @Test
  void whoIsWrongIsLeftOutOfALenientPost() {
    var request = request("lenient", 3);
    Meetings.invitee(request, 1).put("phone", "+31201234567").put("email", "nobody").put("ref", "p2");
    assertThat(post(request).status()).as("strict").isEqualTo(422);
    var key = "\"" + System.nanoTime() + "\"";
    var answer = lenient(request, key);
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.http().headers().firstValue("Preference-Applied")).contains("handling=lenient");
    assertThat(answer.json().path("invitations")).hasSize(2);
    assertThat(answer.json().at("/refused/0/ref").asText()).isEqualTo("p2");
    assertThat(answer.json().at("/refused/0/errors").findValuesAsText("pointer")).containsExactlyInAnyOrder("/invitees/1/email",
        "/invitees/1/phone");
    var again = lenient(request, key);
    assertThat(ids(again)).isEqualTo(ids(answer));
    assertThat(again.json().path("refused")).as("told again").isEqualTo(answer.json().path("refused"));
    for (var at : List.of(0, 2)) {
      Meetings.invitee(request, at).put("email", "nobody");
    }
    assertThat(lenient(request, "\"" + System.nanoTime() + "\"").status()).as("nobody is left").isEqualTo(422);
  }

  @Test
  void allOfAClientAreListedTheNewestFirstAndForgotten() {
    var request = request("list", 3);
    Meetings.invitee(request, 2).put("ref", "forget-me");
    // Each gateway's clock is as late as the database's answer was.
    var since = Instant.now().minusSeconds(5);
    // Others post by clocks that run ahead.
    var key = at(0).createClient("lister");
    var posted = as(key, "POST", "/v1/invitations", request.toString());
    as(key, "DELETE", "/v1/invitations/" + ids(posted).get(2), null);
    var all = as(key, "GET", "/v1/invitations?limit=2&since=" + since, null).json();
    assertThat(all.path("invitations").findValuesAsText("id")).containsExactly(ids(posted).get(2), ids(posted).get(1));
    var rest = as(key, "GET", "/v1/invitations?limit=2&since=" + since + "&after=" + all.path("next").asText(), null).json();
    assertThat(rest.path("invitations").findValuesAsText("id")).containsExactly(ids(posted).get(0));
    assertThat(rest.has("next")).isFalse();
    var revoked = as(key, "GET", "/v1/invitations?state=revoked&since=" + since, null).json();
    assertThat(revoked.path("invitations").findValuesAsText("id")).containsExactly(ids(posted).get(2));
    assertThat(revoked.at("/invitations/0/endedAt").isTextual()).isTrue();

    assertThat(as(key, "DELETE", "/v1/invitations/" + ids(posted).get(2) + "?forget=true", null).status()).isEqualTo(204);
    assertThat(as(key, "GET", "/v1/invitations/" + ids(posted).get(2), null).json().has("ref")).isFalse();
    assertThat(as(key, "GET", "/v1/invitations?after=nonsense", null).json().at("/errors/0/pointer").asText()).isEqualTo("?after");
  }

  private Answer as(String key, String method, String path, String body) {
    return Http.send(method, at(last()).settings.publicUrl() + path, body, "Authorization", "Bearer " + key);
  }

  private Answer asks(LinkHolder holder) {
    return Http.send("POST", at(0).settings.publicUrl() + "/link/ask", "{\"access\":\"" + holder.access() + "\"}", "Sec-Fetch-Site",
        "same-origin");
  }

  /** @return the meeting as it was sealed */
  private JsonNode opens(LinkHolder holder, JsonNode request, int invitee) {
    try {
      return Meetings.JSON.readTree(holder.opens(holder.releases(code(holder, request, invitee))));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private String code(LinkHolder holder, JsonNode request, int invitee) {
    var phone = request.at("/invitees/" + invitee + "/phone").asText();
    assertThat(holder.asksForCode(phone.substring(phone.length() - 4)).status()).isEqualTo(202);
    return at(0).twilio.lastCodeTo(phone);
  }

  private List<String> states(Answer posted) {
    return ids(posted).stream().map(id -> at(last()).find(id).text("state")).toList();
  }

  private List<LinkHolder> links(JsonNode request) {
    return links(request, 1);
  }

  /** Those of a second post to the same addresses. */
  private List<LinkHolder> newLinks(JsonNode request) {
    return links(request, 2);
  }

  private List<LinkHolder> links(JsonNode request, int posts) {
    return StreamSupport.stream(request.path("invitees").spliterator(), false).map(one -> one.path("email").asText())
        .map(email -> new LinkHolder(at(last()).settings.publicUrl(), at(0).mailbox.linksTo(email, posts).get(posts - 1))).toList();
  }

  private Answer posts(JsonNode request) {
    var answer = post(request);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    return answer;
  }

  private Answer post(JsonNode request) {
    return at(0).post(request);
  }

  private Answer post(ObjectNode request, String field, int value) {
    request.withObject("/meeting").put(field, value);
    return post(request);
  }

  private Answer lenient(JsonNode request, String key) {
    return Http.send("POST", at(0).settings.publicUrl() + "/v1/invitations", request.toString(), "Authorization",
        "Bearer " + at(0).clientKey(),
        "Idempotency-Key", key, "Prefer", "respond-async, handling=\"lenient\"");
  }

  private Answer call(String what, String body) {
    return Http.send("POST", at(last()).settings.publicUrl() + "/v1/meetings/" + what, body, "Authorization",
        "Bearer " + at(0).clientKey());
  }

  private static ObjectNode request(String name, int invitees) {
    var request = Meetings.JSON.createObjectNode();
    request.set("meeting", Meetings.interview());
    for (var i = 0; i < invitees; i++) {
      invite(request, name + i);
    }
    return request;
  }

  private static ObjectNode invite(ObjectNode request, String name) {
    return request.withArray("invitees").addObject().put("name", "Invitee").put("email", name + "." + System.nanoTime() + "@example.net")
        .put("phone", Numbers.next()).put("locale", "nl");
  }

  private static String uid(JsonNode request) {
    return request.at("/meeting/uid").asText();
  }

  private static String email(JsonNode request, int invitee) {
    return request.at("/invitees/" + invitee + "/email").asText();
  }

  private static List<String> ids(Answer posted) {
    return posted.json().path("invitations").findValuesAsText("id");
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
