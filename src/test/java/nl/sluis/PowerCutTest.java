package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.PowerCutDisk;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The power is cut under traffic: what was not forced to disk is gone, in any order, and everything that was answered is there. */
@Tag("slow")
class PowerCutTest {
  private static final int SCHEDULERS = 8;
  private static final int POSTS_EACH = 12;

  @Test
  void everyAnsweredPostAndRevocationSurvives() throws Exception {
    try (var sluis = LocalSluis
        .started(settings -> settings.set("database.url", "jdbc:h2:" + PowerCutDisk.path(settings.folder().resolve("data/sluis"))))) {
      var file = sluis.settings.folder().resolve("data/sluis.mv.db");
      sluis.clientKey();
      var before = PowerCutDisk.forces(file);
      var posted = new ConcurrentLinkedQueue<String>();
      var revoked = new ConcurrentLinkedQueue<String>();
      var schedulers = Executors.newFixedThreadPool(SCHEDULERS);
      IntStream.range(0, SCHEDULERS * POSTS_EACH).forEach(i -> schedulers.execute(() -> {
        var id = sluis.postsInterview().id();
        posted.add(id);
        if (i % 4 == 0 && sluis.ask("DELETE", "/v1/invitations/" + id).status() == 204) {
          revoked.add(id);
        }
      }));
      schedulers.shutdown();
      // In the midst of it, so that there is something that was not forced; what is answered by then is what was promised.
      while (posted.size() < SCHEDULERS * POSTS_EACH / 2) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
      for (var seed = 0; seed < 3; seed++) {
        var promised = List.copyOf(posted);
        var withdrawn = List.copyOf(revoked);
        var left = sluis.settings.folder().resolve("left" + seed + "/sluis.mv.db");
        PowerCutDisk.cut(file, left, seed == 0 ? null : new Random(seed));
        holds(left, promised, withdrawn);
      }
      assertThat(schedulers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
      System.out.println("posts and revocations answered: " + (posted.size() + revoked.size()) + ", forces, those of mails included: "
          + (PowerCutDisk.forces(file) - before));

      var last = sluis.settings.folder().resolve("last/sluis.mv.db");
      PowerCutDisk.cut(file, last, null);
      sluis.stop();
      Files.copy(last, file, StandardCopyOption.REPLACE_EXISTING);
      sluis.settings.set("database.url", "jdbc:h2:" + sluis.settings.folder().resolve("data/sluis"));
      sluis.start();
      assertThat(posted).allSatisfy(id -> assertThat(sluis.find(id).status()).isEqualTo(200));
      assertThat(revoked).allSatisfy(id -> assertThat(sluis.find(id).text("state")).isEqualTo("revoked"));
    }
  }

  /** The proof that this disk is a bad one: H2's own commit does not survive it. */
  @Test
  void withoutForceACommitIsGone(@TempDir Path folder) throws IOException {
    var file = folder.resolve("plain.mv.db");
    Jdbi.create("jdbc:h2:" + PowerCutDisk.path(folder.resolve("plain")) + ";WRITE_DELAY=0", "sluis", "").useHandle(handle -> {
      handle.execute("CREATE TABLE kept (id INT)");
      handle.execute("CHECKPOINT SYNC");
      handle.execute("INSERT INTO kept VALUES (1)");
      handle.execute("CHECKPOINT SYNC");
      handle.execute("INSERT INTO kept VALUES (2)");
      PowerCutDisk.cut(file, folder.resolve("left/plain.mv.db"), null);
    });
    List<Integer> kept = Jdbi.create("jdbc:h2:" + folder.resolve("left/plain"), "sluis", "")
        .withHandle(handle -> handle.createQuery("SELECT id FROM kept ORDER BY id").mapTo(Integer.class).list());
    assertThat(kept).containsExactly(1);
  }

  private static void holds(Path left, List<String> promised, List<String> revoked) {
    var name = left.toString().replace(".mv.db", "");
    Jdbi.create("jdbc:h2:" + name, "sluis", "").useHandle(handle -> {
      assertThat(handle.createQuery("SELECT id FROM invitation").mapTo(String.class).list()).containsAll(promised);
      assertThat(handle.createQuery("SELECT id FROM invitation WHERE state = 'revoked'").mapTo(String.class).list()).containsAll(revoked);
    });
  }
}
