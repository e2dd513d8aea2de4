package nl.sluis.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import nl.sluis.database.Daos;
import nl.sluis.keys.SealedColumn;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.secret.Hashes;
import nl.sluis.testing.CapturedAudit;
import nl.sluis.testing.CapturedLog;
import nl.sluis.testing.Plans;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Gateways of several versions on one database. In it is a deciding column, colour, of a version to come. */
class SealVersionsTest {
  private static final int SECOND_VERSION = 6;

  abstract static class Contract {
    Stored stored;

    abstract Supplier<Plans> plans();

    @BeforeAll
    void open() {
      stored = Stored.in(plans());
      stored.plans.jdbi().useHandle(handle -> handle.execute("ALTER TABLE invitation ADD COLUMN colour VARCHAR(10)"));
    }

    @AfterAll
    void close() {
      stored.close();
    }

    @Test
    void whatAFormerGatewaySealedHoldsAndChangesAndAFormerGatewayReadsWhatIsLeft() {
      var id = stored.posts();
      assertThat(openedSeal(id)).as("as posted").isEqualTo(FormerSeal.digest(stored.plans.jdbi(), id));
      putSeal(id, FormerSeal.digest(stored.plans.jdbi(), id));

      try (var audit = new CapturedAudit()) {
        assertThat(state(id)).isEqualTo("mailed");
        assertThat(stored.database.<Boolean>write(tx -> tx.invitations().spendTry(id, 10, tx.now()))).isTrue();
        assertThat(state(id)).isEqualTo("mailed");
        assertThat(audit.lines()).isEmpty();
      }
      assertThat(openedSeal(id)).as("as changed").isEqualTo(FormerSeal.digest(stored.plans.jdbi(), id));
    }

    @Test
    void aRowOfALaterVersionIsNotTamperedButLeftToThatVersion() {
      var id = stored.posts();
      colour(id, "red");
      putSeal(id, later(id, "red"));
      var gateway = stored.byAnotherGateway();
      var before = row(id);

      try (var audit = new CapturedAudit(); var log = new CapturedLog()) {
        isLeftToThatVersion(() -> gateway.read(tx -> tx.invitations().byId(id)));
        isLeftToThatVersion(() -> gateway.read(tx -> tx.invitations().byIdOf(id, stored.client())));
        isLeftToThatVersion(() -> gateway.read(tx -> tx.invitations().allOf(stored.client(), List.of(id))));
        isLeftToThatVersion(() -> gateway.write(tx -> tx.invitations().spendTry(id, 10, tx.now())));
        isLeftToThatVersion(() -> gateway.write(tx -> tx.openings().release(id, new byte[32], tx.now())));
        isLeftToThatVersion(() -> gateway.write(tx -> {
          tx.windows().acknowledge(id, new byte[32], tx.now(), one -> null);
          return null;
        }));
        assertThat(audit.lines()).isEmpty();
        assertThat(log.text().split("A later version of the gateway sealed", -1)).as("said once").hasSize(2);
      }
      assertThat(row(id)).isEqualTo(before);
    }

    @Test
    void theVersionToComeBelievesRowsOfBothAndNoneWhoseNewColumnSomebodySet() {
      var former = stored.posts();
      assertThat(holdsTomorrow(former)).as("sealed by a former gateway").isTrue();
      colour(former, "red");
      assertThat(holdsTomorrow(former)).as("the former seal does not cover the new column").isFalse();

      var later = stored.posts();
      colour(later, "red");
      putSeal(later, later(later, "red"));
      assertThat(holdsTomorrow(later)).as("sealed by itself").isTrue();
      colour(later, "blue");
      assertThat(holdsTomorrow(later)).isFalse();
      colour(later, null);
      assertThat(holdsTomorrow(later)).as("made to look like a row from before").isFalse();
    }

    @Test
    void noOtherSpellingOfADigestHolds() {
      for (UnaryOperator<byte[]> spelling : List.<UnaryOperator<byte[]>>of(digest -> new byte[0], digest -> new byte[32],
          digest -> Arrays.copyOf(digest, 31), digest -> with(0, digest), digest -> with(1, digest))) {
        var id = stored.posts();
        var sealed = spelling.apply(FormerSeal.digest(stored.plans.jdbi(), id));
        putSeal(id, sealed);
        assertThat(state(id)).as(Arrays.toString(sealed)).isEqualTo("tampered");
      }
    }

    /** A column of the table either joins the digest or is named here, with the reason. */
    @Test
    void everyColumnOfTheTableIsCoveredOrKnownNotToDecide() {
      var decides = Arrays.stream(InvitationRow.class.getRecordComponents())
          .map(component -> component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT)).toList();
      var others = List.of(
          "number", // the order of posting
          "key_id", "contact", "share", "seal", // bound to their row and key by the vault
          "erased_at", "content_erased_at"); // only the sweeper and the statement of who held what ask for it
      var all = new ArrayList<>(decides);
      all.addAll(others);
      all.add("colour");

      assertThat(row(stored.posts()).keySet()).containsExactlyInAnyOrderElementsOf(all);
    }

    private void isLeftToThatVersion(ThrowingCallable work) {
      assertThatThrownBy(work).isInstanceOfSatisfying(ProblemException.class, thrown -> {
        assertThat(thrown.problem()).isEqualTo(Problem.UNAVAILABLE);
        assertThat(thrown.retryAfter()).isPositive();
      });
    }

    private String state(String id) {
      return stored.database.read(tx -> tx.invitations().byId(id).orElseThrow().row().state());
    }

    /** As a gateway in which colour joined in version 2 would judge it. */
    private boolean holdsTomorrow(String id) {
      var read = stored.plans.jdbi().withHandle(handle -> Daos.attach(handle, InvitationDao.class).byId(id)).orElseThrow();
      var colour = (String) row(id).get("colour");
      return new StateSeals(stored.vault, 3).holds(read, colour == null ? read.row().digest() : later(id, colour));
    }

    private byte[] later(String id, String colour) {
      var spelled = new ByteArrayOutputStream();
      spelled.writeBytes(FormerSeal.spelled(stored.plans.jdbi(), id));
      spelled.writeBytes(new byte[SECOND_VERSION]); // null in each column of the second version
      spelled.writeBytes(new byte[] {1, 0, 0, 0, (byte) colour.length()});
      spelled.writeBytes(colour.getBytes(StandardCharsets.UTF_8));
      return with(3, Hashes.sha256(spelled.toByteArray()));
    }

    private byte[] openedSeal(String id) {
      var row = stored.plans.jdbi().withHandle(handle -> Daos.attach(handle, InvitationDao.class).byId(id)).orElseThrow();
      return stored.vault.open(row.keyId(), SealedColumn.INVITATION_SEAL, id, row.seal());
    }

    private void putSeal(String id, byte[] digest) {
      var key = (String) row(id).get("key_id");
      stored.putSeal(id, stored.vault.seal(key, SealedColumn.INVITATION_SEAL, id, digest).bytes());
    }

    private void colour(String id, String colour) {
      stored.sets(id, "colour", colour);
    }

    private Map<String, Object> row(String id) {
      return stored.row(id);
    }

    private static byte[] with(int version, byte[] digest) {
      var bytes = new byte[1 + digest.length];
      bytes[0] = (byte) version;
      System.arraycopy(digest, 0, bytes, 1, digest.length);
      return bytes;
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class OnH2 extends Contract {
    @Override
    Supplier<Plans> plans() {
      return Plans::onH2;
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  @Tag("slow")
  class OnPostgres extends Contract {
    @Override
    Supplier<Plans> plans() {
      return Plans::onPostgres;
    }
  }
}
