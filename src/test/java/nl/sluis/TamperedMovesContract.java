package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import nl.sluis.testing.Answer;
import nl.sluis.testing.CapturedAudit;
import nl.sluis.testing.Gateway.Posted;
import nl.sluis.testing.Http;
import nl.sluis.testing.IndependentOpener;
import nl.sluis.testing.LinkHolder;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Numbers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The thief of {@link TamperContract}, at what moves: when and how often an invitation opens, its openings, where the meeting stands, and whose it is.
 * Nothing opens that should not, everybody gets an honest answer, and the audit log says so.
 */
abstract class TamperedMovesContract extends GatewaysContract {
  private PastTheGateway past;

  @BeforeAll
  void reachTheDatabase() {
    past = new PastTheGateway(jdbi());
  }

  @Test
  void whatDecidesWhenAndHowOftenItOpensCannotBeChanged() {
    var opensFrom = Instant.now().plus(Duration.ofHours(30));
    var request = request(3).put("opensFrom", opensFrom.toString()).put("exactOpensFrom", true);
    request.withObject("/meeting").put("sequence", 2);
    var posted = posts(request);
    var holder = at(0).holderOf(posted);
    await().until(() -> state(posted), "mailed"::equals);
    var early = past.row("invitation", "id", posted.id());
    for (var from : new OffsetDateTime[] {null, OffsetDateTime.now(ZoneOffset.UTC).minusDays(1)}) {
      assertThat(past.write("invitation", "id", posted.id(), "opens_from", from)).isTrue();
      isTampered(posted, holder, "opens at " + from, () -> holder.asksForCode(posted.digits()));
      assertThat(at(0).twilio.textsTo(posted.phone())).isEmpty();
      past.restore("invitation", "id", posted.id(), early);
    }

    advance(Duration.between(Instant.now(), opensFrom).plusSeconds(5));
    assertThat(holder.releases(at(0).codeFor(holder, posted)).status()).isEqualTo(200);
    // Within ten minutes, or the sweeper would erase a ticket while a row is changed and put back.
    advance(Duration.ofSeconds(120));
    var second = new LinkHolder(at(0).settings.publicUrl(), "#" + IndependentOpener.encode(holder.linkSecret()));
    var code = at(0).codeFor(second, posted);
    var whole = past.row("invitation", "id", posted.id());
    var values = new LinkedHashMap<String, List<Object>>();
    values.put("sequence", values(null, 1, 3));
    values.put("opens_from", values(null, OffsetDateTime.now(ZoneOffset.UTC).plusDays(3)));
    values.put("openings", values(null, 2, 5));
    values.put("openings_hash", values(null, new byte[32]));
    values.put("asked_at", values(OffsetDateTime.now(ZoneOffset.UTC)));
    values.put("told_at", values(OffsetDateTime.now(ZoneOffset.UTC)));
    values.put("ended_at", values(OffsetDateTime.now(ZoneOffset.UTC)));
    values.put("opened_at", values(null, OffsetDateTime.now(ZoneOffset.UTC).plusDays(3)));
    values.forEach((column, changes) -> changes.forEach(value -> {
      assertThat(past.write("invitation", "id", posted.id(), column, value)).as(column).isTrue();
      isTampered(posted, second, column + " := " + value, () -> second.releases(code));
      past.restore("invitation", "id", posted.id(), whole);
    }));
    var released = second.releases(code);
    assertThat(released.status()).as("as the gateway left it, it opens: " + released).isEqualTo(200);
    assertThat(second.opens(released)).isNotNull();
  }

  @Test
  void whoOpenedItLastIsTheLast() {
    for (var openings : List.of(1, 2)) {
      var posted = posts(request(openings));
      var holder = at(0).holderOf(posted);
      for (var opening = 1; opening <= openings; opening++) {
        var visitor = new LinkHolder(at(0).settings.publicUrl(), "#" + IndependentOpener.encode(holder.linkSecret()));
        assertThat(visitor.releases(at(0).codeFor(visitor, posted)).status()).isEqualTo(200);
        advance(Duration.ofSeconds(61));
      }
      var whole = past.row("invitation", "id", posted.id());
      for (var change : List.of(Map.entry("openings", 5), Map.entry("ended_at", "NULL"), Map.entry("state", "mailed"))) {
        past.write("invitation", "id", posted.id(), change.getKey(), change.getValue().equals("NULL") ? null : change.getValue());
        isTampered(posted, holder, change + " of " + openings, () -> holder.asksForCode(posted.digits()));
        past.restore("invitation", "id", posted.id(), whole);
      }
      assertThat(holder.asksForCode(posted.digits()).text("state")).isEqualTo("opened");
    }
  }

