package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import nl.sluis.testing.FakeRelay;
import nl.sluis.testing.FakeTwilio;
import nl.sluis.testing.Gateway.Posted;
import nl.sluis.testing.JarSluis;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Postgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** One of two gateways ends, killed or stopped, with work in its hands: what becomes of it. */
@Execution(ExecutionMode.CONCURRENT)
class EndOfAGatewayIT {
  private static Postgres postgres;
  private static LocalSluis staying;
  private FakeRelay relay;
  private JarSluis ending;
  /** Mailed before there were two who could mail it. */
  private Posted earlier;

  @BeforeAll
  static void startTheOther() {
    postgres = Postgres.start();
    staying = LocalSluis.started(postgres::holds);
  }

  @AfterAll
  static void stopTheOther() {
    staying.close();
    postgres.close();
  }

  @BeforeEach
  void start() {
    earlier = staying.postsInterview();
    staying.holderOf(earlier);
    relay = FakeRelay.start();
    ending = JarSluis.beside(staying, settings -> settings.set("mail.port", String.valueOf(relay.port())));
    ending.start();
  }

  @AfterEach
  void stop() throws IOException {
    ending.kill();
    relay.close();
    staying.clock.reset();
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void killedWithAMailInHandTheOtherSendsItWhenTheLeaseEnds() throws Exception {
    var posted = postedWithMailInHand();
    ending.kill();
    assertThat(staying.mailbox.mailsTo(posted.email())).isEmpty();
    staying.clock.advance(Duration.ofMinutes(4));
    assertSentByTheOther(posted);
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void stoppedWithAMailAtASilentRelayTheOtherSendsItWithoutWaiting() throws Exception {
    var posted = postedWithMailInHand();
    ending.stop();
    assertSentByTheOther(posted);
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void stoppedItFinishesRequestAndMailInHand() throws Exception {
    var mail = postedWithMailInHand();
    var holder = ending.holderOf(earlier);
    var arrived = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    staying.twilio.answers((exchange, twilio) -> {
      arrived.countDown();
      go.await();
      FakeTwilio.created().give(exchange, twilio);
    });
    var answer = CompletableFuture.supplyAsync(() -> holder.asksForCode(earlier.digits()));
    arrived.await();
    assertThat(staying.find(mail.id()).text("state")).isEqualTo("queued");
    var stopped = CompletableFuture.runAsync(ending::stop);
    await().until(() -> !answers());
    go.countDown();
    assertThat(answer.join().status()).isEqualTo(202);
    // It waits ten seconds for this and no longer, so nothing slow may come before.
    relay.saysAtLast("250 2.0.0 Taken");
    stopped.join();
    assertThat(staying.find(mail.id()).text("state")).isEqualTo("mailed");
    assertThat(staying.mailbox.mailsTo(mail.email())).isEmpty();
    assertThat(staying.holderOf(earlier).releases(staying.twilio.lastCodeTo(earlier.phone())).status()).isEqualTo(200);
  }

  /** Posts until the gateway that will end was the faster one to claim the mail, and waits for the relay's last word. */
  private Posted postedWithMailInHand() {
    relay.answers(".", FakeRelay.SILENCE);
    for (;;) {
      var before = relay.mails().size();
      var posted = ending.postsInterview();
      await().until(() -> relay.mails().size() > before || !staying.find(posted.id()).text("state").equals("queued"));
      if (relay.mails().size() > before) {
        return posted;
      }
    }
  }

  private void assertSentByTheOther(Posted posted) throws Exception {
    staying.mailbox.takeLink(posted.email());
    await().until(() -> staying.find(posted.id()).text("state").equals("mailed"));
    var sent = staying.mailbox.mailsTo(posted.email());
    assertThat(sent).hasSize(1);
    assertThat(relay.mails().get(relay.mails().size() - 1)).contains("Message-ID: " + sent.get(0).getMessageID());
  }

  /** False once it takes no request any more. */
  private boolean answers() {
    try {
      return ending.isHealthy();
    } catch (AssertionError e) {
      return false;
    }
  }
}
