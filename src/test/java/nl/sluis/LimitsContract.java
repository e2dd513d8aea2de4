package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static nl.sluis.testing.AtOnce.atOnce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import nl.sluis.testing.Answer;
import nl.sluis.testing.CapturedAudit;
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
  void answeringAgainCostsNothingOfTheClientsLimit() {
    var key = at(0).createClient("repeats");
    var full = Meetings.request(Meetings.interview(), 500).toString();
    var once = quoted();
    var first = postAs(key, 0, full, once);
    assertThat(first.status()).isEqualTo(201);
    assertThat(postAs(key, last(), full, once).json()).isEqualTo(first.json());
    assertThat(postAs(key, 0, Meetings.request().toString(), quoted()).status()).isEqualTo(429);
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
    assertThat(rows("limit_use WHERE LENGTH(on_day) > 10")).isZero();
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

  private static String quoted() {
    return "\"" + UUID.randomUUID() + "\"";
  }
}
