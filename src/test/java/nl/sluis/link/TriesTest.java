package nl.sluis.link;

import static nl.sluis.link.LinkParts.not;
import static nl.sluis.link.LinkParts.problem;
import static nl.sluis.link.LinkParts.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nl.sluis.limit.LimitConfiguration;
import nl.sluis.link.LinkParts.Link;
import nl.sluis.meeting.Countries;
import nl.sluis.problem.Problem;
import nl.sluis.testing.CapturedAudit;
import nl.sluis.testing.Plans;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A try is counted before it is compared, and a right answer gives it back. The same on every database. */
class TriesTest {
  private static final String RANGE = "198.51.100.0/24";

  abstract static class Contract {
    LinkParts parts;

    abstract Plans open();

    @BeforeAll
    void start() {
      parts = new LinkParts(this::open, new LimitConfiguration(null, null, null, null, null, null, 20, null, null), Countries.all());
    }

    @AfterAll
    void stop() {
      parts.close();
    }

    @AfterEach
    void setBack() {
      parts.transactions.afterCount(() -> {});
    }

    @Test
    void wrongDigitsCostATryAndRightOnesNone() {
      var link = parts.posts();
      assertThat(refused(() -> sends(link, not(link.digits()))).members()).containsEntry("triesLeft", 9);
      assertThat(parts.status.of(link.visit()).triesLeft()).isEqualTo(9);
      parts.asks(link);
      assertThat(parts.status.of(link.visit()).triesLeft()).isEqualTo(9);
    }

    @Test
    void wrongCodeCostsATryAndARightOneNone() {
      var link = parts.posts();
      var code = parts.code(link);
      assertThat(refused(() -> releases(link, not(code))).members()).containsEntry("triesLeft", 9);
      parts.release.handOver(link.visit(), code, ticket());
      assertThat(parts.row(link).failures()).isEqualTo(1);
    }

    @Test
    void countIsCommittedBeforeAnythingIsCompared() {
      var link = parts.posts();
      var code = parts.code(link);
      parts.transactions.afterCount(() -> {
        assertThat(parts.row(link).failures()).isEqualTo(1);
        throw new IllegalStateException("crashed");
      });
      assertThatIllegalStateException().isThrownBy(() -> releases(link, code));
      parts.transactions.afterCount(() -> {});
      assertThat(parts.state(link)).as("nothing was compared").isEqualTo("mailed");
      assertThat(parts.status.of(link.visit()).triesLeft()).as("and the try is spent").isEqualTo(9);
      assertThat(link.opens(parts.release.handOver(link.visit(), code, ticket()))).isEqualTo(LinkParts.MEETING);
    }

    @Test
    void ofSixtyFourGuessesAtOnceExactlyTenAreCompared() throws Exception {
      var link = parts.posts();
      var code = parts.code(link);
      var guesses = Executors.newFixedThreadPool(16);
      try {
        var tasks = Collections.nCopies(64, (Callable<Problem>) () -> problem(() -> releases(link, not(code))));
        var answers = guesses.invokeAll(tasks);
        var compared = 0;
        for (var answer : answers) {
          assertThat(answer.get()).isIn(Problem.WRONG_CODE, Problem.TOO_SOON, Problem.GONE);
          compared += answer.get() == Problem.WRONG_CODE ? 1 : 0;
        }
        assertThat(compared).isEqualTo(10);
      } finally {
        guesses.shutdownNow();
      }
      assertThat(parts.state(link)).isEqualTo("locked");
      assertThat(refused(() -> releases(link, code)).members()).containsEntry("state", "locked");
    }

    @Test
    void thirdFailureIsToldToTheOrganizerOnceAndTheLastLocks() {
      var link = parts.posts();
      var before = parts.woken.get();
      try (var audit = new CapturedAudit()) {
        for (var i = 1; i <= 9; i++) {
          assertThat(refused(() -> sends(link, not(link.digits()))).members()).containsEntry("triesLeft", 10 - i);
          assertThat(notices(link)).isEqualTo(i < 3 ? 0 : 1);
        }
        assertThat(parts.state(link)).isEqualTo("mailed");
        assertThat(parts.woken).hasValue(before + 1);
        assertThat(refused(() -> sends(link, not(link.digits()))).members()).containsEntry("triesLeft", 0);
        assertThat(audit.lines()).contains("try-failed " + link.id() + " failures=9", "invitation-locked " + link.id() + " failures=10");
      }
      assertThat(parts.state(link)).isEqualTo("locked");
      assertThat(notices(link)).isEqualTo(2);
      assertThat(parts.woken).hasValue(before + 2);
      assertThat(problem(() -> parts.asks(link))).isEqualTo(Problem.GONE);
    }

