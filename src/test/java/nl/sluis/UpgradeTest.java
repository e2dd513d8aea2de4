package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.zip.ZipInputStream;
import nl.sluis.testing.CapturedAudit;
import nl.sluis.testing.LinkHolder;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Postgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A database, a keyring and a password that a former gateway left with live invitations, opened by the gateway of today. */
class UpgradeTest {
  private final LocalSluis sluis = new LocalSluis();
  private JsonNode notes;
  private Postgres postgres;

  @BeforeEach
  void unpack() throws IOException {
    try (var zip = new ZipInputStream(UpgradeTest.class.getResourceAsStream("/upgrade/former.zip"))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        var file = sluis.folder.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
      }
    }
    notes = Meetings.JSON.readTree(sluis.folder.resolve("notes.json").toFile());
    // The codes and invitations of then are valid then.
    sluis.clock.advance(Duration.between(Instant.now(), Instant.parse(notes.path("madeAt").asText())));
  }

  @AfterEach
  void stop() {
    sluis.close();
    if (postgres != null) {
      postgres.close();
    }
  }

  @Test
  void everyInvitationGoesOnWhereItStoodAndTwoRotationsLoseNothing() {
    goesOn();
  }

  @Test
  @Tag("slow")
  void theSameOnPostgres() {
    postgres = Postgres.start();
    FormerRows.bring(sluis.settings, postgres);
    goesOn();
  }

  private void goesOn() {
    try (var audit = new CapturedAudit()) {
      sluis.start();
      assertThat(sluis.operates("POST", "/tasks/flush-outbox").status()).isEqualTo(200);
      assertThat(states()).containsExactly("mailed", "mailed", "opened", "revoked", "mailed");
      assertThat(holder("tried").status().json().path("triesLeft").asInt()).isEqualTo(9);

      for (var rotation = 0; rotation < 2; rotation++) {
        assertThat(sluis.operates("POST", "/tasks/rotate-keys").status()).isEqualTo(200);
      }

      assertThat(states()).containsExactly("mailed", "mailed", "opened", "revoked", "mailed");
      var tried = holder("tried");
      assertThat(tried.opens(tried.releases(text("tried", "code")))).as("with the code of then").isEqualTo(text("tried", "meeting"));
      assertThat(tried.releases(text("tried", "code")).status()).as("the same visitor again").isEqualTo(200);
      for (var what : List.of("mailed", "sender")) {
        opens(what, holder(what));
      }
      // Its mail was owed, and has left by now.
      opens("queued", new LinkHolder(sluis.settings.publicUrl(), sluis.mailbox.takeLink(text("queued", "email"))));
      assertThat(holder("opened").releases("000000").text("state")).isEqualTo("opened");
      assertThat(holder("revoked").releases("000000").text("state")).isEqualTo("revoked");
      assertThat(audit.lines()).noneMatch(line -> line.contains("tampered"));
    }
  }

  private void opens(String what, LinkHolder holder) {
    var phone = text(what, "phone");
    assertThat(holder.asksForCode(phone.substring(phone.length() - 4)).status()).as(what).isEqualTo(202);
    assertThat(holder.opens(holder.releases(sluis.twilio.lastCodeTo(phone)))).as(what).isEqualTo(text(what, "meeting"));
  }

  private List<String> states() {
    return List.of(state("mailed"), state("tried"), state("opened"), state("revoked"), state("sender"));
  }

  private String state(String what) {
    return sluis.find(text(what, "id")).text("state");
  }

  private LinkHolder holder(String what) {
    return new LinkHolder(sluis.settings.publicUrl(), text(what, "link"));
  }

  private String text(String what, String field) {
    return notes.path(what).path(field).asText();
  }
}
