package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;
import java.util.zip.ZipInputStream;
import nl.sluis.envelope.Base64Url;
import nl.sluis.secret.Hashes;
import nl.sluis.testing.Answer;
import nl.sluis.testing.CapturedAudit;
import nl.sluis.testing.Http;
import nl.sluis.testing.IndependentOpener;
import nl.sluis.testing.LinkHolder;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Numbers;
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

  @Test
  void whatAFormerGatewayPostedMoves() {
    moves();
  }

  @Test
  @Tag("slow")
  void theSameMovesOnPostgres() {
    postgres = Postgres.start();
    FormerRows.bring(sluis.settings, postgres);
    moves();
  }

  @Test
  void aKeyFromThenMayDoWhatItMightAndNeverExpires() throws SQLException {
    keepsItsKey(() -> {});
  }

  @Test
  @Tag("slow")
  void theSameKeyOnPostgres() throws SQLException {
    keepsItsKey(() -> {
      postgres = Postgres.start();
      FormerRows.bring(sluis.settings, postgres);
    });
  }

  /** The notes have no client key, so one is registered as a former gateway did. */
  private void keepsItsKey(Runnable bring) throws SQLException {
    var key = new byte[32];
    new SecureRandom().nextBytes(key);
    try (var former = DriverManager.getConnection(sluis.settings.value("database.url"), "sluis", "");
        var insert = former
            .prepareStatement("INSERT INTO client_key (key_hash, client_id, created_at) SELECT ?, id, CURRENT_TIMESTAMP FROM "
                + "client WHERE name = 'scheduler'")) {
      insert.setBytes(1, Hashes.sha256(key));
      assertThat(insert.executeUpdate()).isEqualTo(1);
    }
    bring.run();
    sluis.start();
    var bearer = "Bearer " + Base64Url.encode(key);
    var url = sluis.settings.publicUrl() + "/v1/invitations";
    assertThat(Http.send("GET", url + "/" + text("mailed", "id"), null, "Authorization", bearer).status()).isEqualTo(200);
    var posted = Http.send("POST", url, request().toString(), "Authorization", bearer);
    assertThat(posted.status()).isEqualTo(201);
    assertThat(Http.send("DELETE", url + "/" + posted.json().at("/invitations/0/id").asText(), null, "Authorization", bearer).status())
        .isEqualTo(204);
    var id = HexFormat.of().formatHex(Hashes.sha256(key)).substring(0, 8);
    var listed = StreamSupport.stream(sluis.operates("GET", "/clients").json().at("/clients/0/keys").spliterator(), false)
        .filter(one -> one.path("id").asText().equals(id)).findFirst().orElseThrow();
    assertThat(listed.path("scopes").toString()).isEqualTo("[\"post\",\"read\",\"revoke\",\"webhook\"]");
    assertThat(listed.path("expiresAt").isNull()).isTrue();
    assertThat(listed.path("lastUsedOn").asText()).matches("\\d{4}-\\d\\d-\\d\\d");
    sluis.clock.advance(Duration.ofDays(400));
    assertThat(Http.send("GET", url, null, "Authorization", bearer).status()).isEqualTo(200);
  }

  private void moves() {
    try (var audit = new CapturedAudit()) {
      sluis.start();
      isFetchedAndAcknowledged();
      assertThat(asks("opened").status()).isEqualTo(202);
      assertThat(asks("mailed").problem()).isEqualTo("not-askable");

      // A new time.
      var moved = posted("mailed", "sequence", 1);
      assertThat(moved.status()).as(moved.toString()).isEqualTo(201);
      assertThat(moved.json().at("/replaced/0").asText()).isEqualTo(text("mailed", "id"));
      assertThat(holder("mailed").status().text("state")).isEqualTo("replaced");
      assertThat(posted("mailed", "sequence", 0).problem()).isEqualTo("stale-sequence");
      // Somebody added, and another number.
      var added = posted("tried", "sequence", 0);
      assertThat(added.status()).isEqualTo(201);
      assertThat(holder("tried").status().json().path("triesLeft").asInt()).isEqualTo(9);
      var cancelled = calls("cancel", "tried");
      assertThat(cancelled.json().path("cancelled")).hasSize(2);
      assertThat(holder("tried").status().text("state")).isEqualTo("cancelled");
      var closed = calls("close", "queued");
      assertThat(closed.json().at("/closed/0").asText()).isEqualTo(text("queued", "id"));
      assertThat(calls("cancel", "opened").json().at("/untold/0").asText()).isEqualTo(text("opened", "id"));
      assertThat(holder("opened").status().text("state")).isEqualTo("cancelled");
      for (var rotation = 0; rotation < 2; rotation++) {
        assertThat(sluis.operates("POST", "/tasks/rotate-keys").status()).isEqualTo(200);
      }
      assertThat(holder("opened").status().text("state")).isEqualTo("cancelled");
      assertThat(audit.lines()).noneMatch(line -> line.contains("tampered"));
    }
  }

  /** Within the ten minutes of one that the former gateway released. */
  private void isFetchedAndAcknowledged() {
    var opened = holder("opened");
    var fetched = asksLink("fetch", "ticket", text("opened", "ticket"));
    assertThat(fetched.status()).isEqualTo(200);
    assertThat(opened.opens(fetched)).isEqualTo(text("opened", "meeting"));
    var ack = IndependentOpener.ack(opened.linkSecret(), IndependentOpener.decode(text("opened", "share")),
        IndependentOpener.decode(text("opened", "id")));
    for (var times = 0; times < 2; times++) {
      assertThat(asksLink("acknowledge", "ticket", text("opened", "ticket"), "ack", IndependentOpener.encode(ack)).status()).isEqualTo(204);
    }
    assertThat(asksLink("fetch", "ticket", text("opened", "ticket")).status()).isEqualTo(404);
  }

  private Answer asks(String what) {
    return asksLink("ask", "access", holder(what).access());
  }

  private Answer asksLink(String path, String... fields) {
    var body = Meetings.JSON.createObjectNode();
    for (var i = 0; i < fields.length; i += 2) {
      body.put(fields[i], fields[i + 1]);
    }
    return Http.send("POST", sluis.settings.publicUrl() + "/link/" + path, body.toString(), "Sec-Fetch-Site", "same-origin");
  }

  private Answer calls(String path, String what) {
    var body = Meetings.JSON.createObjectNode().put("uid", meeting(what).path("uid").asText());
    return Http.send("POST", sluis.settings.publicUrl() + "/v1/meetings/" + path, body.toString(), "Authorization",
        "Bearer " + sluis.clientKey());
  }

  /** A week after then: one of today would be further ahead of that clock, one day, than a meeting may be. */
  private ObjectNode request() {
    var start = Instant.parse(notes.path("madeAt").asText()).atZone(ZoneId.of("Europe/Amsterdam")).truncatedTo(ChronoUnit.HOURS)
        .plusDays(7);
    var request = Meetings.request();
    request.withObject("/meeting").put("start", start.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME))
        .put("end", start.plusHours(1).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
    return request;
  }

  /** Posted under the uid of what was posted then, to somebody else. */
  private Answer posted(String what, String field, int value) {
    var request = request();
    var phone = Numbers.next();
    Meetings.invitee(request, 0).put("phone", phone).put("email", "moved" + phone.substring(3) + "@example.net");
    request.withObject("/meeting").put("uid", meeting(what).path("uid").asText()).put(field, value);
    return Http.send("POST", sluis.settings.publicUrl() + "/v1/invitations", request.toString(), "Authorization",
        "Bearer " + sluis.clientKey());
  }

  private JsonNode meeting(String what) {
    try {
      return Meetings.JSON.readTree(text(what, "meeting"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
