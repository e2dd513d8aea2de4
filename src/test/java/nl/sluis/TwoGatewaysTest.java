package nl.sluis;

import static nl.sluis.testing.AtOnce.atOnce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import nl.sluis.testing.FakeRelay;
import nl.sluis.testing.Gateway;
import nl.sluis.testing.IndependentOpener;
import nl.sluis.testing.LinkHolder;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Postgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two gateways on one database and one keys folder are one gateway to everybody outside. */
@Tag("slow")
class TwoGatewaysTest {
  private static Postgres postgres;
  private static LocalSluis one;
  private static LocalSluis other;

  @BeforeAll
  static void start() {
    postgres = Postgres.start();
    one = LocalSluis.started(postgres::holds);
    other = LocalSluis.startedBeside(one, settings -> {});
  }

  @AfterAll
  static void stop() {
    other.close();
    one.close();
    postgres.close();
  }

  @AfterEach
  void setTheClockBack() {
    one.clock.reset();
  }

  @Test
  void ofSixtyFourGuessesOverBothExactlyTenAreCompared() {
    var posted = one.postsInterview();
    var holder = other.holderOf(posted);
    var code = other.codeFor(holder, posted);
    var wrong = (code.startsWith("0") ? "1" : "0") + code.substring(1);
    var answers = atOnce(64, i -> visitor(i, holder).releases(wrong));
    assertThat(answers.stream().filter(a -> a.status() == 403 && a.problem().equals("wrong-code"))).hasSize(10);
    assertThat(answers).allSatisfy(a -> assertThat(a.status()).isIn(403, 410, 429));
    assertThat(one.find(posted.id()).text("state")).isEqualTo("locked");
    assertThat(other.find(posted.id()).text("state")).isEqualTo("locked");
    assertThat(holder.releases(code).status()).isEqualTo(410);
  }

  @Test
  void ofFiftyReleasesOverBothOneGetsTheEnvelope() {
    var posted = one.postsInterview();
    var holder = one.holderOf(posted);
    var code = one.codeFor(holder, posted);
    var visitors = new ArrayList<LinkHolder>();
    for (var i = 0; i < 50; i++) {
      visitors.add(visitor(i, holder));
    }
    var answers = atOnce(50, i -> visitors.get(i).releases(code));
    assertThat(answers.stream().filter(a -> a.status() == 200)).hasSize(1);
    assertThat(answers).allSatisfy(a -> assertThat(a.status()).isIn(200, 410, 429));
    for (var i = 0; i < 50; i++) {
      if (answers.get(i).status() == 200) {
        assertThat(visitors.get(i).opens(answers.get(i))).isEqualTo(posted.meeting());
      }
    }
  }

  @Test
  void whatOneReleasedTheOtherHandsOverAgainAndErases() {
    var posted = one.postsInterview();
    var turn = new int[1];
    var holder = new LinkHolder(() -> gateway(turn[0]++).settings.publicUrl(), one.mailbox.takeLink(posted.email()));
    assertThat(holder.asksForCode(posted.digits()).status()).isEqualTo(202);
    var released = holder.releases(one.twilio.lastCodeTo(posted.phone()));
    assertThat(holder.fetches().json()).isEqualTo(released.json());
    assertThat(holder.acknowledges(released).status()).isEqualTo(204);
    assertThat(holder.fetches().status()).isEqualTo(404);
    assertThat(turn[0]).isEqualTo(5);
  }

  @Test
  void mailIsSentByOneOfThem() {
    var posted = new ArrayList<Gateway.Posted>();
    for (var i = 0; i < 20; i++) {
      posted.add(gateway(i).postsInterview());
    }
    posted.forEach(p -> one.mailbox.takeLink(p.email()));
    posted.forEach(p -> await().until(() -> one.find(p.id()).text("state").equals("mailed")));
    posted.forEach(p -> assertThat(one.mailbox.mailsTo(p.email())).hasSize(1));
  }

  @Test
  void oneRotatesWhileTheOtherTakesTraffic() {
    var before = other.postsInterview();
    var waiting = other.holderOf(before);
    var code = other.codeFor(waiting, before);
    var former = keys(other, "ACTIVE");
    var rotations = CompletableFuture.supplyAsync(() -> {
      var statuses = new HashSet<Integer>();
      for (var i = 0; i < 2; i++) {
        statuses.add(one.operates("POST", "/tasks/rotate-keys").status());
      }
      return statuses;
    });
    var opened = 0;
    while (!rotations.isDone()) {
      var posted = other.postsInterview();
      var holder = other.holderOf(posted);
      var released = holder.releases(other.codeFor(holder, posted));
      assertThat(holder.opens(released)).isEqualTo(posted.meeting());
      assertThat(holder.acknowledges(released).status()).isEqualTo(204);
      opened++;
    }
    assertThat(rotations.join()).containsExactly(200);
    assertThat(opened).isPositive();
    assertThat(keys(other, "DESTROYED")).containsAll(former);
    assertThat(keys(other, "ACTIVE")).hasSize(2).isEqualTo(keys(one, "ACTIVE")).doesNotContainAnyElementsOf(former);
    assertThat(waiting.opens(waiting.releases(code))).as("sealed two keys ago").isEqualTo(before.meeting());
  }

  @Test
  void mailOfOneThatHangsIsSentByTheOtherWhenItsLeaseEnds() throws Exception {
    try (var relay = FakeRelay.start();
        var hanging = LocalSluis.startedBeside(one, settings -> settings.set("mail.port", String.valueOf(relay.port())))) {
      relay.answers(".", FakeRelay.SILENCE);
      var posted = postedTo(hanging, relay);
      assertThat(one.mailbox.mailsTo(posted.email())).isEmpty();

      one.clock.advance(Duration.ofMinutes(4));
      one.mailbox.takeLink(posted.email());
      await().until(() -> one.find(posted.id()).text("state").equals("mailed"));
      relay.saysAtLast("250 2.0.0 Taken");
      var sent = one.mailbox.mailsTo(posted.email());
      assertThat(sent).hasSize(1);
      assertThat(relay.mails().get(relay.mails().size() - 1)).contains("Message-ID: " + sent.get(0).getMessageID());
    }
  }

  /** Posts until this gateway was faster to claim the mail than the two others. */
  private static Gateway.Posted postedTo(LocalSluis gateway, FakeRelay relay) {
    for (;;) {
      var before = relay.mails().size();
      var posted = gateway.postsInterview();
      await().until(() -> relay.mails().size() > before || !one.find(posted.id()).text("state").equals("queued"));
      if (relay.mails().size() > before) {
        return posted;
      }
    }
  }

  private static LinkHolder visitor(int at, LinkHolder holder) {
    return new LinkHolder(gateway(at).settings.publicUrl(), "#" + IndependentOpener.encode(holder.linkSecret()));
  }

  private static LocalSluis gateway(int at) {
    return at % 2 == 0 ? one : other;
  }

  private static Set<String> keys(Gateway gateway, String state) {
    var ids = new HashSet<String>();
    gateway.operates("GET", "/keys").json().path("keys").forEach(key -> {
      if (key.path("state").asText().equals(state)) {
        ids.add(key.path("id").asText());
      }
    });
    return ids;
  }
}