  @Test
  void whateverIsChangedOfOpeningsNothingIsHandedOut() {
    var posted = posts(request(3));
    var first = at(0).holderOf(posted);
    var firstReleased = first.releases(at(0).codeFor(first, posted));
    first.fetches();
    advance(Duration.ofSeconds(61));
    var second = another(first);
    assertThat(second.releases(at(0).codeFor(second, posted)).status()).isEqualTo(200);
    advance(Duration.ofSeconds(61));
    var thief = another(first);
    var code = at(0).codeFor(thief, posted);
    var others = posts(request(2));
    var other = at(0).holderOf(others);
    other.releases(at(0).codeFor(other, others));
    var rows = past.rows("opening", "invitation_id", posted.id());
    var row = past.row("invitation", "id", posted.id());
    assertThat(rows).hasSize(2);

    var changes = new LinkedHashMap<String, Runnable>();
    rows.forEach(one -> changes.put("deleted " + one.get("number"), () -> past.delete("opening", "number", one.get("number"))));
    changes.put("all deleted", () -> past.delete("opening", "invitation_id", posted.id()));
    changes.put("copied, with a ticket of his own", () -> {
      var copy = new LinkedHashMap<>(rows.get(0));
      copy.remove("number");
      copy.put("ticket_hash", sha256(thief.ticket()));
      past.insert("opening", copy);
    });
    changes.put("in another order", () -> {
      past.delete("opening", "invitation_id", posted.id());
      List.of(1, 0).forEach(at -> {
        var copy = new LinkedHashMap<>(rows.get(at));
        copy.remove("number");
        past.insert("opening", copy);
      });
    });
    var one = rows.get(0);
    var values = Map.<String, List<Object>>of("invitation_id", values(others.id()), "ticket_hash", values(null, sha256(thief.ticket())),
        "opened_at", values(((OffsetDateTime) one.get("opened_at")).plusHours(1), ((OffsetDateTime) one.get("opened_at")).minusNanos(1000)),
        "fetches", values(0, -1000, 30), "acknowledged", values(true));
    values.forEach((column, all) -> all.forEach(value -> changes.put(column + " := " + value, () -> jdbi().useHandle(handle -> handle
        .createUpdate("UPDATE opening SET " + column + " = " + (value == null ? "NULL" : ":value") + " WHERE number = :number")
        .bind("value", value).bind("number", one.get("number")).execute()))));

    changes.forEach((what, change) -> {
      change.run();
      isTampered(posted, thief, what, () -> thief.releases(code));
      for (var visitor : List.of(first, second, thief)) {
        assertThat(visitor.fetches().status()).as(what).isIn(404, 410);
      }
      past.delete("opening", "invitation_id", posted.id());
      rows.forEach(back -> past.delete("opening", "number", back.get("number")));
      rows.forEach(back -> past.insert("opening", back));
      past.restore("invitation", "id", posted.id(), row);
    });
    assertThat(first.fetches().status()).as("as the gateway left it").isEqualTo(200);
    assertThat(thief.opens(thief.releases(code))).isEqualTo(posted.meeting());

    past.write("opening", "invitation_id", posted.id(), "fetches", 0);
    try (var audit = new CapturedAudit()) {
      assertThat(first.acknowledges(firstReleased).status()).as("what he was told is true").isEqualTo(204);
      assertThat(audit.lines()).anySatisfy(line -> assertThat(line).startsWith("invitation-tampered " + posted.id()));
    }
    assertThat(rows("envelope e JOIN invitation i ON i.number = e.invitation_number WHERE i.id = '" + posted.id() + "'")).isZero();
    assertThat(state(posted)).isEqualTo("tampered");
  }

