package nl.sluis.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import nl.sluis.code.CodeConfiguration;
import nl.sluis.code.PendingCode;
import org.junit.jupiter.api.Test;

class StatusTest {
  private static final Instant DRAWN = Instant.parse("2027-01-12T10:00:00Z");
  private static final CodeConfiguration CODES = new CodeConfiguration(null, null, null, null);
  private static final PendingCode CODE = new PendingCode("AB", DRAWN.plusSeconds(600));

  @Test
  void aFirstCodeThatIsCommittedWhileTheStatusIsReadSaysItselfWhenItWasDrawn() {
    assertThat(left(null, 1)).isEqualTo(59);
  }

  @Test
  void aFurtherCodeThatIsCommittedMeanwhileIsNewerThanTheInvitationKnows() {
    assertThat(left(DRAWN.minusSeconds(300), 1)).isEqualTo(59);
  }

  @Test
  void aCodeThatWasTakenBackLeavesTheOneBeforeItAndThePauseOfItsOwn() {
    assertThat(left(DRAWN.plusSeconds(300), 310)).isEqualTo(50);
  }

  @Test
  void onceThePauseIsOverNothingIsLeft() {
    assertThat(left(DRAWN, 0)).isEqualTo(60);
    assertThat(left(DRAWN, 60)).isZero();
    assertThat(left(DRAWN, 599)).isZero();
  }

  private static long left(Instant sentAt, long after) {
    return Status.secondsToResend(sentAt, CODE, CODES, DRAWN.plusSeconds(after));
  }
}
