package nl.sluis.link;

import static nl.sluis.link.LinkParts.not;
import static nl.sluis.link.LinkParts.problem;
import static nl.sluis.link.LinkParts.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import nl.sluis.link.LinkParts.Link;
import nl.sluis.problem.Problem;
import nl.sluis.testing.CapturedAudit;
import nl.sluis.testing.Plans;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What others do between the count of a try and its comparison, and who else has the same invitation in hand. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MeanwhileTest {
  private final LinkParts parts = new LinkParts(Plans::onH2);
  private int tickets;

  @AfterAll
  void close() {
    parts.close();
  }

  @Test
  void whoeverTypesACodeWhileAnotherVisitorOpensHearsThatItIsOpened() {
    for (var right : new boolean[] {true, false}) {
      var link = parts.posts();
      var code = parts.code(link);
      meanwhile(() -> parts.release.handOver(link.visit(), code, ticket()));
      var answer = refused(() -> parts.release.handOver(link.visit(), right ? code : not(code), ticket()));
      assertThat(answer.problem()).isEqualTo(Problem.GONE);
      assertThat(answer.members()).containsEntry("state", "opened");
    }
  }

  @Test
  void aCodeOfAnInvitationThatExpiresMeanwhileDoesNotOpen() {
    var link = parts.posts();
    var code = parts.code(link);
    meanwhile(() -> parts.clock.advance(Duration.ofDays(8)));
    var answer = refused(() -> parts.release.handOver(link.visit(), code, ticket()));
    parts.clock.advance(Duration.ofDays(-8));
    assertThat(answer.members()).containsEntry("state", "expired");
  }

  @Test
  void forAnInvitationThatExpiresMeanwhileNoCodeIsSent() {
    var link = parts.posts();
    var sent = parts.messages.size();
    meanwhile(() -> parts.clock.advance(Duration.ofDays(8)));
    var answer = refused(() -> parts.asks(link));
    parts.clock.advance(Duration.ofDays(-8));
    assertThat(answer.members()).containsEntry("state", "expired");
    assertThat(parts.messages).hasSize(sent);
  }

  /** Its try was counted in time, so its answer is worth as much as those that locked. */
  @Test
  void aComparisonUnderWayWhileTheInvitationLocksIsAnsweredAsOne() {
    var link = parts.posts();
    var code = parts.code(link);
    meanwhile(() -> IntStream.range(0, 9).forEach(i -> problem(() -> parts.sending.send(link.visit(), not(link.digits())))));
    var answer = refused(() -> parts.release.handOver(link.visit(), not(code), ticket()));
    assertThat(parts.state(link)).isEqualTo("locked");
    assertThat(answer.problem()).isEqualTo(Problem.WRONG_CODE);
    assertThat(answer.members()).containsEntry("triesLeft", 0);
  }

  @Test
  void anotherInvitationsTicketDoesNotFetchThisOne() {
    var mine = parts.posts();
    var others = parts.posts();
    var ticket = ticket();
    parts.release.handOver(mine.visit(), parts.code(mine), ticket);
    var code = parts.code(others);
    parts.release.handOver(others.visit(), code, ticket());
    assertThat(problem(() -> parts.release.handOver(others.visit(), code, ticket))).isEqualTo(Problem.GONE);
  }

  @Test
  void anInvitationThatOpensBeforeItsMailIsBookedOwesNoMail() {
    var link = parts.queues();
    assertThat(owed(link)).isEqualTo(1);
    assertThat(link.opens(parts.release.handOver(link.visit(), parts.code(link), ticket()))).isEqualTo(LinkParts.MEETING);
    assertThat(owed(link)).isZero();
  }

  @Test
  void whatACrashCutShortIsLockedOnceHoweverManyVisitorsSeeIt() throws Exception {
    var link = parts.posts();
    IntStream.range(0, 9).forEach(i -> problem(() -> parts.sending.send(link.visit(), not(link.digits()))));
    meanwhile(() -> {
      throw new IllegalStateException("crashed");
    });
    assertThatIllegalStateException().isThrownBy(() -> parts.asks(link));
    parts.clock.advance(Duration.ofSeconds(31));
    var woken = parts.woken.get();
    var visitors = Executors.newFixedThreadPool(8);
    try (var audit = new CapturedAudit()) {
      for (var answer : visitors.invokeAll(Collections.nCopies(8, (Callable<Problem>) () -> problem(() -> parts.asks(link))))) {
        assertThat(answer.get()).isEqualTo(Problem.GONE);
      }
      assertThat(audit.lines()).containsExactly("invitation-locked " + link.id() + " after a crash");
    } finally {
      visitors.shutdown();
    }
    assertThat(parts.woken).as("the organizer's mail is told to the courier").hasValue(woken + 1);
    assertThat(parts.rows("outbox WHERE invitation_number = (SELECT number FROM invitation WHERE id = '" + link.id() + "')"))
        .as("of the third wrong try, and of the lock").isEqualTo(2);
  }

  @Test
  void whoComesTooLateToLockWhatACrashCutShortTellsNobodyAgain() {
    var link = parts.posts();
    IntStream.range(0, 9).forEach(i -> problem(() -> parts.sending.send(link.visit(), not(link.digits()))));
    meanwhile(() -> {
      throw new IllegalStateException("crashed");
    });
    assertThatIllegalStateException().isThrownBy(() -> parts.asks(link));
    parts.clock.advance(Duration.ofSeconds(31));
    var woken = parts.woken.get();
    parts.transactions.afterRead(() -> {
      parts.transactions.afterRead(() -> {});
      assertThat(problem(() -> parts.asks(link))).isEqualTo(Problem.GONE);
    });
    try (var audit = new CapturedAudit()) {
      assertThat(problem(() -> parts.asks(link))).isEqualTo(Problem.GONE);
      assertThat(audit.lines()).containsExactly("invitation-locked " + link.id() + " after a crash");
    }
    assertThat(parts.woken).hasValue(woken + 1);
  }

  @Test
  void aFullCountUnderWayIsRefusedByReadingAlone() {
    var link = parts.posts();
    IntStream.range(0, 9).forEach(i -> problem(() -> parts.sending.send(link.visit(), not(link.digits()))));
    meanwhile(() -> {
      parts.transactions.met();
      assertThat(problem(() -> parts.asks(link))).isEqualTo(Problem.TOO_SOON);
      assertThat(parts.transactions.met()).doesNotContain("write");
    });
    parts.asks(link);
  }

  /** @param others run once, when the next try is counted and committed */
  private void meanwhile(Runnable others) {
    var done = new AtomicBoolean();
    parts.transactions.afterCount(() -> {
      if (done.compareAndSet(false, true)) {
        others.run();
      }
    });
  }

  private long owed(Link link) {
    return parts
        .rows("outbox WHERE invitation_number = (SELECT number FROM invitation WHERE id = '" + link.id() + "') AND kind = 'invitation'");
  }

  private byte[] ticket() {
    var ticket = new byte[32];
    ticket[31] = (byte) ++tickets;
    return ticket;
  }
}
