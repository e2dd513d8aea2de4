package nl.sluis.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import nl.sluis.link.LinkParts;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.secret.Hashes;
import nl.sluis.testing.Plans;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CodesTest {
  private final LinkParts parts = new LinkParts(Plans::onH2);
  private final String id = parts.postsOne();

  @AfterEach
  void close() {
    parts.close();
  }

  @Test
  void codeMatchesItselfAndNothingElse() {
    var code = issue(id).digits();
    assertThat(matches(id, code)).isTrue();
    for (var i = 0; i < code.length(); i++) {
      var other = new StringBuilder(code);
      other.setCharAt(i, code.charAt(i) == '9' ? '0' : (char) (code.charAt(i) + 1));
      assertThat(matches(id, other.toString())).isFalse();
    }
    assertThat(matches(parts.postsOne(), code)).as("of another invitation").isFalse();
  }

  @Test
  void keyOfTheHashIsDrawn() {
    var code = issue(id);
    var text = String.join(" ", id, code.reference(), code.expiresAt().toString(), code.digits());
    assertThat(code.hash()).isNotEqualTo(Hashes.hmac(new byte[32], text))
        .isNotEqualTo(Hashes.sha256(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void codesAreSixDigitsAndTwoLettersThatNobodyMisreads() {
    var references = new HashSet<String>();
    var digits = new HashSet<String>();
    for (var i = 0; i < 300; i++) {
      var code = issue(id);
      assertThat(code.digits()).matches("[0-9]{6}");
      assertThat(code.reference()).matches("[A-HJ-NPR-Z]{2}");
      references.add(code.reference());
      digits.add(code.digits());
    }
    assertThat(references).hasSizeGreaterThan(100);
    assertThat(digits).hasSizeGreaterThan(290);
    assertThat(parts.rows("code")).as("the newest only").isEqualTo(1);
  }

  @Test
  void codeLapsesAndIsStillTheOneThatWasAccepted() {
    var code = issue(id);
    parts.clock.advance(Duration.ofMinutes(9).plusSeconds(50));
    assertThat(matches(id, code.digits())).isTrue();
    assertThat(pending(id)).contains(new PendingCode(code.reference(), code.expiresAt()));
    parts.clock.advance(Duration.ofSeconds(10));
    assertThat(matches(id, code.digits())).isFalse();
    assertThat(pending(id)).isEmpty();
    boolean accepted = parts.database.read(tx -> parts.codes.wasAccepted(tx, id, code.digits()));
    assertThat(accepted).isTrue();
    boolean other = parts.database.read(tx -> parts.codes.wasAccepted(tx, id, "x" + code.digits()));
    assertThat(other).isFalse();
  }

  @Test
  void codeThatIsTakenBackLeavesTheOneBeforeIt() {
    var first = issue(id);
    var second = issue(id);
    takeBack(second);
    assertThat(matches(id, first.digits())).isTrue();
    assertThat(pending(id).orElseThrow().reference()).isEqualTo(first.reference());
    takeBack(first);
    assertThat(pending(id)).isEmpty();
  }

  @Test
  void codeThatIsNoLongerTheNewestIsNotTakenBack() {
    var first = issue(id);
    var second = issue(id);
    takeBack(first);
    assertThat(matches(id, second.digits())).isTrue();
  }

  @Test
  void whoMovesTheEndOfACodeMakesItAnotherCode() {
    var code = issue(id);
    parts.execute("UPDATE code SET expires_at = expires_at + INTERVAL '1' HOUR");
    assertThat(matches(id, code.digits())).isFalse();
  }

  @Test
  void codeWhoseKeyDoesNotOpenIsTamperedWith() {
    var code = issue(id);
    parts.execute("UPDATE code SET hash_key = hash");
    var refused = Assertions.catchThrowableOfType(ProblemException.class, () -> matches(id, code.digits()));
    assertThat(refused.problem()).isEqualTo(Problem.GONE);
    assertThat(refused.members()).containsEntry("state", "tampered");
  }

  @Test
  void codeIsPrintedByItsReferenceAlone() {
    var code = issue(id);
    assertThat(code.toString()).isEqualTo("IssuedCode[" + code.reference() + "]");
  }

  private IssuedCode issue(String invitation) {
    return parts.database.write(tx -> parts.codes.issue(tx, invitation));
  }

  private boolean matches(String invitation, String digits) {
    return parts.database.read(tx -> parts.codes.matches(tx, invitation, digits));
  }

  private Optional<PendingCode> pending(String invitation) {
    return parts.database.read(tx -> parts.codes.pending(tx, invitation));
  }

  private void takeBack(IssuedCode code) {
    parts.database.write(tx -> {
      parts.codes.takeBack(tx, id, code);
      return id;
    });
  }
}
