package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;
import nl.sluis.testing.JarSluis;
import nl.sluis.testing.LinkHolder;
import nl.sluis.testing.Postgres;
import nl.sluis.testing.SealedPosts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What ends many invitations in batches, with {@code kill -9} in the middle. A row that the test has locked holds the jar up at the very
 * statement, so no kill comes by chance.
 */
class KilledMidwayIT {
  /** Two batches. */
  private static final int POSTED = 400;
  private static final int BATCH = 200;
  private static final String ENVELOPE = "SELECT 1 FROM envelope WHERE invitation_number = number";
  private static final String SECOND_BATCH = "SELECT id FROM invitation WHERE id = (SELECT id FROM invitation ORDER BY number OFFSET 300 LIMIT 1) FOR UPDATE";
  private Postgres postgres;
  private JarSluis sluis;
  private List<SealedPosts> posts;

  @BeforeEach
  void post() {
    postgres = Postgres.start();
    sluis = JarSluis.started(postgres::holds);
    posts = List.of(new SealedPosts("sender", POSTED / 2), new SealedPosts("sender", POSTED / 2));
    posts.forEach(post -> assertThat(sluis.post(post.request).status()).isEqualTo(201));
  }

  @AfterEach
  void close() {
    sluis.close();
    postgres.close();
  }

  @Test
  void aCompromiseGoesOnWithTheNextStartUntilNothingUnderTheKeyOpens() {
    var key = activeStoreKey();
    killed(SECOND_BATCH, () -> new Thread(() -> compromise(key)).start());
    assertThat(ended("key-compromised")).isEqualTo(BATCH);

    // It holds up who retires the key, and nobody who stores a row under it meanwhile. The schedule of rotations may come to it first.
    killed("SELECT id FROM sealing_key WHERE id = '" + key + "' FOR NO KEY UPDATE", sluis::launch,
        () -> ended("key-compromised") == POSTED);
    assertThat(ended("key-compromised")).as("before the key was retired").isEqualTo(POSTED);
    assertThat(count("sealing_key WHERE id = '" + key + "' AND state = 'active'")).isEqualTo(1);

    sluis.start();
    await().until(() -> count("compromised_key WHERE done_at IS NOT NULL") == 1);
    assertThat(count("destroyed_key WHERE id = '" + key + "'")).isEqualTo(1);
    assertThat(ended("key-compromised")).isEqualTo(POSTED);
    var statement = sluis.operates("POST", "/tasks/compromise-key?key=" + key);
    assertThat(statement.status()).isEqualTo(200);
    assertThat(statement.http().body()).contains("0 live invitations were ended", POSTED + " invitations in all");
    nothingOpensButWhatIsPostedNow();
  }

  @Test
  void aReconciliationLeavesTheStartRefusedUntilItIsCalledAgainAndIsThenWhole() throws Exception {
    sluis.stop();
    killed(SECOND_BATCH, () -> sluis.launches("reconcile", "--restored"));
    assertThat(ended("restored")).isEqualTo(BATCH);
    assertThatTheStartIsRefusedFor("The database is older than the keyring");

    // No --restored: the keyring remembers.
    killed("SELECT epoch FROM keyring_epoch FOR UPDATE", () -> sluis.launches("reconcile"));
    assertThat(ended("restored")).isEqualTo(POSTED);
    assertThatTheStartIsRefusedFor("The database is older than the keyring");

    Files.delete(sluis.folder.resolve("keys/keyring.bcfks"));
    killed("SELECT id FROM client FOR UPDATE", () -> sluis.launches("reconcile"));
    assertThatTheStartIsRefusedFor("The database is older than the keyring");

    sluis.launches("reconcile");
    assertThat(sluis.ends()).isZero();
    assertThat(sluis.readLog()).contains("Done: database and keyring belong together");
    sluis.start();
    assertThat(ended("restored")).isEqualTo(POSTED);
    nothingOpensButWhatIsPostedNow();
    assertThat(sluis.operates("POST", "/tasks/rotate-keys").status()).isEqualTo(200);
    assertThat(sluis.operates("GET", "/healthcheck").status()).isEqualTo(200);
  }