    @Test
    void fullCountThatACrashLeftLocksAfterHalfAMinute() {
      var link = parts.posts();
      IntStream.range(0, 9).forEach(i -> problem(() -> sends(link, not(link.digits()))));
      parts.transactions.afterCount(() -> {
        throw new IllegalStateException("crashed");
      });
      assertThatIllegalStateException().isThrownBy(() -> parts.asks(link));
      parts.transactions.afterCount(() -> {});

      assertThat(problem(() -> parts.asks(link))).as("it may still be compared").isEqualTo(Problem.TOO_SOON);
      parts.clock.advance(Duration.ofSeconds(10));
      assertThat(problem(() -> parts.asks(link))).isEqualTo(Problem.TOO_SOON);
      assertThat(parts.state(link)).isEqualTo("mailed");
      parts.clock.advance(Duration.ofSeconds(21));
      try (var audit = new CapturedAudit()) {
        assertThat(refused(() -> parts.asks(link)).members()).containsEntry("state", "locked");
        assertThat(audit.lines()).contains("invitation-locked " + link.id() + " after a crash");
      }
      assertThat(notices(link)).isEqualTo(2);
    }

    @Test
    void unknownLinkAndAnEndedOneChangeNothing() {
      var stranger = new Link("", new byte[32], "+31612345678");
      var ended = parts.posts();
      parts.clock.advance(Duration.ofDays(8));
      parts.transactions.met();
      assertThat(problem(() -> sends(stranger, "5678"))).isEqualTo(Problem.UNKNOWN_LINK);
      assertThat(problem(() -> releases(stranger, "123456"))).isEqualTo(Problem.UNKNOWN_LINK);
      assertThat(refused(() -> sends(ended, ended.digits())).members()).containsEntry("state", "expired");
      assertThat(problem(() -> sends(ended, not(ended.digits())))).isEqualTo(Problem.GONE);
      assertThat(problem(() -> releases(ended, "123456"))).isEqualTo(Problem.GONE);
      assertThat(parts.transactions.met()).as("nothing was committed").isEmpty();
      assertThat(parts.row(ended).failures()).isZero();
    }

    @Test
    void rangeHasSoManyWrongTriesAnHourOverAllItsLinks() {
      var links = Stream.generate(parts::posts).limit(3).toList();
      for (var i = 0; i < 20; i++) {
        var link = links.get(i % 3);
        assertThat(problem(() -> parts.sending.send(link.visitFrom(RANGE), not(link.digits())))).isEqualTo(Problem.WRONG_DIGITS);
      }
      var link = links.get(2);
      var left = parts.status.of(link.visit()).triesLeft();
      assertThat(problem(() -> parts.sending.send(link.visitFrom(RANGE), link.digits()))).as("right or wrong is not said")
          .isEqualTo(Problem.TOO_SOON);
      assertThat(parts.status.of(link.visit()).triesLeft()).as("what is refused costs no try").isEqualTo(left);
      assertThat(parts.asks(link).delivery()).as("from elsewhere").isEqualTo("sent");
    }

    @Test
    void rightAnswerGivesItsRangeBackToo() {
      var link = parts.posts();
      var range = "203.0.113.0/24";
      for (var i = 0; i < 3; i++) {
        parts.sending.send(link.visitFrom(range), link.digits());
        parts.clock.advance(Duration.ofSeconds(61));
      }
      var code = parts.messages.get(parts.messages.size() - 1).text();
      parts.release.handOver(link.visitFrom(range), code.substring(code.lastIndexOf('#') + 1), ticket());
      assertThat(parts.rows("limit_use WHERE subject LIKE 'tries:%' AND used = 0")).isPositive();
      assertThat(parts.rows("limit_use WHERE subject LIKE '%203%'")).as("the database does not learn the range").isZero();
    }

    @Test
    void numberHasThirtyWrongCodesADayOverAllItsLinks() {
      var phone = "+31612345678";
      var links = Stream.generate(() -> parts.posts(phone)).limit(4).toList();
      var code = parts.code(links.get(3));
      for (var i = 0; i < 30; i++) {
        var link = links.get(i / 10);
        assertThat(problem(() -> releases(link, not(code)))).isEqualTo(Problem.WRONG_CODE);
      }
      try (var audit = new CapturedAudit()) {
        assertThat(problem(() -> releases(links.get(3), code))).as("right or wrong is not said").isEqualTo(Problem.TOO_SOON);
        assertThat(audit.lines()).contains("code-refused " + links.get(3).id() + " wrong-codes-per-number");
      }
      assertThat(parts.status.of(links.get(3).visit()).triesLeft()).as("what is refused costs no try").isEqualTo(10);
    }

    private byte[] ticket() {
      var ticket = new byte[32];
      new SecureRandom().nextBytes(ticket);
      return ticket;
    }

    private long notices(Link link) {
      return parts
          .rows("outbox WHERE invitation_number = (SELECT number FROM invitation WHERE id = '" + link.id() + "') AND kind <> 'invitation'");
    }

    private void sends(Link link, String digits) {
      parts.sending.send(link.visit(), digits);
    }

    private void releases(Link link, String code) {
      parts.release.handOver(link.visit(), code, ticket());
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class OnH2 extends Contract {
    @Override
    Plans open() {
      return Plans.onH2();
    }
  }

  @Nested
  @Tag("slow")
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class OnPostgres extends Contract {
    @Override
    Plans open() {
      return Plans.onPostgres();
    }
  }
}