  @Test
  void aTicketOfOneThatOpensOnceIsInItsRowAndNowhereElse() {
    var posted = at(0).postsInterview();
    var visitor = at(0).holderOf(posted);
    assertThat(visitor.releases(at(0).codeFor(visitor, posted)).status()).isEqualTo(200);
    var thief = another(visitor);
    past.insert("opening", Map.of("invitation_id", posted.id(), "ticket_hash", sha256(thief.ticket()), "opened_at",
        OffsetDateTime.now(ZoneOffset.UTC), "fetches", 0, "acknowledged", false));
    try (var audit = new CapturedAudit()) {
      var fetched = thief.fetches();
      assertThat(fetched.status()).isEqualTo(410);
      assertThat(fetched.text("state")).isEqualTo("tampered");
      assertThat(audit.lines()).anySatisfy(line -> assertThat(line).startsWith("invitation-tampered " + posted.id()));
    }
    assertThat(visitor.fetches().status()).isEqualTo(200);
    // The sweeper meets it once, and not for ever.
    sweep(Duration.ofMinutes(11));
    assertThat(rows("opening WHERE invitation_id = '" + posted.id() + "' AND ticket_hash IS NOT NULL")).isZero();
    assertThat(thief.fetches().status()).isEqualTo(404);
  }

  @Test
  void aTicketThatIsPutBackAfterAnEndIsWorthNothing() {
    var posted = posts(request(3));
    var visitor = at(0).holderOf(posted);
    var released = visitor.releases(at(0).codeFor(visitor, posted));
    var row = past.rows("opening", "invitation_id", posted.id()).get(0);
    assertThat(at(0).ask("DELETE", "/v1/invitations/" + posted.id()).status()).isEqualTo(204);
    assertThat(past.write("opening", "invitation_id", posted.id(), "ticket_hash", row.get("ticket_hash"))).isTrue();
    assertThat(visitor.fetches().status()).isIn(404, 410);
    assertThat(visitor.acknowledges(released).status()).isIn(403, 404, 410);
    assertThat(visitor.status().status()).isEqualTo(200);
    assertThat(state(posted)).isIn("revoked", "tampered");
    past.write("invitation", "id", posted.id(), "ended_at", null);
    isTampered(posted, visitor, "alive again", visitor::fetches);
  }

  /** One that cannot be believed is shut, and holds up neither the scheduler nor the sweeper. */
  @Test
  void oneSpoiledInvitationHoldsUpNoOther() {
    for (var spoiled : List.of("opening", "contact", "row")) {
      for (var call : List.of("cancel", "close", "higher", "revoke")) {
        var what = spoiled + " " + call;
        var request = request(2);
        request.withArray("invitees").add(invitee());
        var answer = at(0).post(request);
        assertThat(answer.status()).isEqualTo(201);
        var ids = answer.json().path("invitations").findValuesAsText("id");
        var posted = posted(request, 0, ids.get(0));
        var visitor = at(0).holderOf(posted);
        assertThat(visitor.releases(at(0).codeFor(visitor, posted)).status()).isEqualTo(200);
        spoil(spoiled, posted);
        try (var audit = new CapturedAudit()) {
          var called = switch (call) {
            case "higher" -> {
              request.withObject("/meeting").put("sequence", 1);
              yield at(0).post(request);
            }
            case "revoke" -> at(0).ask("DELETE", "/v1/invitations/" + ids.get(0));
            default -> call(call, Map.of("uid", request.at("/meeting/uid").asText()));
          };
          assertThat(called.status()).as(what + " " + called).isIn(200, 201, 204);
          assertThat(audit.lines()).as(what).anySatisfy(line -> assertThat(line).contains("tampered " + ids.get(0)));
        }
        if (!call.equals("revoke")) {
          assertThat(at(0).find(ids.get(1)).text("state")).as(what).isIn("cancelled", "closed", "replaced");
        }
        assertThat(at(0).find(ids.get(0)).text("state")).as(what).isIn("tampered", "revoked");
        assertThat(visitor.status().text("state")).as(what).isIn("tampered", "revoked");
        assertThat(visitor.fetches().status()).as(what).isIn(404, 410);
        assertThat(at(0).ask("DELETE", "/v1/invitations/" + ids.get(0)).status()).as(what).isEqualTo(204);
      }
    }
    var whole = posts(request(2));
    var visitor = at(0).holderOf(whole);
    assertThat(visitor.releases(at(0).codeFor(visitor, whole)).status()).isEqualTo(200);
    var damaged = new ArrayList<Posted>();
    for (var spoiled : List.of("opening", "contact", "row", "contact of one that opens once")) {
      var posted = posts(request(spoiled.endsWith("once") ? 1 : 2));
      var holder = at(0).holderOf(posted);
      assertThat(holder.releases(at(0).codeFor(holder, posted)).status()).isEqualTo(200);
      if (!spoiled.endsWith("once")) {
        advance(Duration.ofSeconds(61));
        assertThat(another(holder).releases(at(0).codeFor(holder, posted)).status()).isEqualTo(200);
      }
      spoil(spoiled.substring(0, spoiled.indexOf(' ') < 0 ? spoiled.length() : spoiled.indexOf(' ')), posted);
      damaged.add(posted);
    }
    sweep(Duration.ofMinutes(15));
    for (var posted : damaged) {
      assertThat(rows("envelope e JOIN invitation i ON i.number = e.invitation_number WHERE i.id = '" + posted.id() + "'")).isZero();
      assertThat(state(posted)).isEqualTo("tampered");
    }
    assertThat(rows("opening WHERE invitation_id = '" + whole.id() + "' AND ticket_hash IS NOT NULL")).as("swept").isZero();
    assertThat(state(whole)).isEqualTo("opened");
  }

