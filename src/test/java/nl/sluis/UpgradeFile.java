package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import nl.sluis.testing.Gateway.Posted;
import nl.sluis.testing.LinkHolder;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.SealedPosts;
import org.junit.jupiter.api.Test;

/**
 * Makes the file that {@link UpgradeTest} opens: an H2 database with live rows, its keyring and its password, as a gateway of this commit leaves
 * them. How, stands in src/test/resources/upgrade/README.md. No build runs it by itself.
 */
class UpgradeFile {
  private final ObjectNode notes = Meetings.JSON.createObjectNode();

  @Test
  void make() throws IOException, SQLException {
    var sluis = LocalSluis.started();
    try (sluis) {
      var mailed = sluis.postsInterview();
      note("mailed", mailed, sluis.mailbox.takeLink(mailed.email()), null);
      var tried = sluis.postsInterview();
      var link = sluis.mailbox.takeLink(tried.email());
      var holder = new LinkHolder(sluis.settings.publicUrl(), link);
      holder.asksForCode(tried.digits().equals("0000") ? "1111" : "0000");
      note("tried", tried, link, sluis.codeFor(holder, tried));
      var opened = sluis.postsInterview();
      link = sluis.mailbox.takeLink(opened.email());
      holder = new LinkHolder(sluis.settings.publicUrl(), link);
      var released = holder.releases(sluis.codeFor(holder, opened));
      assertThat(released.status()).isEqualTo(200);
      note("opened", opened, link, null);
      notes.withObject("/opened").put("ticket", holder.ticket()).put("share", released.text("share"));
      var revoked = sluis.postsInterview();
      note("revoked", revoked, sluis.mailbox.takeLink(revoked.email()), null);
      assertThat(sluis.ask("DELETE", "/v1/invitations/" + revoked.id()).status()).isEqualTo(204);
      var sender = new SealedPosts("sender", 1);
      assertThat(sluis.post(sender.request).status()).isEqualTo(201);
      note("sender", sender.posted(0), sender.links.get(0), null);
      await().until(() -> sluis.find(mailed.id()).text("state") + sluis.find(tried.id()).text("state"), "mailedmailed"::equals);
      sluis.mailbox.stop();
      note("queued", sluis.postsInterview(), null, null);
      notes.put("madeAt", Instant.now().toString());
    }
    var database = sluis.settings.value("database.url");
    try (var connection = DriverManager.getConnection(database, "sluis", ""); var statement = connection.createStatement()) {
      statement.execute("SHUTDOWN COMPACT");
    }
    zip(sluis.folder, Path.of("target", "upgrade.zip"));
  }

  private void note(String what, Posted posted, String link, String code) {
    notes.putObject(what).put("id", posted.id()).put("email", posted.email()).put("phone", posted.phone()).put("meeting", posted.meeting())
        .put("link", link).put("code", code);
  }

  private void zip(Path folder, Path to) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(to)); var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).filter(file -> !file.toString().endsWith(".lock")).toList()) {
        zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
        Files.copy(file, zip);
      }
      zip.putNextEntry(new ZipEntry("notes.json"));
      zip.write(Meetings.JSON.writeValueAsBytes(notes));
    }
  }
}
