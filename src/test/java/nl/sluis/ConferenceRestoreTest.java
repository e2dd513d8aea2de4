package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database of yesterday does not know the meetings of today: they stay. What its restore ends goes. */
@Tag("slow")
class ConferenceRestoreTest extends ConferencesGateways {
  @TempDir Path backup;

  @Override
  Databases databases() {
    return Databases.h2();
  }

  @Test
  void whatWasMadeSinceTheBackupIsNotDeleted() throws IOException {
    var moved = request(1);
    var yesterday = posts(request(1));
    var movedYesterday = posts(moved);
    sluis.stop();
    copy(sluis.folder.resolve("data"), backup);
    sluis.start();
    var today = posts(request(1));
    var movedToday = posts(again(moved, 1));
    awaitGone(meeting(movedYesterday));

    sluis.stop();
    copy(backup, sluis.folder.resolve("data"));
    sluis.runs("reconcile", "--restored");
    sluis.start();
    assertThat(ask("GET", "/v1/invitations/" + id(yesterday, 0)).text("attention")).isEqualTo("restored");
    awaitGone(meeting(yesterday));
    assertThat(isThere(meeting(today))).isTrue();
    assertThat(isThere(meeting(movedToday))).isTrue();
    assertThat(ask("GET", "/v1/invitations/" + id(today, 0)).status()).isEqualTo(404);
    assertThat(posts(again(moved, 2)).json().has("conference")).as("its scheduler goes on").isTrue();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.list(from)) {
      for (var file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