  @Test
  void whereAMeetingStandsIsNotBelievedIfItWasChanged() {
    var request = request(1);
    var opened = posted(request, 0, id(at(0).post(request)));
    var visitor = at(0).holderOf(opened);
    visitor.releases(at(0).codeFor(visitor, opened));
    request.withArray("invitees").removeAll().add(invitee());
    request.withObject("/meeting").put("sequence", 3);
    var live = posted(request, 0, id(at(0).post(request)));
    var holder = at(0).holderOf(live);
    var other = request(1);
    other.withObject("/meeting").put("sequence", 7);
    at(0).post(other);
    var meeting = meetingOf(opened);
    var foreign = past.row("meeting", "id", meetingOf(posted(other, 0, null), other));
    var moment = OffsetDateTime.now(ZoneOffset.UTC);

    var changes = new LinkedHashMap<String, List<Object>>();
    changes.put("sequence", values(0, 1, 2, 4, Integer.MAX_VALUE));
    changes.put("cancelled_at", values(moment));
    changes.put("client_id", values());
    changes.put("created_at", values(moment.minusDays(1)));
    changes.put("changed_at", values(moment.plusDays(1)));
    changes.put("seal", values(new byte[60], foreign.get("seal")));
    changes.forEach((column, all) -> all.forEach(value -> {
      assertThat(past.write("meeting", "id", meeting, column, value)).isTrue();
      standsAtThree(request, holder, column + " := " + value);
    }));
    foreign.keySet().stream().filter(column -> !column.equals("id"))
        .forEach(column -> past.write("meeting", "id", meeting, column, foreign.get(column)));
    standsAtThree(request, holder, "another's row");
    assertThat(past.delete("meeting", "id", meeting)).isEqualTo(1);
    standsAtThree(request, holder, "deleted");
    assertThat(past.delete("meeting", "id", meeting)).isEqualTo(1);
    try (var audit = new CapturedAudit()) {
      assertThat(call("close", Map.of("uid", uid(request))).status()).isEqualTo(200);
      assertThat(audit.lines()).anySatisfy(line -> assertThat(line).startsWith("meeting-tampered " + meeting));
    }

    assertThat(call("cancel", Map.of("uid", uid(request))).status()).isEqualTo(200);
    assertThat(visitor.status().text("state")).isEqualTo("cancelled");
    past.write("meeting", "id", meeting, "cancelled_at", null);
    try (var audit = new CapturedAudit()) {
      assertThat(visitor.status().text("state")).as("nobody can tell").isEqualTo("opened");
      assertThat(audit.lines()).anySatisfy(line -> assertThat(line).startsWith("meeting-tampered " + meeting));
    }
    assertThat(call("cancel", Map.of("uid", uid(request))).status()).as("once more").isEqualTo(200);
    assertThat(visitor.status().text("state")).isEqualTo("cancelled");
  }

