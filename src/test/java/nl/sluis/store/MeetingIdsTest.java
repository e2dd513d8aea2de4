package nl.sluis.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;
import nl.sluis.link.LinkParts;
import nl.sluis.testing.Plans;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which keys of the ledger a gateway keeps in memory. */
class MeetingIdsTest {
  private final LinkParts parts = new LinkParts(Plans::onH2);
  private final MeetingIds one = new MeetingIds(parts.vault, new SecureRandom());
  private final MeetingIds other = new MeetingIds(parts.vault, new SecureRandom());
  private final AtomicInteger tries = new AtomicInteger();

  @AfterEach
  void close() {
    parts.close();
  }

  /** Else whoever shares this gateway would enter under a key that nobody finds, and begin again and again. */
  @Test
  void keyThatWasDrawnAndNotCommittedIsNotKept() {
    assertThatIllegalStateException().isThrownBy(() -> parts.database.write(tx -> {
      assertThat(one.isUsed(tx, "client", "uid", "111")).isFalse();
      // Others may share the transaction.
      assertThat(one.isUsed(tx, "client", "another uid", "222")).isFalse();
      assertThat(one.isUsed(tx, "client", "another uid", "111")).isTrue();
      throw new IllegalStateException("undone");
    }));
    assertThat(isUsed(one, "uid", "222")).as("what was undone was never entered").isFalse();
    assertThat(tries).hasValue(1);
    assertThat(isUsed(other, "another uid", "222")).isTrue();
  }

  @Test
  void keyThatIsCommittedIsReadOnce() {
    isUsed(one, "uid", "111");
    isUsed(one, "uid", "222");
    parts.execute("ALTER TABLE ledger_key ALTER COLUMN hash_key RENAME TO hidden");
    assertThat(isUsed(one, "another uid", "222")).as("from memory").isTrue();
  }

  private boolean isUsed(MeetingIds ids, String uid, String meetingId) {
    return parts.database.write(tx -> {
      tries.incrementAndGet();
      return ids.isUsed(tx, "client", uid, meetingId);
    });
  }
}