  /** Kills it when it has come to these rows, and gives them free only then. */
  private void killed(String rows, Runnable begin) {
    killed(rows, begin, () -> true);
  }

  /** @param others what must have been done by then besides */
  private void killed(String rows, Runnable begin, BooleanSupplier others) {
    try (var handle = sluis.settings.database().open()) {
      handle.begin();
      assertThat(handle.createQuery(rows).mapToMap().list()).isNotEmpty();
      var session = handle.createQuery("SELECT pg_backend_pid()").mapTo(Integer.class).one();
      begin.run();
      await().until(() -> heldUpBy(session) > 0 && others.getAsBoolean());
      sluis.kill();
      handle.rollback();
    }
    await().until(() -> count("pg_stat_activity WHERE wait_event_type = 'Lock'") == 0);
  }

  /** Only who waits for these very rows: at a start, others of the gateway wait for each other's locks too. */
  private long heldUpBy(int session) {
    return count("pg_stat_activity WHERE " + session + " = ANY (pg_blocking_pids(pid))");
  }

  /**
   * Each invitation is live with all it needs, or ended with nothing left. One statement, because the gateway may end a batch between two.
   *
   * @return how many ended
   */
  private long ended(String attention) {
    var nothing = "key_id IS NULL AND contact IS NULL AND share IS NULL AND NOT EXISTS (" + ENVELOPE
        + ") AND ack_hash IS NULL AND seal IS NULL";
    var whole = "key_id IS NOT NULL AND contact IS NOT NULL AND share IS NOT NULL AND EXISTS (" + ENVELOPE + ") AND seal IS NOT NULL";
    var counts = sluis.settings.database().withHandle(handle -> handle.createQuery(
        "SELECT COUNT(*) FILTER (WHERE state = 'revoked' AND attention = '" + attention + "' AND " + nothing + ") AS ended,"
            + " COUNT(*) FILTER (WHERE state = 'mailed' AND attention IS NULL AND " + whole + ") AS live FROM invitation")
        .map((row, context) -> List.of(row.getLong("ended"), row.getLong("live"))).one());
    assertThat(counts.get(0) + counts.get(1)).as("nothing is half").isEqualTo(POSTED);
    return counts.get(0);
  }

  private void nothingOpensButWhatIsPostedNow() {
    for (var post : posts) {
      for (var at : List.of(0, POSTED / 2 - 1)) {
        var holder = new LinkHolder(sluis.settings.publicUrl(), post.links.get(at));
        assertThat(holder.asksForCode(post.posted(at).digits()).text("state")).isEqualTo("revoked");
      }
    }
    var anew = sluis.postsInterview();
    var invitee = sluis.holderOf(anew);
    assertThat(invitee.opens(invitee.releases(sluis.codeFor(invitee, anew)))).isEqualTo(anew.meeting());
  }

  private void assertThatTheStartIsRefusedFor(String words) {
    var before = sluis.readLog().length();
    sluis.launch();
    assertThat(sluis.ends()).isNotZero();
    assertThat(sluis.readLog().substring(before)).contains(words);
  }

  private void compromise(String key) {
    try {
      sluis.operates("POST", "/tasks/compromise-key?key=" + key);
    } catch (UncheckedIOException e) {
      // It is killed before it answers.
    }
  }

  private String activeStoreKey() {
    var keys = sluis.operates("GET", "/keys").json().path("keys");
    return StreamSupport.stream(keys.spliterator(), false).filter(key -> key.path("family").asText().equals("store")
        && key.path("state").asText().equals("ACTIVE")).findFirst().orElseThrow().path("id").asText();
  }

  private long count(String rows) {
    return sluis.settings.database().withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM " + rows).mapTo(Long.class).one());
  }
}
