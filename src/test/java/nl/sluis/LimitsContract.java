package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static nl.sluis.testing.AtOnce.atOnce;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import nl.sluis.testing.Answer;
import nl.sluis.testing.CapturedAudit;
import nl.sluis.testing.FakeTwilio;
import nl.sluis.testing.Gateway.Posted;
import nl.sluis.testing.Http;
import nl.sluis.testing.IndependentOpener;
import nl.sluis.testing.LinkHolder;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.SealedPosts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Limits by client and by address range hold over all gateways, and let through whom they are not about. The same on every database. */
abstract class LimitsContract extends GatewaysContract {
  @BeforeEach
  void begin() {
    awayFromTheEndOfTheHour();
  }

  @Test
  void clientPostsExactlySoManyInvitationsAnHour() {
    var key = at(0).createClient("busy");
    var answers = atOnce(64, i -> postAs(key, i % gateways(), Meetings.request(Meetings.interview(), 25).toString(), quoted()));
    assertThat(statuses(answers, 201)).isEqualTo(INVITATIONS / 25);
    assertThat(statuses(answers, 429)).isEqualTo(64 - INVITATIONS / 25);
    var refused = postAs(key, last(), Meetings.request().toString(), quoted());
    assertThat(refused.problem()).isEqualTo("too-soon");
    assertThat(postAs(at(0).createClient("calm"), 0, Meetings.request().toString(), quoted()).status()).as("another client").isEqualTo(201);

    advance(retryAfter(refused).minusSeconds(20));
    assertThat(postAs(key, 0, Meetings.request().toString(), quoted()).status()).as("still the same hour").isEqualTo(429);
    advance(Duration.ofSeconds(20));
    assertThat(postAs(key, 0, Meetings.request().toString(), quoted()).status()).as("the next").isEqualTo(201);
  }

  @Test
  void everyAnswerToAPostSaysWhatIsLeftOfTheHour() {
    var key = at(0).createClient("counting");
    var first = postWithoutKey(key, 0, sealedBy(20));
    assertThat(field(first, "RateLimit-Policy")).isEqualTo("\"invitations\";q=" + INVITATIONS + ";w=3600");
    assertThat(remaining(first)).isEqualTo(INVITATIONS - 20);

    var wrong = postWithoutKey(key, 0, "{\"meeting\": {}}");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(remaining(wrong)).as("it was not counted").isEqualTo(INVITATIONS - 20);
    var sealed = sealedBy(30);
    assertThat(remaining(postWithoutKey(key, 0, sealed))).isEqualTo(INVITATIONS - 50);
    var again = postWithoutKey(key, 0, sealed);
    assertThat(again.problem()).isEqualTo("already-posted");
    assertThat(remaining(again)).as("it was given back").isEqualTo(INVITATIONS - 50);

    var tooMany = postWithoutKey(key, 0, sealedBy(451));
    assertThat(tooMany.status()).isEqualTo(429);
    assertThat(remaining(tooMany)).as("a smaller one fits").isEqualTo(450);
    assertThat(retryAfter(tooMany).toSeconds()).as("not before the window ends").isBetween(reset(tooMany), 3_600L);
    var last = postWithoutKey(key, 0, sealedBy(450));
    assertThat(last.status()).isEqualTo(201);
    assertThat(remaining(last)).isZero();
    var refused = postWithoutKey(key, 0, sealedBy(1));
    assertThat(refused.status()).isEqualTo(429);
    assertThat(remaining(refused)).isZero();
    var elsewhere = postWithoutKey(key, last(), "{}");
    assertThat(elsewhere.status()).isEqualTo(422);
    assertThat(remaining(elsewhere)).as("a gateway that never heard of it").isZero();

    advance(Duration.ofSeconds(reset(refused)));
    assertThat(remaining(postWithoutKey(key, 0, sealedBy(1)))).as("when the window ended").isEqualTo(INVITATIONS - 1);
    assertThat(remaining(postWithoutKey(key, last(), sealedBy(1)))).as("what another took in advance is not left")
        .isBetween(INVITATIONS - 2 - INVITATIONS / 100L, INVITATIONS - 2L);
  }

