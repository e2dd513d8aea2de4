package nl.sluis.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import nl.sluis.mail.Mail;
import nl.sluis.mail.MailSender;
import nl.sluis.testing.Plans;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A courier on a real database, and a relay that takes a mail when the test says so. */
class CourierTest {
  private static final int CONNECTIONS = 3;
  private final Waiting waiting = new Waiting(Plans.onH2());
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final Semaphore answers = new Semaphore(0);
  private OutboxCourier courier;

  @BeforeEach
  void start() {
    courier = courier(mail -> {
      asked.add(mail.to());
      answers.acquireUninterruptibly();
    });
    courier.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    answers.release(1_000);
    courier.stop();
    waiting.close();
  }

  @Test
  void sendsAsManyAtATimeAsThereAreConnectionsAndClaimsNoMoreWhileTheyHang() {
    var ids = waiting.posts(12);
    courier.wake();
    await().until(() -> asked.size() == CONNECTIONS);
    await().during(Duration.ofSeconds(2)).until(() -> asked.size() == CONNECTIONS && leased() == CONNECTIONS);

    answers.release(12);
    await().until(() -> ids.stream().allMatch(id -> waiting.state(id).equals("mailed")));
    assertThat(asked).hasSize(12).doesNotHaveDuplicates();
    assertThat(List.copyOf(asked).subList(0, CONNECTIONS)).containsExactlyInAnyOrder("0@example.net", "1@example.net", "2@example.net");
    await().until(() -> waiting.count("outbox") == 0);
  }

  @Test
  void aMailThatHangsHoldsUpNoOther() {
    var hanging = waiting.posts();
    courier.wake();
    await().until(() -> asked.size() == 1);
    var ids = waiting.posts(50);
    courier.wake();
    answers.release(50);
    // Whoever came first has taken one of the fifty answers, perhaps the one that hangs.
    await().until(() -> ids.stream().filter(id -> waiting.state(id).equals("mailed")).count() >= 49);
    answers.release();
    await().until(() -> waiting.state(hanging).equals("mailed") && waiting.count("outbox") == 0);
  }

  @Test
  void aMailIsBookedAfterTheRelayTookItAndNotBefore() {
    var id = waiting.posts();
    courier.wake();
    await().until(() -> asked.size() == 1);
    assertThat(waiting.state(id)).isEqualTo("queued");
    answers.release();
    await().until(() -> waiting.state(id).equals("mailed"));
  }

  @Test
  void whoStopsFinishesTheMailsUnderWayAndBooksThem() throws InterruptedException {
    var ids = waiting.posts(CONNECTIONS);
    courier.wake();
    await().until(() -> asked.size() == CONNECTIONS);
    var more = waiting.posts(10);
    courier.wake();
    // For all: a hand that is free may begin one of these before the others have their answers.
    answers.release(CONNECTIONS + more.size());
    courier.stop();
    assertThat(ids).allSatisfy(id -> assertThat(waiting.state(id)).isEqualTo("mailed"));
    assertThat(leased()).as("another may begin at once").isZero();
    assertThat(waiting.count("outbox")).isEqualTo((int) more.stream().filter(id -> waiting.state(id).equals("queued")).count());
  }

  /** It waits ten seconds for the relay. */
  @Test
  @Tag("slow")
  void whoStopsWhileTheRelayHangsGivesBackWhatItHasInHand() throws InterruptedException {
    waiting.posts(CONNECTIONS + 5);
    courier.wake();
    await().until(() -> asked.size() == CONNECTIONS);
    courier.stop();
    assertThat(leased()).isZero();
    assertThat(waiting.leases().claim(100)).hasSize(CONNECTIONS + 5);
  }

  @Test
  void aWrittenMailDoesNotOutliveItsInvitation() {
    waiting.posts(CONNECTIONS);
    courier.wake();
    await().until(() -> asked.size() == CONNECTIONS);
    var id = waiting.posts();
    waiting.revokes(id);
    courier.wake();
    answers.release(CONNECTIONS + 1);
    await().until(() -> waiting.count("outbox") == 0);
    assertThat(asked).hasSize(CONNECTIONS);
    assertThat(waiting.state(id)).isEqualTo("revoked");
  }

  /** Under the lease of this gateway it would wait for three minutes, and then this one may be the first again. */
  @Test
  void aMailWhoseInvitationALaterVersionSealedIsLeftToAGatewayOfThatVersion() throws InterruptedException {
    courier.stop();
    var later = waiting.posts();
    var former = waiting.sealsByALaterVersion(later);
    var other = waiting.posts();
    start();
    answers.release(2);

    await().until(() -> waiting.state(other).equals("mailed"));
    await().until(() -> waiting.count("outbox WHERE last_error = 'later version' AND lease IS NULL") == 1);
    assertThat(asked).hasSize(1);
    // A gateway of that version believes the row.
    waiting.putSeal(later, former);
    waiting.clock.advance(Duration.ofSeconds(40));
    await().until(() -> waiting.state(later).equals("mailed"));
    assertThat(asked).hasSize(2);
  }

  private int leased() {
    return waiting.count("outbox WHERE lease IS NOT NULL");
  }

  private OutboxCourier courier(TakingRelay relay) {
    MailSender sender = relay::take;
    return new OutboxCourier(waiting.database, waiting.writer, sender, waiting.outcomes, CONNECTIONS, true, new SecureRandom());
  }

  private interface TakingRelay {
    void take(Mail mail);
  }
}
