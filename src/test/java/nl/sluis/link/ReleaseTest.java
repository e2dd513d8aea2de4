package nl.sluis.link;

import static nl.sluis.link.LinkParts.not;
import static nl.sluis.link.LinkParts.problem;
import static nl.sluis.link.LinkParts.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import nl.sluis.link.LinkParts.Link;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.secret.Hashes;
import nl.sluis.store.Opening;
import nl.sluis.store.OpeningDao;
import nl.sluis.testing.CapturedAudit;
import nl.sluis.testing.Plans;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReleaseTest {
  private static final byte[] MINE = ticket(1);
  private static final byte[] OTHERS = ticket(2);
  private final LinkParts parts = new LinkParts(Plans::onH2);

  @AfterEach
  void close() {
    parts.close();
  }

  @Test
  void rightCodeOpensOnce() {
    var link = parts.posts();
    var code = parts.code(link);
    try (var audit = new CapturedAudit()) {
      assertThat(link.opens(releases(link, code, MINE))).isEqualTo(LinkParts.MEETING);
      assertThat(audit.lines()).containsExactly("invitation-opened " + link.id());
    }
    assertThat(parts.state(link)).isEqualTo("opened");
    assertThat(refused(() -> releases(link, code, OTHERS)).members()).containsEntry("state", "opened").containsKey("at");
    assertThat(problem(() -> parts.asks(link))).isEqualTo(Problem.GONE);
  }

  @Test
  void wrongCodeOpensNothing() {
    var link = parts.posts();
    var code = parts.code(link);
    try (var audit = new CapturedAudit()) {
      assertThat(refused(() -> releases(link, not(code), MINE)).members()).containsEntry("triesLeft", 9);
      assertThat(audit.lines()).containsExactly("try-failed " + link.id() + " failures=1");
    }
    assertThat(parts.state(link)).isEqualTo("mailed");
    assertThat(problem(() -> parts.release.fetch(MINE))).isEqualTo(Problem.UNKNOWN_TICKET);
  }

  @Test
  void noCodeWasSentAndAnotherInvitationsCodeAreWrong() {
    var link = parts.posts();
    assertThat(problem(() -> releases(link, "000000", MINE))).isEqualTo(Problem.WRONG_CODE);
    var code = parts.code(parts.posts());
    assertThat(problem(() -> releases(link, code, MINE))).isEqualTo(Problem.WRONG_CODE);
  }

  @Test
  void codeIsGoodForTenMinutes() {
    var link = parts.posts();
    var code = parts.code(link);
    parts.clock.advance(Duration.ofMinutes(10));
    assertThat(problem(() -> releases(link, code, MINE))).isEqualTo(Problem.WRONG_CODE);
    var next = parts.code(link);
    parts.clock.advance(Duration.ofMinutes(9).plusSeconds(50));
    assertThat(link.opens(releases(link, next, MINE))).isEqualTo(LinkParts.MEETING);
  }

  @Test
  void sameRequestAgainIsAFetchAndNoTry() {
    var link = parts.posts();
    var code = parts.code(link);
    var first = releases(link, code, MINE);
    try (var audit = new CapturedAudit()) {
      assertThat(releases(link, code, MINE)).isEqualTo(first);
      assertThat(audit.lines()).containsExactly("invitation-fetched " + link.id());
    }
    assertThat(parts.row(link).failures()).isZero();
    assertThat(problem(() -> releases(link, not(code), MINE))).as("with another code").isEqualTo(Problem.GONE);
    var other = parts.posts();
    assertThat(problem(() -> releases(other, code, MINE))).as("of another link").isEqualTo(Problem.WRONG_CODE);
  }

  @Test
  void ticketFetchesThirtyTimes() {
    var link = parts.posts();
    var released = releases(link, parts.code(link), MINE);
    IntStream.range(0, 30).forEach(i -> assertThat(parts.release.fetch(MINE)).isEqualTo(released));
    assertThat(problem(() -> parts.release.fetch(MINE))).isEqualTo(Problem.UNKNOWN_TICKET);
    assertThat(problem(() -> parts.release.fetch(OTHERS))).isEqualTo(Problem.UNKNOWN_TICKET);
  }

  @Test
  void ticketFetchesForTenMinutes() {
    var link = parts.posts();
    var code = parts.code(link);
    var released = releases(link, code, MINE);
    parts.clock.advance(Duration.ofMinutes(9).plusSeconds(50));
    assertThat(parts.release.fetch(MINE)).isEqualTo(released);
    assertThat(releases(link, code, MINE)).isEqualTo(released);
    parts.clock.advance(Duration.ofSeconds(11));
    assertThat(problem(() -> parts.release.fetch(MINE))).isEqualTo(Problem.UNKNOWN_TICKET);
    assertThat(problem(() -> releases(link, code, MINE))).isEqualTo(Problem.GONE);
    assertThat(problem(() -> parts.release.acknowledge(MINE, link.ack(released)))).isEqualTo(Problem.UNKNOWN_TICKET);
  }

  @Test
  void whoHasNoTicketCostsReads() {
    parts.transactions.met();
    assertThat(problem(() -> parts.release.fetch(OTHERS))).isEqualTo(Problem.UNKNOWN_TICKET);
    assertThat(problem(() -> parts.release.acknowledge(OTHERS, new byte[32]))).isEqualTo(Problem.UNKNOWN_TICKET);
    assertThat(parts.transactions.met()).as("nothing was committed").isEmpty();
  }

  @Test
  void ticketThatSomebodyWroteBesideTheInvitationHandsOutNothing() {
    var link = parts.posts();
    var released = releases(link, parts.code(link), MINE);
    var planted = new byte[32];
    parts.database.write(tx -> {
      tx.dao(OpeningDao.class).insert(new Opening(0, link.id(), Hashes.sha256(planted), tx.now(), 0, false));
      return null;
    });
    assertThat(problem(() -> parts.release.fetch(planted))).as("and the audit log says so").isEqualTo(Problem.GONE);
    assertThat(parts.release.fetch(MINE)).isEqualTo(released);
  }

  @Test
  void acknowledgementErasesAndMayComeAgain() {
    var link = parts.posts();
    var released = releases(link, parts.code(link), MINE);
    assertThat(problem(() -> parts.release.acknowledge(MINE, new byte[32]))).isEqualTo(Problem.WRONG_ACK);
    assertThat(parts.release.fetch(MINE)).as("nothing is erased").isEqualTo(released);
    try (var audit = new CapturedAudit()) {
      parts.release.acknowledge(MINE, link.ack(released));
      assertThat(audit.lines()).containsExactly("invitation-acknowledged " + link.id());
    }
    assertThat(
        parts.rows("invitation WHERE share IS NULL AND content_erased_at IS NOT NULL AND id = '" + link.id() + "'"))
        .isEqualTo(1);
    assertThat(parts.rows("envelope")).isZero();
    assertThat(parts.rows("code")).isZero();
    assertThat(problem(() -> parts.release.fetch(MINE))).isEqualTo(Problem.UNKNOWN_TICKET);
    parts.release.acknowledge(MINE, link.ack(released));
  }

  @Test
  void ofManyVisitorsAtOnceOneGetsTheEnvelope() throws Exception {
    var link = parts.posts();
    var code = parts.code(link);
    Set<Integer> opened = ConcurrentHashMap.newKeySet();
    var visitors = Executors.newFixedThreadPool(8);
    try {
      var tasks = IntStream.range(0, 8).<Callable<Problem>>mapToObj(i -> () -> {
        try {
          releases(link, code, ticket(i));
          opened.add(i);
          return null;
        } catch (ProblemException e) {
          return e.problem();
        }
      }).toList();
      for (var answer : visitors.invokeAll(tasks)) {
        assertThat(answer.get()).isIn(null, Problem.GONE);
      }
    } finally {
      visitors.shutdownNow();
    }
    assertThat(opened).hasSize(1);
    assertThat(link.opens(parts.release.fetch(ticket(opened.iterator().next())))).isEqualTo(LinkParts.MEETING);
  }

  @Test
  void ofARowThatWasChangedNothingIsHandedOut() {
    for (var column : new String[] {"share", "envelope", "contact"}) {
      var link = parts.posts();
      var code = parts.code(link);
      parts.plans.jdbi().useHandle(handle -> handle.createUpdate("envelope".equals(column)
          ? "UPDATE envelope SET envelope = :x WHERE invitation_number = (SELECT number FROM invitation WHERE id = :id)"
          : "UPDATE invitation SET " + column + " = :x WHERE id = :id")
          .bind("x", new byte[90]).bind("id", link.id()).execute());
      try (var audit = new CapturedAudit()) {
        assertThat(refused(() -> releases(link, code, MINE)).members()).as(column).containsEntry("state", "tampered");
        assertThat(audit.lines()).contains("invitation-tampered " + link.id() + " column=" + column);
      }
      assertThat(parts.rows("invitation WHERE state = 'mailed' AND id = '" + link.id() + "'")).as("it is not spent").isEqualTo(1);
    }
  }

  @Test
  void linkThatIsNotKnownIsRefusedFirst() {
    var stranger = new Link("", new byte[32], "+31612345678");
    assertThat(problem(() -> releases(stranger, "000000", MINE))).isEqualTo(Problem.UNKNOWN_LINK);
  }

  private ReleasedInvitation releases(Link link, String code, byte[] ticket) {
    return parts.release.handOver(link.visit(), code, ticket);
  }

  private static byte[] ticket(int seed) {
    var ticket = new byte[32];
    ticket[0] = (byte) seed;
    return ticket;
  }
}