  @Test
  void aLiveOneIsNotCancelledByTheHashOfAnotherMeeting() {
    var gone = request(1);
    at(0).post(gone);
    call("cancel", Map.of("uid", uid(gone)));
    var posted = posts(request(1));
    var holder = at(0).holderOf(posted);
    past.write("invitation", "id", posted.id(), "meeting_hash",
        IndependentOpener.decode(meetingOf(posted(gone, 0, null), gone)));
    isTampered(posted, holder, "of a cancelled meeting", () -> holder.asksForCode(posted.digits()));
  }

  @Test
  void aRefThatWasMovedIsNobodys() {
    var foreigner = at(0).createClient("ref" + System.nanoTime());
    var theirs = request(1);
    Meetings.invitee(theirs, 0).put("ref", "p1");
    var foreign = id(
        Http.send("POST", at(0).settings.publicUrl() + "/v1/invitations", theirs.toString(), "Authorization", "Bearer " + foreigner));
    var request = request(1);
    Meetings.invitee(request, 0).put("ref", "p1");
    var mine = id(at(0).post(request));
    var row = past.row("scheduler_ref", "invitation_id", mine);
    var foreignRow = past.row("scheduler_ref", "invitation_id", foreign);
    assertThat(id(at(0).post(request))).as("as the gateway left it").isEqualTo(mine);

    // The hash of mine at another's invitation, with the same mark.
    past.delete("scheduler_ref", "invitation_id", mine);
    past.write("scheduler_ref", "invitation_id", foreign, "ref_hash", row.get("ref_hash"));
    invitesAnew(request, foreign, mine);
    past.delete("scheduler_ref", "ref_hash", row.get("ref_hash"));
    past.delete("scheduler_ref", "invitation_id", foreign);

    // The whole row of mine at another's.
    var moved = new LinkedHashMap<>(row);
    moved.put("invitation_id", foreign);
    past.insert("scheduler_ref", moved);
    invitesAnew(request, foreign, mine);
    past.delete("scheduler_ref", "ref_hash", row.get("ref_hash"));
    past.delete("scheduler_ref", "invitation_id", foreign);

    past.insert("scheduler_ref", foreignRow);
    past.insert("scheduler_ref", row);
    for (var value : values(PastTheGateway.flipped((byte[]) row.get("ref")), foreignRow.get("ref"), new byte[3])) {
      past.write("scheduler_ref", "invitation_id", mine, "ref", value);
      try (var audit = new CapturedAudit()) {
        var found = at(0).find(mine);
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.json().has("ref")).isFalse();
        assertThat(at(0).ask("GET", "/v1/invitations?meeting=" + uid(request)).status()).isEqualTo(200);
        assertThat(at(0).ask("GET", "/v1/invitations/" + mine + "/trust").status()).isEqualTo(200);
        assertThat(audit.lines()).contains("row-tampered " + mine + " table=scheduler_ref");
      }
    }
    past.delete("scheduler_ref", "invitation_id", mine);
    assertThat(at(0).find(mine).status()).isEqualTo(200);
    assertThat(at(0).post(request).status()).as("invited once more, and nothing fails").isEqualTo(201);
  }

  private void invitesAnew(ObjectNode request, String foreign, String mine) {
    try (var audit = new CapturedAudit()) {
      var again = at(0).post(request);
      assertThat(again.status()).isEqualTo(201);
      assertThat(again.http().body()).doesNotContain(foreign, mine, "existing");
      assertThat(audit.lines()).contains("row-tampered " + foreign + " table=scheduler_ref");
    }
  }

  private void standsAtThree(ObjectNode request, LinkHolder holder, String what) {
    try (var audit = new CapturedAudit()) {
      assertThat(holder.status().text("state")).as(what).isIn("queued", "mailed");
      var lower = request.deepCopy();
      lower.withArray("invitees").removeAll().add(invitee());
      lower.withObject("/meeting").put("sequence", 1);
      var stale = at(0).post(lower);
      assertThat(stale.status()).as(what + " " + stale).isEqualTo(409);
      assertThat(stale.json().path("sequence").asInt()).as(what).isEqualTo(3);
      lower.withObject("/meeting").put("sequence", 3);
      var added = at(0).post(lower);
      assertThat(added.status()).as(what + " " + added).isEqualTo(201);
      assertThat(added.json().has("replaced")).as(what).isFalse();
      assertThat(audit.lines()).as(what).anySatisfy(line -> assertThat(line).startsWith("meeting-tampered "));
    }
  }

  private void spoil(String what, Posted posted) {
    switch (what) {
      case "opening" -> past.write("opening", "invitation_id", posted.id(), "fetches", 7);
      case "contact" -> past.write("invitation", "id", posted.id(), "contact", new byte[60]);
      default -> past.write("invitation", "id", posted.id(), "failures", 7);
    }
  }

  private void isTampered(Posted posted, LinkHolder holder, String what, java.util.function.Supplier<Answer> tried) {
    try (var audit = new CapturedAudit()) {
      var answer = tried.get();
      assertThat(answer.status()).as(what + " " + answer).isIn(404, 410);
      var status = holder.status();
      assertThat(status.status()).as(what).isEqualTo(200);
      assertThat(status.text("state")).as(what).isEqualTo("tampered");
      assertThat(state(posted)).as(what).isEqualTo("tampered");
      assertThat(at(0).ask("GET", "/v1/invitations/" + posted.id() + "/trust").status()).as(what).isEqualTo(200);
      assertThat(audit.lines()).as(what).anySatisfy(line -> assertThat(line).startsWith("invitation-tampered " + posted.id()));
    }
  }

  private String meetingOf(Posted posted) {
    return IndependentOpener.encode((byte[]) past.row("invitation", "id", posted.id()).get("meeting_hash"));
  }

  private String meetingOf(Posted posted, ObjectNode request) {
    var id = at(0).ask("GET", "/v1/invitations?meeting=" + uid(request)).json().at("/invitations/0/id").asText();
    return meetingOf(new Posted(id, posted.email(), posted.phone(), posted.meeting()));
  }

  private static LinkHolder another(LinkHolder holder, String url) {
    return new LinkHolder(url, "#" + IndependentOpener.encode(holder.linkSecret()));
  }

  private LinkHolder another(LinkHolder holder) {
    return another(holder, at(0).settings.publicUrl());
  }

  private static byte[] sha256(String ticket) {
    return nl.sluis.secret.Hashes.sha256(IndependentOpener.decode(ticket));
  }

  private String state(Posted posted) {
    return at(0).find(posted.id()).text("state");
  }

  private Answer call(String what, Map<String, String> fields) {
    return Http.send("POST", at(0).settings.publicUrl() + "/v1/meetings/" + what, Meetings.JSON.valueToTree(fields).toString(),
        "Authorization", "Bearer " + at(0).clientKey());
  }

  private Posted posts(ObjectNode request) {
    var answer = at(0).post(request);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    return posted(request, 0, id(answer));
  }

  private static Posted posted(ObjectNode request, int invitee, String id) {
    var one = Meetings.invitee(request, invitee);
    return new Posted(id, one.path("email").asText(), one.path("phone").asText(), request.path("meeting").toString());
  }

  private static ObjectNode request(int openings) {
    var request = Meetings.JSON.createObjectNode().put("openings", openings);
    request.set("meeting", Meetings.interview());
    request.withArray("invitees").add(invitee());
    return request;
  }

  private static ObjectNode invitee() {
    return Meetings.JSON.createObjectNode().put("name", "Invitee").put("email", "moved." + System.nanoTime() + "@example.net")
        .put("phone", Numbers.next()).put("locale", "nl");
  }

  private static String id(Answer posted) {
    return posted.json().at("/invitations/0/id").asText();
  }

  private static String uid(ObjectNode request) {
    return request.at("/meeting/uid").asText();
  }

  private static List<Object> values(Object... values) {
    var all = new ArrayList<Object>();
    for (var value : Objects.requireNonNullElse(values, new Object[] {null})) {
      all.add(value);
    }
    return all;
  }
}
