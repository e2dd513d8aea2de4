package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Ports;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What H2 writes into its file for a large post: about 3 KB for each invitee. */
@Tag("slow")
class PostBytesTest {
  private static final int INVITEES = 500;
  private static final int POSTS = 9;
  private static final long MOST = 4_000;

  /** If anything commits in the midst of such a post, H2 writes its pages then, and all again at the end. */
  @Test
  void manyInviteesAreWrittenOnce() throws IOException {
    // Nobody listens there, so no mail leaves.
    try (var sluis = LocalSluis
        .started(settings -> settings.set("mail.port", String.valueOf(Ports.next())).set("limits.invitationsPerHour", "6000"))) {
      posts(sluis);
      var before = bytes(sluis);
      for (var post = 0; post < POSTS; post++) {
        posts(sluis);
      }
      var each = (bytes(sluis) - before) / (POSTS * INVITEES);
      System.out.println("bytes written for each of " + INVITEES + " invitees: " + each);
      assertThat(each).isLessThan(MOST);
    }
  }

  private static void posts(LocalSluis sluis) {
    assertThat(sluis.post(Meetings.request(Meetings.interview(), INVITEES)).status()).isEqualTo(201);
  }

  private static long bytes(LocalSluis sluis) throws IOException {
    return Files.size(sluis.folder.resolve("data/sluis.mv.db"));
  }
}