  @Test
  void aCancellationCountsWhomItTellsAndOtherCallsSayNothing() {
    var key = at(0).createClient("telling");
    var sender = new SealedPosts("sender", 2);
    assertThat(postWithoutKey(key, 0, sender.request.toString()).status()).isEqualTo(201);
    var holder = new LinkHolder(at(0).settings.publicUrl(), sender.links.get(0));
    assertThat(holder.releases(at(0).codeFor(holder, sender.posted(0))).status()).isEqualTo(200);
    var body = Meetings.JSON.createObjectNode().put("uid", sender.request.path("uid").asText());
    body.putArray("tell").addObject().put("id", sender.posted(0).id()).put("email", "told@example.net");
    var told = Http.send("POST", at(0).settings.publicUrl() + "/v1/meetings/cancel", body.toString(), "Authorization", "Bearer " + key);
    assertThat(told.status()).isEqualTo(200);
    assertThat(remaining(told)).isEqualTo(INVITATIONS - 3);
    assertThat(find(key, sender.posted(0).id()).http().headers().map()).doesNotContainKeys("ratelimit", "ratelimit-policy");
  }

  @Test
  void answeringAgainCostsNothingOfTheClientsLimit() {
    var key = at(0).createClient("repeats");
    var full = Meetings.request(Meetings.interview(), 500).toString();
    var once = quoted();
    var first = postAs(key, 0, full, once);
    assertThat(first.status()).isEqualTo(201);
    var again = postAs(key, last(), full, once);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.json().findValuesAsText("id")).isEqualTo(first.json().findValuesAsText("id"));
    assertThat(postAs(key, 0, Meetings.request().toString(), quoted()).status()).isEqualTo(429);
  }

  @Test
  void whatDoesNotFitIntoTheRestOfTheHourIsNotSealedFirst() {
    var key = at(0).createClient("large");
    assertThat(postWithoutKey(key, 0, sealedBy(25)).status()).isEqualTo(201);
    var before = numberOfTheNext();
    var meeting = Meetings.interview().put("description", "x".repeat(60_000));
    for (var many : List.of(500, 476)) {
      var large = Meetings.request(meeting, many).toString();
      assertThat(postAs(key, last(), large, quoted()).problem()).isEqualTo("too-soon");
      assertThat(postWithoutKey(key, 0, large).problem()).isEqualTo("too-soon");
    }
    assertThat(postWithoutKey(key, 0, sealedBy(476)).problem()).isEqualTo("too-soon");
    assertThat(numberOfTheNext()).as("a row that was rolled back has a number too").isEqualTo(before + 1);
    assertThat(postWithoutKey(key, 0, sealedBy(475)).status()).as("what fits").isEqualTo(201);
  }

  @Test
  void ofLargePostsAtOnceOnlyThoseAreSealedThatThereIsRoomFor() {
    var key = at(0).createClient("crowding");
    var large = IntStream.range(0, 12).mapToObj(i -> sealedBy(240)).toList();
    var before = numberOfTheNext();
    var answers = atOnce(12, i -> postWithoutKey(key, i % gateways(), large.get(i)));
    assertThat(statuses(answers, 201)).isEqualTo(2);
    assertThat(statuses(answers, 429)).isEqualTo(10);
    assertThat(numberOfTheNext()).isEqualTo(before + 2 * 240 + 1);
    assertThat(postWithoutKey(key, last(), sealedBy(20)).status()).as("exactly").isEqualTo(201);
    assertThat(postAs(key, 0, Meetings.request().toString(), quoted()).status()).isEqualTo(429);
  }

  @Test
  void postThatFailsAfterItWasCountedIsNotCounted() {
    var key = at(0).createClient("failing");
    var sealed = new SealedPosts("sender", 240);
    assertThat(postWithoutKey(key, 0, sealed.request.toString()).status()).isEqualTo(201);
    for (var i = 0; i < 3; i++) {
      assertThat(postWithoutKey(key, last(), sealed.request.toString()).problem()).isEqualTo("already-posted");
    }
    assertThat(postWithoutKey(key, 0, "{\"meeting\": {}}").problem()).isEqualTo("invalid");
    assertThat(postWithoutKey(key, 0, sealedBy(260)).status()).as("the rest").isEqualTo(201);
    assertThat(postWithoutKey(key, 0, Meetings.request().toString()).problem()).isEqualTo("too-soon");
  }

  @Test
  void aRevokedClientIsRefusedAtOnceWhereItWasRevokedAndWithinASecondElsewhere() {
    var key = at(0).createClient("revoked");
    for (var gateway = 0; gateway < gateways(); gateway++) {
      assertThat(find(gateway, key).status()).isEqualTo(404);
    }
    var revoked = System.nanoTime();
    assertThat(at(0).operates("POST", "/tasks/revoke-client?name=revoked").status()).isEqualTo(200);
    assertThat(find(0, key).status()).isEqualTo(401);
    await().until(() -> find(last(), key).status() == 401 || System.nanoTime() - revoked > 1_000_000_000);
    assertThat(find(last(), key).status()).isEqualTo(401);
  }

  @Test
  void thatTheCodesOfTheDayAreUsedUpTheSchedulerHears() {
    var posted = at(0).postsInterview();
    var holder = at(0).holderOf(posted);
    for (var i = 0; i < 3; i++) {
      assertThat(holder.asksForCode(posted.digits()).status()).isEqualTo(202);
      assertThat(at(0).find(posted.id()).text("attention")).isNull();
      advance(Duration.ofSeconds(61));
    }
    try (var audit = new CapturedAudit()) {
      assertThat(holder.asksForCode(posted.digits()).problem()).isEqualTo("too-soon");
      assertThat(audit.lines()).contains("code-refused " + posted.id() + " codes-per-invitation");
    }
    assertThat(at(0).find(posted.id()).text("attention")).isEqualTo("codes-used-up");
    assertThat(holder.status().json().path("triesLeft").asInt()).isEqualTo(10);
  }

  @Test
  void clientsTextMessagesOfTheDayAreUsedUpForItsInviteesAndNobodyElses() {
    var key = at(0).createClient("texting");
    var sender = new SealedPosts("sender", 6);
    assertThat(postWithoutKey(key, 0, sender.request.toString()).status()).isEqualTo(201);
    // Three more than one, of all that a client may send.
    assertThat(code(0, "198.51.100.9", sender.links.get(0), sender.posted(0).digits()).status()).isEqualTo(202);
    execute("UPDATE limit_use SET used = " + (CODES - 3) + " WHERE subject = 'codes:' || (SELECT id FROM client WHERE name = 'texting')");
    assertThat(health(last()).path("codes").path("healthy").asBoolean()).isTrue();
    var answers = atOnce(5, i -> code((i + 1) % gateways(), "198.51.100.9", sender.links.get(i + 1), sender.posted(i + 1).digits()));
    assertThat(statuses(answers, 202)).isEqualTo(3);
    assertThat(statuses(answers, 503)).isEqualTo(2);
    for (var i = 0; i < 5; i++) {
      var refused = answers.get(i).status() == 503;
      if (refused) {
        assertThat(answers.get(i).problem()).isEqualTo("sms-unavailable");
        assertThat(retryAfter(answers.get(i))).isGreaterThan(Duration.ofSeconds(60));
      }
      var id = sender.posted(i + 1).id();
      assertThat(find(key, id).text("attention")).isEqualTo(refused ? "sms-unavailable" : null);
      assertThat(rows("limit_use WHERE subject = 'invitation:" + id + "' AND used > 0")).as("nothing else was taken")
          .isEqualTo(refused ? 0 : 1);
    }
    for (var gateway = 0; gateway < gateways(); gateway++) {
      assertThat(health(gateway).path("codes").path("healthy").asBoolean()).isFalse();
      assertThat(health(gateway).path("codes").path("message").asText()).contains("texting", "limits.codesPerDay", "revoke");
    }
    var other = new SealedPosts("sender", 1);
    assertThat(postWithoutKey(at(0).clientKey(), 0, other.request.toString()).status()).isEqualTo(201);
    assertThat(code(last(), "198.51.100.9", other.links.get(0), other.posted(0).digits()).status()).as("another client's invitee")
        .isEqualTo(202);

    advance(Duration.ofDays(1));
    var still = IntStream.range(0, 5).filter(i -> answers.get(i).status() == 503).findFirst().orElseThrow() + 1;
    assertThat(code(0, "198.51.100.9", sender.links.get(still), sender.posted(still).digits()).status()).as("the next day").isEqualTo(202);
    assertThat(find(key, sender.posted(still).id()).text("attention")).isNull();
    assertThat(health(0).path("codes").path("healthy").asBoolean()).isTrue();
  }

  @Test
  void textMessagesOfAllClientsTogetherAreBoundedToo() {
    advance(Duration.ofDays(2));
    var sender = new SealedPosts("sender", 3);
    assertThat(postWithoutKey(at(0).createClient("together"), 0, sender.request.toString()).status()).isEqualTo(201);
    assertThat(code(0, "198.51.100.9", sender.links.get(0), sender.posted(0).digits()).status()).isEqualTo(202);
    execute("UPDATE limit_use SET used = " + (CODES_IN_ALL - 1) + " WHERE subject = 'codes-in-all'");
    try {
      var answers = atOnce(2, i -> code(i % gateways(), "198.51.100.9", sender.links.get(i + 1), sender.posted(i + 1).digits()));
      assertThat(statuses(answers, 202)).isEqualTo(1);
      assertThat(statuses(answers, 503)).isEqualTo(1);
      assertThat(health(last()).path("codes").path("message").asText()).contains("all clients", "limits.codesPerDayInAll");
      assertThat(rows("limit_use WHERE used = 2 AND subject = 'codes:' || (SELECT id FROM client WHERE name = 'together')"))
          .as("the client's own was given back").isEqualTo(1);
    } finally {
      execute("DELETE FROM limit_use WHERE subject = 'codes-in-all'");
    }
  }

  @Test
  void whatWasNotSentIsNotCountedForClientAndAll() {
    var key = at(0).createClient("unsent");
    var sender = new SealedPosts("sender", 3);
    assertThat(postWithoutKey(key, 0, sender.request.toString()).status()).isEqualTo(201);
    for (var answer : List.of(FakeTwilio.error(400, 21614), FakeTwilio.error(401, 20003), FakeTwilio.busyFor(60))) {
      var used = used("codes-in-all");
      at(0).twilio.answers(answer);
      assertThat(code(last(), "198.51.100.9", sender.links.get(0), sender.posted(0).digits()).status()).isIn(422, 503);
      assertThat(used("codes-in-all")).isEqualTo(used);
      assertThat(rows("limit_use WHERE used > 0 AND subject = 'codes:' || (SELECT id FROM client WHERE name = 'unsent')")).isZero();
      advance(Duration.ofSeconds(61));
    }
    at(0).twilio.answers(FakeTwilio.status(500));
    assertThat(code(0, "198.51.100.9", sender.links.get(1), sender.posted(1).digits()).status()).isEqualTo(202);
    assertThat(rows("limit_use WHERE used = 1 AND subject = 'codes:' || (SELECT id FROM client WHERE name = 'unsent')"))
        .as("what may have been sent").isEqualTo(1);
  }

  @Test
  void aNumberHasThirtyWrongCodesADayHoweverManyLinks() {
    var sender = new SealedPosts("sender", 6);
    IntStream.range(0, 5).forEach(i -> sender.invitee(i).put("phone", "+31612340000"));
    assertThat(postWithoutKey(at(0).clientKey(), 0, sender.request.toString()).status()).isEqualTo(201);
    var holders = IntStream.range(0, 6).mapToObj(i -> new LinkHolder(at(i % gateways()).settings.publicUrl(), sender.links.get(i)))
        .toList();
    var code = at(0).codeFor(holders.get(4), sender.posted(4));
    var wrong = code.equals("000000") ? "111111" : "000000";
    // Nine of each, so that none is locked; and at once, on all gateways.
    var answers = atOnce(36, i -> holders.get(i % 4).releases(wrong));
    assertThat(statuses(answers, 403)).isEqualTo(30);
    assertThat(statuses(answers, 429)).isEqualTo(6);
    var left = holders.stream().limit(4).mapToInt(holder -> holder.status().json().path("triesLeft").asInt()).sum();
    assertThat(left).as("what is refused costs no try").isEqualTo(40 - 30);
    try (var audit = new CapturedAudit()) {
      assertThat(holders.get(4).releases(code).problem()).as("right or wrong is not said").isEqualTo("too-soon");
      assertThat(audit.lines()).contains("code-refused " + sender.posted(4).id() + " wrong-codes-per-number");
    }
    assertThat(rows("limit_use WHERE subject LIKE '%61234%'")).as("the database does not learn the number").isZero();
    assertThat(holders.get(5).releases(at(0).codeFor(holders.get(5), sender.posted(5))).status()).as("another number").isEqualTo(200);

    advance(Duration.ofDays(1));
    assertThat(holders.get(4).releases(at(0).codeFor(holders.get(4), sender.posted(4))).status()).as("the next day").isEqualTo(200);
  }

  @Test
  void rightCodesAndWrongDigitsAreNoWrongCodesOfANumber() {
    var before = rows("limit_use WHERE subject LIKE 'wrong:%' AND used > 0");
    var sender = new SealedPosts("sender", 3);
    IntStream.range(0, 3).forEach(i -> sender.invitee(i).put("phone", "+31612350000"));
    assertThat(postWithoutKey(at(0).clientKey(), 0, sender.request.toString()).status()).isEqualTo(201);
    for (var i = 0; i < 3; i++) {
      var holder = new LinkHolder(at(i % gateways()).settings.publicUrl(), sender.links.get(i));
      assertThat(holder.asksForCode("1111").status()).isEqualTo(403);
      assertThat(holder.releases(at(0).codeFor(holder, sender.posted(i))).status()).isEqualTo(200);
    }
    assertThat(rows("limit_use WHERE subject LIKE 'wrong:%' AND used > 0")).isEqualTo(before);
  }

  @Test
  void rangeAsksForExactlySoManyUnknownLinksAnHour() {
    var answers = atOnce(64, i -> unknown(i % gateways(), "198.51.100." + i));
    assertThat(statuses(answers, 404)).isEqualTo(WRONG);
    assertThat(statuses(answers, 429)).isEqualTo(64 - WRONG);
    var refused = unknown(last(), "198.51.100.200");
    assertThat(refused.problem()).isEqualTo("too-soon");

    assertThat(unknown(0, "198.51.101.1").status()).as("the next range").isEqualTo(404);
    assertThat(unknown(0, "203.0.113.1, 198.51.100.1").status()).as("what a stranger wrote before the proxy").isEqualTo(429);
    var sender = new SealedPosts("sender", 1);
    at(0).post(sender.request);
    var link = sender.links.get(0);
    assertThat(ask(0, "198.51.100.1", "status", link, Meetings.JSON.createObjectNode()).status()).as("a link that is known").isEqualTo(200);
    assertThat(code(0, "198.51.100.1", link, sender.posted(0).digits()).status()).isEqualTo(202);

    advance(retryAfter(refused));
    assertThat(unknown(0, "198.51.100.1").status()).as("the next hour").isEqualTo(404);
  }

  @Test
  void whomTheProxyDoesNotTellApartIsCountedAsOne() {
    var said = List.of("unknown", "_hidden", "nonsense", "198.51.100.1, unknown");
    for (var i = 0; i < WRONG; i++) {
      assertThat(unknown(i % gateways(), said.get(i % said.size())).status()).isEqualTo(404);
    }
    assertThat(unknown(last(), "unknown").status()).isEqualTo(429);
    assertThat(unknown(last(), "198.51.102.1:5678").status()).as("who is told apart").isEqualTo(404);
    for (var i = 1; i < WRONG; i++) {
      unknown(i % gateways(), "\"198.51.102." + i + ":80\"");
    }
    assertThat(unknown(0, "198.51.102.1").status()).as("with and without a port").isEqualTo(429);
  }

  @Test
  void whatWasCountedIsSweptWhenItsHourIsOver() {
    assertThat(unknown(0, "198.18.0.1").status()).isEqualTo(404);
    assertThat(rows("limit_use")).isPositive();
    sweep(Duration.ofMinutes(1));
    assertThat(rows("limit_use")).as("while it counts").isPositive();
    sweep(Duration.ofHours(2));
    assertThat(rows("limit_use WHERE LENGTH(time_window) > 10")).isZero();
  }

  @Test
  void rangeOfIpv6IsASite() {
    for (var i = 0; i < WRONG; i++) {
      assertThat(unknown(i % gateways(), "2001:db8:7:" + i + "::1").status()).isEqualTo(404);
    }
    assertThat(unknown(0, "2001:db8:7:ffff::2").status()).isEqualTo(429);
    assertThat(unknown(0, "2001:db8:8::2").status()).isEqualTo(404);
  }

  @Test
  void rangeHasExactlySoManyWrongTriesAnHourWhateverTheLink() {
    var sender = new SealedPosts("sender", 9);
    at(0).post(sender.request);
    var answers = atOnce(64, i -> code(i % gateways(), "192.0.2." + i, sender.links.get(i % 8), wrong(sender.posted(i % 8))));
    assertThat(statuses(answers, 403)).isEqualTo(WRONG);
    assertThat(statuses(answers, 429)).isEqualTo(64 - WRONG);
    var link = sender.links.get(8);
    var digits = sender.posted(8).digits();
    var refused = code(last(), "192.0.2.1", link, digits);
    assertThat(refused.status()).as("right or wrong is not said").isEqualTo(429);
    assertThat(new LinkHolder(at(0).settings.publicUrl(), link).status().json().path("triesLeft").asInt())
        .as("what is refused costs no try").isEqualTo(10);
    assertThat(code(0, "192.0.3.1", link, digits).status()).as("from elsewhere").isEqualTo(202);
    var release = Meetings.JSON.createObjectNode().put("code", "000000").put("ticket", IndependentOpener.encode(new byte[32]));
    assertThat(ask(0, "192.0.2.1", "release", link, release).status()).as("codes are the same count").isEqualTo(429);

    advance(retryAfter(refused));
    assertThat(code(0, "192.0.2.1", sender.links.get(0), wrong(sender.posted(0))).status()).as("the next hour").isEqualTo(403);
  }

  @Test
  void manyInviteesBehindOneAddressAreNotInEachOthersWay() {
    var sender = new SealedPosts("sender", WRONG + 5);
    at(0).post(sender.request);
    var answers = atOnce(WRONG + 5, i -> code(i % gateways(), "100.64.0.1", sender.links.get(i), sender.posted(i).digits()));
    // At the same instant more than the limit may be under way: whoever was told to wait asks again.
    for (var i = 0; i < answers.size(); i++) {
      if (answers.get(i).status() != 202) {
        assertThat(code(0, "100.64.0.1", sender.links.get(i), sender.posted(i).digits()).status()).isEqualTo(202);
      }
    }
    assertThat(code(0, "100.64.0.1", sender.links.get(0), wrong(sender.posted(0))).status()).as("nothing was used").isEqualTo(403);
  }

  private JsonNode health(int gateway) {
    return Http.send("GET", at(gateway).settings.adminUrl() + "/healthcheck", null).json();
  }

  /** Of an invitation that nobody has. */
  private Answer find(int gateway, String key) {
    return Http.send("GET", at(gateway).settings.publicUrl() + "/v1/invitations/" + "A".repeat(22), null, "Authorization", "Bearer " + key);
  }

  private Answer find(String key, String id) {
    return Http.send("GET", at(0).settings.publicUrl() + "/v1/invitations/" + id, null, "Authorization", "Bearer " + key);
  }

  /** Without a mail of ours, so that nothing waits for the relay. */
  private static String sealedBy(int invitees) {
    return new SealedPosts("sender", invitees).request.toString();
  }

  private Answer postWithoutKey(String key, int gateway, String body) {
    return Http.send("POST", at(gateway).settings.publicUrl() + "/v1/invitations", body, "Authorization", "Bearer " + key);
  }

  /** Posts one more, and reads which of all rows it was. */
  private long numberOfTheNext() {
    var sender = new SealedPosts("sender", 1);
    assertThat(postWithoutKey(at(0).clientKey(), 0, sender.request.toString()).status()).isEqualTo(201);
    return number(sender.posted(0).id());
  }

  private Answer unknown(int gateway, String from) {
    return Http.send("POST", at(gateway).settings.publicUrl() + "/link/status",
        "{\"access\":\"" + IndependentOpener.encode(new byte[32]) + "\"}", "Sec-Fetch-Site", "same-origin", "X-Forwarded-For", from);
  }

  private Answer code(int gateway, String from, String link, String digits) {
    return ask(gateway, from, "code", link, Meetings.JSON.createObjectNode().put("digits", digits));
  }

  private Answer ask(int gateway, String from, String call, String link, ObjectNode body) {
    var url = at(gateway).settings.publicUrl();
    body.put("access", new LinkHolder(url, link).access());
    return Http.send("POST", url + "/link/" + call, body.toString(), "Sec-Fetch-Site", "same-origin", "X-Forwarded-For", from);
  }

  private static String wrong(Posted posted) {
    return posted.digits().equals("0000") ? "1111" : "0000";
  }

  private static long statuses(List<Answer> answers, int status) {
    return answers.stream().filter(answer -> answer.status() == status).count();
  }

  private static Duration retryAfter(Answer answer) {
    return Duration.ofSeconds(Long.parseLong(answer.http().headers().firstValue("Retry-After").orElseThrow()));
  }

  /** Of one item, as the draft of RateLimit has them. */
  private static long remaining(Answer answer) {
    assertThat(field(answer, "RateLimit")).matches("\"invitations\";r=\\d+;t=\\d+");
    return Long.parseLong(field(answer, "RateLimit").replaceAll(".*;r=|;t=.*", ""));
  }

  private static long reset(Answer answer) {
    return Long.parseLong(field(answer, "RateLimit").replaceAll(".*;t=", ""));
  }

  private static String field(Answer answer, String name) {
    return String.join(", ", answer.http().headers().allValues(name));
  }

  private static String quoted() {
    return "\"" + UUID.randomUUID() + "\"";
  }
}
