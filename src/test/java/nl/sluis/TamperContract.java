package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import nl.sluis.testing.CapturedAudit;
import nl.sluis.testing.Gateway.Posted;
import nl.sluis.testing.IndependentOpener;
import nl.sluis.testing.LinkHolder;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.SealedPosts;
import nl.sluis.testing.Settings;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A thief who can write to the database, and holds link and phone besides, but no keyring: whatever he changes, nothing is released. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TamperContract {
  private LocalSluis sluis;
  private Jdbi database;
  private PastTheGateway past;

  abstract void prepare(Settings settings);

  @BeforeAll
  void start() {
    sluis = LocalSluis.started(this::prepare);
    database = sluis.settings.database();
    past = new PastTheGateway(database);
  }

  @AfterAll
  void stop() {
    sluis.close();
  }

  @Test
  void whateverColumnOfAnInvitationIsChangedReleaseRefusesAndTheAuditLogSaysSo() {
    var posted = sluis.postsInterview();
    var holder = sluis.holderOf(posted);
    await().until(() -> sluis.find(posted.id()).text("state"), "mailed"::equals);
    holder.asksForCode("0000");
    var code = sluis.codeFor(holder, posted);
    var other = row("invitation", "id", openedBySomebodyElse());
    var whole = row("invitation", "id", posted.id());
    // The order of posting and the times of erasing decide about nothing, so they are not sealed.
    var columns = whole.keySet().stream().filter(column -> !List.of("number", "erased_at", "content_erased_at").contains(column)).toList();
    assertThat(columns).hasSizeGreaterThan(23);

    for (var column : columns) {
      for (var value : changes(whole.get(column), other.get(column))) {
        if (!write("invitation", "id", posted.id(), column, value)) {
          continue;
        }
        var what = column + " := " + shown(value);
        try (var audit = new CapturedAudit()) {
          assertThat(holder.releases(code).status()).as(what).isIn(404, 410);
          assertThat(holder.status().status()).as(what).isIn(200, 404);
          if (!column.equals("access_hash")) {
            assertThat(audit.lines()).as(what).anySatisfy(line -> assertThat(line).contains("invitation-tampered"));
            assertThat(holder.releases(code).text("state")).as(what).isEqualTo("tampered");
          }
        }
        restore("invitation", "id", posted.id(), whole);
      }
    }
    assertThat(holder.opens(holder.releases(code))).as("as the gateway left it, it opens").isEqualTo(posted.meeting());
  }

  @Test
  void whateverColumnOfACodeIsChangedItIsNoLongerTheCode() {
    var posted = sluis.postsInterview();
    var holder = sluis.holderOf(posted);
    var code = sluis.codeFor(holder, posted);
    var another = sluis.postsInterview();
    sluis.codeFor(sluis.holderOf(another), another);
    var other = row("code", "invitation_id", another.id());
    var whole = row("code", "invitation_id", posted.id());
    for (var column : whole.keySet()) {
      for (var value : changes(whole.get(column), other.get(column))) {
        if (write("code", "invitation_id", posted.id(), column, value)) {
          var tried = row("invitation", "id", posted.id());
          assertThat(holder.releases(code).status()).as(column + " := " + shown(value)).isIn(403, 410);
          restore("code", "invitation_id", column.equals("invitation_id") ? String.valueOf(value) : posted.id(), whole);
          restore("invitation", "id", posted.id(), tried);
        }
      }
    }
    assertThat(holder.opens(holder.releases(code))).as("as the gateway left it, it opens").isEqualTo(posted.meeting());
  }

  @Test
  void whoHoldsTheLinkOfATamperedOneIsToldSoAndTheSchedulerWhatToLookAt() {
    var posted = sluis.postsInterview();
    var holder = sluis.holderOf(posted);
    write("invitation", "id", posted.id(), "failures", 5);
    assertThat(holder.status().text("state")).isEqualTo("tampered");
    var asked = holder.asksForCode(posted.digits());
    assertThat(asked.status()).isEqualTo(410);
    assertThat(asked.text("state")).isEqualTo("tampered");
    assertThat(sluis.find(posted.id()).text("state")).isEqualTo("tampered");
    assertThat(sluis.find(posted.id()).text("attention")).isEqualTo("tampered");
    assertThat(sluis.twilio.textsTo(posted.phone())).isEmpty();
  }

  @Test
  void whatIsRevokedWhileItIsTamperedStaysDeadThoughTheChangeIsPutBack() {
    for (var column : List.of("failures", "state", "seal", "contact")) {
      var posted = sluis.postsInterview();
      var holder = sluis.holderOf(posted);
      await().until(() -> sluis.find(posted.id()).text("state"), "mailed"::equals);
      var code = sluis.codeFor(holder, posted);
      var whole = row("invitation", "id", posted.id());
      var change = column.equals("failures") ? (Object) 5 : column.equals("state") ? "queued" : new byte[32];
      assertThat(write("invitation", "id", posted.id(), column, change)).isTrue();

      assertThat(sluis.ask("DELETE", "/v1/invitations/" + posted.id()).status()).as(column).isEqualTo(204);
      var left = row("invitation", "id", posted.id());
      assertThat(List.of("key_id", "contact", "share", "ticket_hash")).as(column)
          .allSatisfy(name -> assertThat(left.get(name)).isNull());
      assertThat(envelopes(posted)).as(column).isZero();

      if (!column.equals("state")) {
        write("invitation", "id", posted.id(), column, whole.get(column));
      }
      assertThat(holder.releases(code).text("state")).as(column).isEqualTo("revoked");
      assertThat(sluis.find(posted.id()).text("state")).as(column).isEqualTo("revoked");
      assertThat(sluis.find(posted.id()).text("attention")).as(column).isEqualTo("tampered");
      assertThat(sluis.ask("DELETE", "/v1/invitations/" + posted.id()).status()).as("again").isEqualTo(204);

      write("invitation", "id", posted.id(), "state", "mailed");
      assertThat(holder.releases(code).text("state")).as(column + " brought to life again").isEqualTo("tampered");
      assertThat(sluis.ask("DELETE", "/v1/invitations/" + posted.id()).status()).as("once more").isEqualTo(204);
      assertThat(holder.releases(code).text("state")).as(column).isEqualTo("revoked");
      assertThat(holder.status().text("state")).as(column).isEqualTo("revoked");
    }
  }

  @Test
  void theThiefsOwnNumberGetsNoCode() {
    var posted = sluis.postsInterview();
    var holder = sluis.holderOf(posted);
    var thief = sluis.postsInterview();
    var whole = row("invitation", "id", posted.id());
    write("invitation", "id", posted.id(), "contact", row("invitation", "id", thief.id()).get("contact"));
    assertThat(holder.asksForCode(thief.digits()).text("state")).isEqualTo("tampered");
    assertThat(holder.status().text("state")).isEqualTo("tampered");
    assertThat(sluis.twilio.textsTo(thief.phone())).isEmpty();
    restore("invitation", "id", posted.id(), whole);
  }

  @Test
  void aMailOwedGoesToNobodyElse() {
    var waiting = new SealedPosts("sender", 1);
    sluis.post(waiting.request);
    sluis.mailbox.stop();
    var posted = sluis.postsInterview();
    var owed = posted.id() + ".invitation";
    await().until(() -> database.withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM outbox WHERE id = :id AND lease IS NULL"
        + " AND attempts > 0").bind("id", owed).mapTo(int.class).one()) == 1);
    assertThat(write("outbox", "id", owed, "id", waiting.posted(0).id() + ".invitation")).isTrue();
    sluis.mailbox.restart();
    try (var audit = new CapturedAudit()) {
      await().until(() -> {
        sluis.clock.advance(Duration.ofMinutes(5));
        return audit.lines().stream().anyMatch(line -> line.contains("invitation-tampered " + waiting.posted(0).id()));
      });
    } finally {
      sluis.clock.reset();
    }
    assertThat(sluis.mailbox.mailsTo(waiting.posted(0).email())).isEmpty();
  }

  /** The residual, so that nobody believes more than is true. */
  @Test
  void aWholeOlderRowHoldsUntilTheNextRotationAndNoLonger() {
    var posted = sluis.postsInterview();
    var holder = sluis.holderOf(posted);
    await().until(() -> sluis.find(posted.id()).text("state"), "mailed"::equals);
    var older = row("invitation", "id", posted.id());
    holder.asksForCode("0000");
    assertThat(holder.status().json().path("triesLeft").asInt()).isEqualTo(9);
    restore("invitation", "id", posted.id(), older);
    assertThat(holder.status().json().path("triesLeft").asInt()).as("until the next rotation").isEqualTo(10);

    holder.asksForCode("0000");
    assertThat(sluis.operates("POST", "/tasks/rotate-keys").status()).isEqualTo(200);
    assertThat(holder.status().json().path("triesLeft").asInt()).isEqualTo(9);
    assertThatThrownBy(() -> restore("invitation", "id", posted.id(), older)).as("its key is gone")
        .isInstanceOf(UnableToExecuteStatementException.class);
    var current = row("invitation", "id", posted.id());
    older.put("key_id", current.get("key_id"));
    restore("invitation", "id", posted.id(), older);
    assertThat(holder.status().text("state")).isEqualTo("tampered");
    restore("invitation", "id", posted.id(), current);
    assertThat(holder.status().text("state")).isEqualTo("mailed");
  }

  /** One spoiled byte would keep a key, and with it all that older copies of the database hold. */
  @Test
  void whatNoLongerOpensIsEndedByTheNextRotationAndItsKeyGoes() {
    for (var column : List.of("contact", "share", "seal")) {
      var posted = sluis.postsInterview();
      var holder = sluis.holderOf(posted);
      await().until(() -> sluis.find(posted.id()).text("state"), "mailed"::equals);
      var code = sluis.codeFor(holder, posted);
      var older = row("invitation", "id", posted.id());
      write("invitation", "id", posted.id(), column, flipped((byte[]) older.get(column)));
      try (var audit = new CapturedAudit()) {
        var rotated = sluis.operates("POST", "/tasks/rotate-keys");

        assertThat(rotated.status()).as(column).isEqualTo(200);
        assertThat(rotated.http().body()).contains("1 rows of invitation did not open", posted.id());
        assertThat(audit.lines()).contains("invitation-tampered " + posted.id() + " ended-by-rotation");
      }
      var left = row("invitation", "id", posted.id());
      assertThat(List.of("key_id", "contact", "share", "seal", "ack_hash")).as(column)
          .allSatisfy(name -> assertThat(left.get(name)).isNull());
      assertThat(envelopes(posted)).as(column).isZero();
      assertThat(left).as(column).containsEntry("state", "tampered");
      assertThat(keys()).as(column).contains("\"id\":\"" + older.get("key_id") + "\",\"family\":\"store\",\"state\":\"DESTROYED");
      assertThat(sluis.find(posted.id()).text("state")).as(column).isEqualTo("tampered");
      assertThat(sluis.find(posted.id()).text("attention")).as(column).isEqualTo("tampered");
      assertThat(holder.status().text("state")).as(column).isEqualTo("tampered");
      assertThat(holder.releases(code).text("state")).as(column).isEqualTo("tampered");
      assertThatThrownBy(() -> restore("invitation", "id", posted.id(), older)).isInstanceOf(UnableToExecuteStatementException.class);
      assertThat(sluis.ask("DELETE", "/v1/invitations/" + posted.id()).status()).isEqualTo(204);
      assertThat(sluis.find(posted.id()).text("state")).isEqualTo("revoked");
      assertThat(sluis.find(posted.id()).text("attention")).isEqualTo("tampered");
    }
  }

  @Test
  void ofEveryOtherSealedTableWhatNoLongerOpensIsEndedToo() {
    var posted = sluis.postsInterview();
    var holder = sluis.holderOf(posted);
    await().until(() -> sluis.find(posted.id()).text("state"), "mailed"::equals);
    sluis.codeFor(holder, posted);
    var client = (String) row("invitation", "id", posted.id()).get("client_id");
    var day = database.withHandle(handle -> handle.createQuery("SELECT MAX(id) FROM day_key").mapTo(String.class).one());
    var spoiled = Map.of("client", client, "day_key", day, "code", posted.id());
    var formers = new ArrayList<Object>();
    spoiled.forEach((table, id) -> {
      var row = row(table, keyOf(table), id);
      formers.add(row.get("key_id"));
      write(table, keyOf(table), id, "hash_key", flipped((byte[]) row.get("hash_key")));
    });
    try (var audit = new CapturedAudit()) {
      assertThat(sluis.operates("POST", "/tasks/rotate-keys").status()).isEqualTo(200);

      spoiled.forEach((table, id) -> assertThat(audit.lines()).contains("row-tampered " + id + " table=" + table + " ended-by-rotation"));
    }
    assertThat(formers).allSatisfy(key -> assertThat(keys()).contains("\"id\":\"" + key + "\",\"family\":\"store\",\"state\":\"DESTROYED"));
    assertThat(holder.status().text("state")).as("the invitation is as it was").isEqualTo("mailed");
    sluis.clock.advance(Duration.ofMinutes(2));
    try {
      assertThat(holder.opens(holder.releases(sluis.codeFor(holder, posted)))).isEqualTo(posted.meeting());
    } finally {
      sluis.clock.reset();
    }
    sluis.postsInterview();
  }

  @Test
  void anInvitationWhoseMailOwedNoLongerOpensEndsForNobodyHasItsLink() {
    sluis.mailbox.stop();
    Posted posted;
    Posted whole;
    String owed;
    try {
      posted = sluis.postsInterview();
      whole = sluis.postsInterview();
      owed = posted.id() + ".invitation";
      assertThat(write("outbox", "id", owed, "payload", new byte[60])).isTrue();
      assertThat(sluis.operates("POST", "/tasks/rotate-keys").status()).isEqualTo(200);
    } finally {
      sluis.mailbox.restart();
    }

    assertThat(sluis.find(posted.id()).text("state")).isEqualTo("tampered");
    assertThat(row("invitation", "id", posted.id()).get("key_id")).isNull();
    int left = database.withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM outbox WHERE id = :id").bind("id", owed)
        .mapTo(int.class).one());
    assertThat(left).isZero();
    assertThat(sluis.operates("POST", "/tasks/flush-outbox").status()).isEqualTo(200);
    await().until(() -> sluis.find(whole.id()).text("state"), "mailed"::equals);
  }

  @Test
  void aMailThatPointsToItsSendersLinkIsSealedAnewAndLeaves() {
    sluis.mailbox.stop();
    var sender = new SealedPosts("pointer", 1);
    try {
      assertThat(sluis.post(sender.request).status()).isEqualTo(201);
      assertThat(write("outbox", "id", sender.posted(0).id() + ".invitation", "payload", new byte[60])).isTrue();
      assertThat(sluis.operates("POST", "/tasks/rotate-keys").status()).isEqualTo(200);
    } finally {
      sluis.mailbox.restart();
    }
    assertThat(sluis.find(sender.posted(0).id()).text("state")).isEqualTo("queued");
    // A courier that met the spoiled payload keeps its lease for three minutes.
    database.useHandle(handle -> handle.execute("UPDATE outbox SET lease = NULL, leased_until = NULL WHERE id = ?",
        sender.posted(0).id() + ".invitation"));
    assertThat(sluis.operates("POST", "/tasks/flush-outbox").status()).isEqualTo(200);
    await().until(() -> sluis.find(sender.posted(0).id()).text("state"), "mailed"::equals);
  }

  /** What the visitor was told is true, though somebody changed the row meanwhile. */
  @Test
  void anAcknowledgementOfATamperedRowErasesItAllTheSame() {
    var posted = sluis.postsInterview();
    var holder = sluis.holderOf(posted);
    await().until(() -> sluis.find(posted.id()).text("state"), "mailed"::equals);
    var released = holder.releases(sluis.codeFor(holder, posted));
    write("invitation", "id", posted.id(), "failures", 5);
    try (var audit = new CapturedAudit()) {
      assertThat(holder.acknowledgesWrongly().status()).isEqualTo(403);
      assertThat(row("invitation", "id", posted.id()).get("share")).as("a wrong one erases nothing").isNotNull();

      assertThat(holder.acknowledges(released).status()).isEqualTo(204);

      assertThat(audit.lines()).anySatisfy(line -> assertThat(line).startsWith("invitation-tampered " + posted.id()));
    }
    var left = row("invitation", "id", posted.id());
    assertThat(List.of("key_id", "contact", "share", "seal")).allSatisfy(name -> assertThat(left.get(name)).isNull());
    assertThat(envelopes(posted)).isZero();
    assertThat(holder.acknowledges(released).status()).as("again").isEqualTo(204);
    assertThat(holder.fetches().status()).isEqualTo(404);
    write("invitation", "id", posted.id(), "failures", 0);
    assertThat(sluis.find(posted.id()).text("state")).isEqualTo("tampered");
    assertThat(sluis.find(posted.id()).text("attention")).isEqualTo("tampered");
  }

  private int envelopes(Posted posted) {
    return database.withHandle(handle -> handle.createQuery("""
        SELECT COUNT(*) FROM envelope e JOIN invitation i ON i.number = e.invitation_number WHERE i.id = :id
        """).bind("id", posted.id()).mapTo(int.class).one());
  }

  private static String keyOf(String table) {
    return table.equals("code") ? "invitation_id" : "id";
  }

  private String keys() {
    return sluis.operates("GET", "/keys").http().body();
  }

  private String openedBySomebodyElse() {
    var sender = new SealedPosts("sender", 1);
    sender.request.put("expiresAt", OffsetDateTime.now(ZoneOffset.UTC).plusDays(300).toString());
    assertThat(sluis.post(sender.request).status()).isEqualTo(201);
    Posted posted = sender.posted(0);
    var holder = new LinkHolder(sluis.settings.publicUrl(), sender.links.get(0));
    for (var tries = 0; tries < 3; tries++) {
      holder.asksForCode(posted.digits().equals("0000") ? "1111" : "0000");
    }
    assertThat(holder.releases(sluis.codeFor(holder, posted)).status()).isEqualTo(200);
    holder.fetches();
    return posted.id();
  }

  private static List<Object> changes(Object current, Object another) {
    return PastTheGateway.changes(current, another);
  }

  private static byte[] flipped(byte[] bytes) {
    return PastTheGateway.flipped(bytes);
  }

  private Map<String, Object> row(String table, String key, String id) {
    return past.row(table, key, id);
  }

  private boolean write(String table, String key, String id, String column, Object value) {
    return past.write(table, key, id, column, value);
  }

  private void restore(String table, String key, String id, Map<String, Object> row) {
    past.restore(table, key, id, row);
  }

  private static String shown(Object value) {
    return value instanceof byte[] bytes
        ? IndependentOpener.encode(Arrays.copyOf(bytes, Math.min(8, bytes.length))) + "…"
        : String.valueOf(value);
  }
}
