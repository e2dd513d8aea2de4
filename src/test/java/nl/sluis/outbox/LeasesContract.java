package nl.sluis.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import nl.sluis.database.Transactions;
import nl.sluis.keys.StaleKeyException;
import nl.sluis.mail.Mail;
import nl.sluis.testing.CapturedAudit;
import nl.sluis.testing.Plans;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.HandleCallback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Mails are claimed, booked and given back by one or two gateways. Nothing is sent. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LeasesContract {
  private static final Duration LEASE = Duration.ofSeconds(181);
  private final ExecutorService gateways = Executors.newFixedThreadPool(6);
  private Waiting waiting;

  abstract Plans plans();

  @BeforeAll
  void start() {
    waiting = new Waiting(plans());
  }

  @AfterAll
  void stop() {
    gateways.shutdown();
    waiting.close();
  }

  @AfterEach
  void forget() {
    waiting.clock.reset();
    waiting.executes("DELETE FROM outbox");
  }

  @Test
  void claimsComeInTheOrderOfTheirTurnsAndNoMoreThanAskedFor() {
    var ids = waiting.posts(5);
    var leases = waiting.leases();
    assertThat(leases.anyDue()).isTrue();
    assertThat(invited(leases.claim(3))).isEqualTo(ids.subList(0, 3));
    assertThat(leases.foundAsMany(3)).isTrue();
    assertThat(invited(leases.claim(3))).isEqualTo(ids.subList(3, 5));
    assertThat(leases.foundAsMany(3)).isFalse();
    assertThat(leases.claim(3)).isEmpty();
    assertThat(leases.anyDue()).isFalse();
  }

  @Test
  void mailsNeverTriedTakeTurnsWithThoseTriedBefore() {
    var tried = waiting.posts(4);
    var leases = waiting.leases();
    leases.claim(4).forEach(claim -> {
      waiting.outcomes.postpone(claim, Duration.ZERO, "relay 451", false);
      leases.end(claim);
    });
    var untried = waiting.posts(4);
    for (var i = 0; i < 2; i++) {
      var claims = invited(leases.claim(4));
      assertThat(claims).hasSize(4);
      assertThat(claims.stream().filter(tried::contains)).hasSize(2);
      assertThat(claims.stream().filter(untried::contains)).hasSize(2);
    }
  }

  @Test
  void whatOneGatewayHoldsTheOtherDoesNotGet() {
    var ids = waiting.posts(60);
    var claims = IntStream.range(0, 6).mapToObj(i -> CompletableFuture.supplyAsync(() -> waiting.leases().claim(10), gateways)).toList()
        .stream().map(CompletableFuture::join).flatMap(List::stream).toList();
    assertThat(invited(claims)).doesNotHaveDuplicates();
    var left = new HashSet<>(ids);
    left.removeAll(invited(claims));
    assertThat(invited(waiting.leases().claim(60))).containsExactlyInAnyOrderElementsOf(left);
  }

  @Test
  void aDeadGatewaysMailComesFreeWhenItsLeaseEndsAndItsOwnWordCountsNoMore() {
    var id = waiting.posts();
    var late = waiting.leases().claim(1).get(0);
    assertThat(waiting.leases().claim(1)).isEmpty();
    waiting.clock.advance(LEASE);
    var next = waiting.leases().claim(1).get(0);
    assertThat(next.attempt()).isEqualTo(2);

    waiting.outcomes.refuse(late, false);
    waiting.outcomes.postpone(late, Duration.ofHours(1), "relay 451", false);
    assertThat(waiting.state(id)).isEqualTo("queued");
    waiting.clock.advance(LEASE);
    assertThat(waiting.leases().claim(1)).as("not postponed for an hour").hasSize(1);

    waiting.outcomes.book(List.of(late));
    assertThat(waiting.state(id)).as("it left, whoever holds the lease").isEqualTo("mailed");
    assertThat(waiting.count("outbox")).isZero();
  }

  @Test
  void aClockSetForwardTakesNoMailOutOfTheHandThatHasIt() {
    waiting.posts(3);
    var leases = waiting.leases();
    assertThat(leases.claim(2)).hasSize(2);
    waiting.clock.advance(Duration.ofHours(1));
    assertThat(leases.claim(3)).hasSize(1);
    assertThat(leases.claim(3)).isEmpty();
  }

  @Test
  void aMailThatNobodyBeganToSendIsAsItWasBefore() {
    waiting.posts(2);
    var before = rows();
    var leases = waiting.leases();
    leases.claim(2).forEach(leases::unused);
    assertThat(leases.areNone()).as("they are held until they are given back").isFalse();
    assertThat(leases.claim(2)).isEmpty();
    leases.giveBackUnused();
    assertThat(leases.areNone()).isTrue();
    assertThat(rows()).isEqualTo(before);
    assertThat(waiting.leases().claim(2)).extracting(Claim::attempt).containsOnly(1);
  }

  @Test
  void whoStopsGivesBackWhatItSendsToo() {
    waiting.posts(1);
    var leases = waiting.leases();
    leases.claim(1);
    leases.giveBackAll();
    assertThat(waiting.leases().claim(1)).extracting(Claim::attempt).as("its attempt was begun").containsExactly(2);
  }

  @Test
  void aClaimWhoseAnswerIsLostIsGivenBack() {
    waiting.posts(2);
    var away = new AtomicBoolean(true);
    var leases = new Leases(waiting.by(losing(waiting.transactions(), away)), new SecureRandom(), waiting.nanos::get);
    assertThatThrownBy(() -> leases.claim(2)).isInstanceOf(ConnectionException.class);
    assertThat(waiting.leases().claim(2)).as("it was committed").isEmpty();
    away.set(false);
    leases.giveBackUnused();
    assertThat(waiting.leases().claim(2)).hasSize(2);
  }

  @Test
  void manyAreBookedTogetherAndTheirRowsAreSealed() {
    var ids = waiting.posts(6);
    try (var audit = new CapturedAudit()) {
      waiting.outcomes.book(waiting.leases().claim(6));
      assertThat(audit.lines()).hasSize(6).allSatisfy(line -> assertThat(line).startsWith("invitation-mailed"));
    }
    assertThat(ids).allSatisfy(id -> assertThat(waiting.state(id)).isEqualTo("mailed"));
    assertThat(waiting.count("outbox")).isZero();
    assertThat(ids).noneSatisfy(id -> assertThat(waiting.wasShown(id)).isTrue());
  }

  @Test
  void ofManyOneThatEndedMeanwhileIsKnownToHaveBeenShown() {
    var ids = waiting.posts(3);
    var claims = waiting.leases().claim(3);
    waiting.revokes(ids.get(1));
    waiting.outcomes.book(claims);
    assertThat(ids).extracting(waiting::state).containsExactly("mailed", "revoked", "mailed");
    assertThat(ids).extracting(waiting::wasShown).containsExactly(false, true, false);
  }

  @Test
  void ofManyOneWhoseRowWasChangedPastTheGatewayStaysTampered() {
    var ids = waiting.posts(3);
    var claims = waiting.leases().claim(3);
    waiting.executes("UPDATE invitation SET failures = 1 WHERE id = '" + ids.get(1) + "'");
    waiting.outcomes.book(claims);
    assertThat(ids).extracting(waiting::state).containsExactly("mailed", "tampered", "mailed");
    assertThat(waiting.count("outbox")).isZero();
  }

  @Test
  void aCrashBetweenTheRelaysAnswerAndTheBookingMeansTheSameMailAgain() {
    var id = waiting.posts();
    var first = waiting.writer.write(waiting.leases().claim(1).get(0));
    var restarted = waiting.leases();
    restarted.releaseAll();
    var claim = restarted.claim(1).get(0);
    assertThat(claim.entry().invitationId()).isEqualTo(id);
    assertThat(waiting.writer.write(claim)).isEqualTo(first);
  }

  @Test
  void whatWasSealedAnewSinceTheClaimIsReadAnew() {
    waiting.posts();
    var leases = waiting.leases();
    var claim = leases.claim(1).get(0);
    var before = waiting.writer.write(claim);
    waiting.rotates();
    assertThatThrownBy(() -> waiting.writer.write(claim)).isInstanceOf(StaleKeyException.class);
    assertThat(leases.readAnew(claim, waiting.writer::write)).contains(before);
  }

  @Test
  void whatIsOwedNoLongerIsNotReadAnew() {
    var ids = waiting.posts(2);
    var leases = waiting.leases();
    var claims = leases.claim(2);
    waiting.revokes(ids.get(0));
    waiting.clock.advance(LEASE);
    assertThat(waiting.leases().claim(1)).as("another has the second").hasSize(1);
    assertThat(claims).allSatisfy(claim -> assertThat(leases.<Mail>readAnew(claim, waiting.writer::write)).isEmpty());
  }

  @Test
  void manyCostAsManyStatementsAsOne() {
    waiting.posts(21);
    var leases = waiting.leases();
    waiting.statements.count();
    var one = leases.claim(1);
    var toClaimOne = waiting.statements.count();
    var many = leases.claim(20);
    // PostgreSQL's clock is read once a second, so in one of the two or in neither.
    assertThat(waiting.statements.count()).isCloseTo(toClaimOne, within(1)).isLessThanOrEqualTo(6);
    waiting.outcomes.book(one);
    var toBookOne = waiting.statements.count();
    waiting.outcomes.book(many);
    assertThat(waiting.statements.count()).as("changes go in one batch").isCloseTo(toBookOne, within(1)).isLessThanOrEqualTo(5);
  }

  private String rows() {
    return waiting.jdbi().withHandle(handle -> handle
        .createQuery("SELECT id, attempts, tried, due_at, lease, leased_until, last_error FROM outbox ORDER BY id").mapToMap().list())
        .toString();
  }

  private static List<String> invited(List<Claim> claims) {
    return claims.stream().map(claim -> claim.entry().invitationId()).toList();
  }

  /** Commits, and then does not say so. */
  private static Transactions losing(Transactions transactions, AtomicBoolean away) {
    return new Transactions() {
      @Override
      public <T> T read(HandleCallback<T, RuntimeException> work) {
        return transactions.read(work);
      }

      @Override
      public <T> T write(HandleCallback<T, RuntimeException> work) {
        var answer = transactions.write(work);
        if (away.get()) {
          throw new ConnectionException(new SQLException("gone", "08006"));
        }
        return answer;
      }

      @Override
      public void drain() {
        transactions.drain();
      }
    };
  }
}
