package nl.sluis.link;

import static nl.sluis.link.LinkParts.not;
import static nl.sluis.link.LinkParts.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import nl.sluis.problem.Problem;
import nl.sluis.testing.Plans;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Codes of a phone number are counted over all its invitations, and only those that were wrong. */
class NumberTriesTest {
  private static final String PHONE = "+31612345678";
  private final LinkParts parts = new LinkParts(Plans::onH2);

  @AfterEach
  void close() {
    parts.close();
  }

  @Test
  void rightCodesCostTheirNumberNothingAndWrongOnesCount() {
    var link = parts.posts(PHONE);
    var code = parts.code(link);
    assertThat(problem(() -> release(link, not(code)))).isEqualTo(Problem.WRONG_CODE);
    release(link, code);
    var other = parts.posts(PHONE);
    release(other, parts.code(other));
    assertThat(parts.rows("limit_use WHERE subject LIKE 'wrong:%' AND used = 1")).isEqualTo(1);
    assertThat(parts.rows("limit_use WHERE subject LIKE 'wrong:%'")).isEqualTo(1);
    assertThat(parts.rows("limit_use WHERE subject LIKE '%" + PHONE.substring(3) + "%'")).as("the database does not learn the number")
        .isZero();
  }

  @Test
  void aRightCodeIsGivenBackToTheDayOnWhichItWasCounted() {
    parts.clock.advance(Duration.ofHours(13).plusMinutes(55));
    var link = parts.posts(PHONE);
    var code = parts.code(link);
    parts.transactions.afterCount(() -> {
      parts.transactions.afterCount(() -> {});
      parts.clock.advance(Duration.ofMinutes(8));
    });
    parts.release.handOver(link.visitFrom("198.51.100.0/24"), code, new byte[32]);
    assertThat(parts.rows("limit_use WHERE (subject LIKE 'wrong:%' OR subject LIKE 'tries:%') AND used = 0")).isEqualTo(2);
    assertThat(parts.rows("limit_use WHERE (subject LIKE 'wrong:%' OR subject LIKE 'tries:%') AND used > 0")).isZero();
  }

  private void release(LinkParts.Link link, String code) {
    var ticket = new byte[32];
    new SecureRandom().nextBytes(ticket);
    parts.release.handOver(link.visit(), code, ticket);
  }
}
