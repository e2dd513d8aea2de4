package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nl.sluis.store.Contact;
import nl.sluis.testing.Answer;
import nl.sluis.testing.FakeRelay;
import nl.sluis.testing.FeedReader;
import nl.sluis.testing.Http;
import nl.sluis.testing.LinkHolder;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.RelayLetters;
import nl.sluis.testing.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What each cause makes of an invitation in each state, at both levels: what goes, what stays, what is told. Each has a meeting of its own, and all
 * but the one that is opened for good may be opened twice; one of the two openings of <i>half</i> is used. The mail of one that is <i>queued</i> was
 * never shown to the relay, that of <i>tried</i> was.
 */
abstract class StatesContract extends GatewaysContract {
  private static final List<String> LIVE = List.of("queued", "tried", "mailed", "half");
  private static final List<String> ENDED = List.of("undeliverable", "revoked", "expired", "locked", "replaced", "cancelled", "closed");
  private static final int COLUMN_OF_ENDED = 6;
  private static final String LATER = "450 4.2.1 Later";
  private final FakeRelay relay = FakeRelay.start();
  private final List<Subject> subjects = new ArrayList<>();
  private Inside inside;

  @Override
  void adjust(Settings settings) {
    settings.set("mail.port", String.valueOf(relay.port())).set("limits.invitationsPerHour", "5000").set("limits.codesPerDay", "5000")
        .set("limits.codesPerDayInAll", "5000").set("limits.wrongTriesPerHour", "5000");
  }

  @AfterEach
  void letEverythingLeave() {
    subjects.forEach(one -> {
      relayAnswers(one.email(), null);
      relayAnswers(one.posts.organizer, null);
    });
    subjects.clear();
    execute("DELETE FROM outbox");
  }

  /** A cell: the state that it becomes, or = if nothing of it changes; what is answered; and the mails that are owed then. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = """
      relay takes   | mailed                      | mailed                      | =                           | =                           | =      | =      | =
      relay refuses | undeliverable+undeliverable | undeliverable+undeliverable | =                           | =                           | =      | =      | =
      release       | opened/200                  | opened/200                  | opened/200                  | final/200                   | =/410  | =/410  | =/410
      tries         | locked/403+third-wrong-try,locked | locked/403+third-wrong-try,locked | locked/403+third-wrong-try,locked | locked/403+third-wrong-try,locked | =/410 | =/410 | =/410
      delete        | revoked/204                 | revoked/204                 | revoked/204                 | revoked/204                 | =/409  | =/204  | revoked/204
      higher        | replaced/201                | replaced/201                | replaced/201                | replaced/201                | =/201  | =/201  | =/201
      replaces      | replaced/201                | replaced/201                | replaced/201                | replaced/201                | =/201  | =/201  | =/201
      cancel        | cancelled/200               | cancelled/200+cancelled     | cancelled/200+cancelled     | cancelled/200+cancelled     | =/200  | =/200  | =/200
      cancel only   | cancelled/200               | cancelled/200+cancelled     | cancelled/200+cancelled     | cancelled/200+cancelled     | =/200  | =/200  | =/200
      close         | closed/200                  | closed/200                  | closed/200                  | closed/200                  | =/200  | =/200  | =/200
      compromise    | revoked                     | revoked                     | revoked                     | revoked                     | revoked | =     | revoked
      restore       | revoked                     | revoked                     | revoked                     | revoked                     | revoked | =     | revoked
      time          | expired                     | expired                     | expired                     | lapsed                      | =      | =      | expired
      tamper        | tampered                    | tampered                    | tampered                    | tampered                    | tampered | tampered | tampered
      """)
  void aCauseMeetsEachState(ArgumentsAccessor row) {
    inside = inside();
    var cause = row.getString(0);
    place();
    subjects.forEach(one -> one.keep(inside));
    var before = new FeedReader(() -> at(last()).settings.publicUrl(), at(0).clientKey());
    events(before);
    var answers = apply(cause);
    var told = events(before);
    for (var at = 0; at < subjects.size(); at++) {
      var one = subjects.get(at);
      // Of one that expired and was swept nothing is left that a seal holds.
      var cell = cause.equals("tamper") && one.from.equals("expired") ? "=" : row.getString(column(one));
      isAs(one, cause, cell, answers.get(at));
      assertThat(told.getOrDefault(one.id, List.of())).as(one + " is told as").isEqualTo(told(one, cause, cell.trim().split("[/+]")[0]));
    }
    if (cause.equals("release")) {
      areErasedAfterTenMinutes(of("half"));
    }
  }

  @Test
  void whatEndedGoesWithItsMeetingWhenRetentionEnds() {
    inside = inside();
    place();
    var ended = subjects.stream().filter(one -> ENDED.contains(one.from) || one.from.equals("opened")).toList();
    advance(Duration.ofDays(10));
    inside.sweep();
    for (var one : ended) {
      assertThat(inside.contact(one.id)).as(one + ": it would have expired").isNull();
      assertThat(inside.row(one.id)).as(one.toString()).doesNotContainKeys("share", "envelope_hash", "ack_hash", "ticket_hash");
      assertThat(at(0).find(one.id).text("ref")).as(one.toString()).isEqualTo("r");
      assertThat(one.holder.status().text("state")).as(one.toString()).isEqualTo(one.word());
      assertThat(one.holder.status().json().has("organizer")).as(one.toString()).isFalse();
    }
    var all = inside.count("meeting");
    advance(Duration.ofDays(19));
    inside.sweep();
    assertThat(inside.count("meeting")).as("29 days after the first end").isEqualTo(all);
    advance(Duration.ofDays(12));
    inside.sweep();
    for (var one : subjects) {
      assertThat(at(0).find(one.id).status()).as(one.toString()).isEqualTo(404);
      assertThat(one.holder.status().status()).as(one.toString()).isEqualTo(404);
    }
    assertThat(List.of("meeting", "invitation", "scheduler_ref", "opening", "envelope", "code"))
        .allSatisfy(table -> assertThat(inside.count(table)).as(table).isZero());
  }

  private static int column(Subject one) {
    return LIVE.contains(one.from)
        ? 1 + LIVE.indexOf(one.from)
        : ENDED.contains(one.from) ? COLUMN_OF_ENDED : one.from.equals("opened") ? 5 : 7;
  }

  /** @return by invitation, what happened since this reader read last */
  private Map<String, List<String>> events(FeedReader reader) {
    await().until(() -> inside.count("unplaced_event") == 0);
    return reader.reads().stream().collect(Collectors.groupingBy(event -> event.path("invitation").asText(),
        Collectors.mapping(FeedReader::said, Collectors.toList())));
  }

  /** Each change is told once, and nothing else is. */
  private static List<String> told(Subject one, String cause, String to) {
    return switch (to) {
      case "=", "tampered" -> List.of();
      case "opened", "final" ->
        List.of("invitation.code-sent delivery=sent", "invitation.opened opening=" + (one.from.equals("half") ? 2 : 1));
      case "locked" -> Stream.concat(IntStream.range(0, 10).mapToObj(tries -> "invitation.wrong-try triesLeft=" + (9 - tries)),
          Stream.of("invitation.locked")).toList();
      case "revoked" -> List.of(("invitation.revoked attention=" + attention(one, cause, to, false)).replaceFirst(" attention=$", ""));
      case "replaced" -> List.of("invitation.replaced sequence=" + (cause.equals("higher") ? 1 : 0));
      case "cancelled" -> List.of("invitation.cancelled sequence=0");
      case "expired" -> List.of("invitation.expired opened=false");
      case "lapsed" -> List.of("invitation.expired opened=true");
      default -> List.of("invitation." + to);
    };
  }

  // What is looked at

  private void isAs(Subject one, String cause, String cell, int answered) {
    var parts = cell.trim().split("[/+]");
    var to = parts[0];
    var owed = cell.contains("+") ? List.of(parts[parts.length - 1].split(",")) : List.<String>of();
    if (cell.contains("/")) {
      assertThat(answered).as(one + " answers").isEqualTo(Integer.parseInt(parts[1]));
    }
    var view = at(last()).find(one.id).json();
    var isUnchanged = to.equals("=");
    var state = isUnchanged ? one.word() : to.equals("final") || to.equals("lapsed") ? "opened" : to;
    assertThat(view.path("state").asText()).as(one + " is").isEqualTo(state);
    if (!to.equals("tampered")) {
      assertThat(inside.owed(one.id)).as(one + " owes").isEqualTo(owed);
    }
    assertThat(view.path("ref").asText()).as(one + " keeps its ref").isEqualTo("r");
    assertThat(view.path("attention").asText("")).as(one + " calls for attention").isEqualTo(attention(one, cause, state, isUnchanged));
    var page = one.holder.status();
    assertThat(page.text("state")).as("the page of " + one + " says").isEqualTo(
        cause.equals("cancel") && !state.equals("tampered") ? "cancelled" : state);
    if (isUnchanged && cause.equals("time")) {
      assertThat(inside.contact(one.id)).as(one + ": it would have expired").isNull();
    } else if (isUnchanged) {
      assertThat(inside.row(one.id)).as(one + " never changes again").isEqualTo(one.row);
      assertThat(inside.contact(one.id)).as(one + " keeps its contact").isEqualTo(one.contact);
    } else if (to.equals("final")) {
      assertThat(inside.row(one.id)).as(one + " may be fetched").containsKeys("share", "ended_at");
      isLeft(one, cause);
    } else if (to.equals("opened")) {
      assertThat(view.at("/openings/left").asInt()).as(one + " has an opening left").isEqualTo(1);
    } else if (!List.of("mailed", "tampered").contains(to)) {
      assertThat(view.path("endedAt").isTextual()).as(one + " has an end").isTrue();
      assertThat(view.at("/openings/left").asInt(-1)).as(one + " has openings left").isZero();
      isErased(one);
      isLeft(one, cause);
      assertThat(page.json().has("organizer")).as(one + " says whom to ask").isEqualTo(inside.contact(one.id) != null);
      assertThat(one.holder.fetches().status()).as(one + " is fetched").isEqualTo(404);
    }
  }

  private static String attention(Subject one, String cause, String state, boolean isUnchanged) {
    return switch (state) {
      case "undeliverable", "locked", "tampered" -> state;
      case "revoked" -> isUnchanged
          ? ""
          : switch (cause) {
            case "compromise" -> "key-compromised";
            case "restore" -> "restored";
            default -> one.from.equals("tampered") ? "tampered" : "";
          };
      default -> "";
    };
  }

  /** Share, envelope, ack hash, code, mails to the invitee and tickets. */
  private void isErased(Subject one) {
    assertThat(inside.row(one.id)).as(one.toString()).doesNotContainKeys("share", "envelope_hash", "ack_hash", "ticket_hash");
    assertThat(inside.count("envelope e JOIN invitation i ON i.number = e.invitation_number WHERE i.id = '" + one.id + "'"))
        .as("envelopes of " + one).isZero();
    assertThat(inside.count("code WHERE invitation_id = '" + one.id + "'")).as("codes of " + one).isZero();
    assertThat(inside.count("opening WHERE ticket_hash IS NOT NULL AND invitation_id = '" + one.id + "'")).as("tickets of " + one)
        .isZero();
  }

  private void isLeft(Subject one, String cause) {
    var left = inside.contact(one.id);
    if (List.of("compromise", "restore", "time").contains(cause) || one.from.equals("tampered")) {
      assertThat(left).as(one + " keeps no contact").isNull();
    } else {
      assertThat(left.invitee().name()).as(one.toString()).isNull();
      assertThat(left.invitee().email()).as(one.toString()).isNull();
      assertThat(left.invitee().phone()).as(one.toString()).isNull();
      assertThat(left.invitee().locale()).as(one.toString()).isEqualTo("nl");
      assertThat(left.organizer().name()).as(one.toString()).isEqualTo("Selection desk");
      assertThat(left.organizer().email()).as(one.toString()).isEqualTo(one.posts.organizer);
    }
  }

  private void areErasedAfterTenMinutes(List<Subject> these) {
    advance(Duration.ofMinutes(11));
    inside.sweep();
    for (var one : these) {
      isErased(one);
      isLeft(one, "release");
    }
  }

  // What happens

  /** @return what each was answered, 0 if it was not asked */
  private List<Integer> apply(String cause) {
    return switch (cause) {
      case "relay takes" -> {
        relayAnswersAll(null);
        awaitState(of("queued", "tried"), "mailed");
        yield nothing();
      }
      case "relay refuses" -> {
        relayAnswersAll("550 5.1.1 Nobody of that name");
        awaitState(of("queued", "tried"), "undeliverable");
        yield nothing();
      }
      case "compromise" -> {
        compromise();
        yield nothing();
      }
      case "restore" -> {
        inside.endRestored();
        yield nothing();
      }
      case "time" -> {
        advance(Duration.ofDays(10));
        inside.sweep();
        yield nothing();
      }
      case "tamper" -> {
        subjects.stream().filter(one -> !one.from.equals("expired")).forEach(this::tamper);
        yield nothing();
      }
      case "release" -> {
        advance(Duration.ofSeconds(61));
        yield each(this::release);
      }
      case "tries" -> each(this::tries);
      case "delete" -> each(one -> ask("DELETE", "/v1/invitations/" + one.id, null));
      case "higher" -> each(one -> post(one.posts.post(1, "r")));
      case "replaces" -> each(one -> post(replacing(one)));
      case "cancel", "close" -> each(one -> ask("POST", "/v1/meetings/" + cause, "{\"uid\":\"" + one.posts.uid() + "\"}"));
      case "cancel only" -> each(one -> cancelOnly(one));
      default -> throw new IllegalArgumentException(cause);
    };
  }

  private List<Integer> nothing() {
    return subjects.stream().map(one -> 0).toList();
  }

  private List<Integer> each(Function<Subject, Answer> cause) {
    return subjects.stream().map(cause).map(Answer::status).toList();
  }

  private void relayAnswersAll(String answer) {
    subjects.forEach(one -> relayAnswers(one.email(), answer));
    execute("UPDATE outbox SET leased_until = NULL, lease = NULL WHERE kind = 'invitation'");
    assertThat(at(0).operates("POST", "/tasks/flush-outbox").status()).isEqualTo(200);
  }

  private void compromise() {
    var key = inside.activeKey();
    var answer = at(0).operates("POST", "/tasks/compromise-key?key=" + key);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
  }

  private void tamper(Subject one) {
    execute("UPDATE invitation SET failures = failures + 1 WHERE id = '" + one.id + "'");
  }

  private Answer release(Subject one) {
    var anew = one.from.equals("half") ? new LinkHolder(at(last()).settings.publicUrl(), one.link) : one.holder;
    var asked = anew.asksForCode(one.posts.person("r").digits());
    return asked.status() == 202 ? anew.releases(at(0).twilio.lastCodeTo(one.posts.person("r").phone())) : asked;
  }

  private Answer tries(Subject one) {
    Answer last = null;
    for (var tries = 0; tries < 10; tries++) {
      last = one.holder.asksForCode("0000");
    }
    return last;
  }

  private Answer cancelOnly(Subject one) {
    return ask("POST", "/v1/meetings/cancel", "{\"uid\":\"" + one.posts.uid() + "\",\"only\":[\"" + one.id + "\"]}");
  }

  private static ObjectNode replacing(Subject one) {
    var request = one.posts.post(0, "r");
    Meetings.invitee(request, 0).put("replaces", one.id);
    return request;
  }

  // How each comes to its state

  private void place() {
    var expire = Stream.of(true, false).map(level -> new Subject("expired", level)).toList();
    expire.forEach(one -> posted(one, request(one).put("expiresAt", Instant.now().plus(Duration.ofHours(1)).toString())));
    expire.forEach(this::holds);
    advance(Duration.ofHours(2));
    inside.sweep();
    for (var level : List.of(true, false)) {
      Stream.of(List.of("tampered", "opened"), LIVE, ENDED).flatMap(List::stream).filter(from -> !from.equals("expired"))
          .forEach(from -> posted(new Subject(from, level), null));
    }
    var mailed = subjects.stream().filter(one -> !List.of("queued", "tried", "undeliverable", "expired").contains(one.from)).toList();
    awaitState(mailed, "mailed");
    awaitState(of("undeliverable"), "undeliverable");
    subjects.stream().filter(one -> !expire.contains(one)).forEach(this::holds);
    subjects.forEach(this::comesToItsState);
    await().until(() -> subjects.stream().filter(one -> !List.of("queued", "tried").contains(one.from))
        .allMatch(one -> inside.owed(one.id).isEmpty()));
    subjects.forEach(one -> {
      relayAnswers(one.email(), LATER);
      relayAnswers(one.posts.organizer, LATER);
    });
  }

  private ObjectNode request(Subject one) {
    var request = one.posts.post(0, "r");
    return one.from.equals("opened") ? request : request.put("openings", 2);
  }

  private void posted(Subject one, ObjectNode request) {
    if (List.of("queued", "tried").contains(one.from)) {
      relayAnswers(one.email(), LATER);
    } else if (one.from.equals("undeliverable")) {
      relayAnswers(one.email(), "550 5.1.1 Nobody of that name");
    }
    var answer = post(request == null ? request(one) : request);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    one.id = answer.json().at("/invitations/0/id").asText();
    one.link = one.posts.link("r");
    subjects.add(one);
  }

  private void holds(Subject one) {
    if (one.link == null) {
      one.link = RelayLetters.link(relay, one.email());
    }
    one.holder = new LinkHolder(at(last()).settings.publicUrl(), one.link);
  }

  private void comesToItsState(Subject one) {
    switch (one.from) {
      case "queued", "tried" -> {
        var owed = " WHERE id = '" + one.id + ".invitation'";
        await().until(() -> inside.count("outbox" + owed + " AND tried = TRUE AND lease IS NULL") == 1);
        if (one.from.equals("queued")) {
          execute("UPDATE outbox SET tried = FALSE, lease = 'x', leased_until = TIMESTAMP WITH TIME ZONE '9999-01-01 00:00:00+00'" + owed);
        }
        isSentACode(one);
      }
      case "mailed" -> isSentACode(one);
      case "half", "opened" -> assertThat(release(new Subject(one)).status()).isEqualTo(200);
      case "revoked" -> assertThat(ask("DELETE", "/v1/invitations/" + one.id, null).status()).isEqualTo(204);
      case "locked" -> assertThat(tries(one).status()).isEqualTo(403);
      case "replaced" -> assertThat(post(replacing(one)).status()).isEqualTo(201);
      case "cancelled" -> assertThat(cancelOnly(one).status()).isEqualTo(200);
      case "closed" -> assertThat(ask("POST", "/v1/meetings/close", "{\"uid\":\"" + one.posts.uid() + "\"}").status()).isEqualTo(200);
      case "tampered" -> tamper(one);
      default -> {
        // It is there by now.
      }
    }
  }

  private void isSentACode(Subject one) {
    assertThat(one.holder.asksForCode(one.posts.person("r").digits()).status()).isEqualTo(202);
  }

  private List<Subject> of(String... from) {
    return subjects.stream().filter(one -> List.of(from).contains(one.from)).toList();
  }

  private void awaitState(List<Subject> these, String state) {
    for (var one : these) {
      await().pollInterval(Duration.ofMillis(20)).until(() -> at(0).find(one.id).text("state"), state::equals);
    }
  }

  private void relayAnswers(String to, String answer) {
    relay.answers(". RCPT TO:<" + to + ">", answer);
  }

  private Answer post(ObjectNode request) {
    return ask("POST", "/v1/invitations", request.toString());
  }

  private Answer ask(String method, String path, String body) {
    return Http.send(method, at(last()).settings.publicUrl() + path, body, "Authorization", "Bearer " + at(0).clientKey());
  }

  /** One invitation, of a meeting of its own. */
  static final class Subject {
    private final String from;
    private final MeetingPosts posts;
    private String id;
    private String link;
    private LinkHolder holder;
    private Map<String, String> row;
    private Contact contact;

    Subject(String from, boolean isSealedBySender) {
      this.from = from;
      posts = isSealedBySender ? MeetingPosts.sealedBySender("pointer") : MeetingPosts.sealedAtIntake();
    }

    /** The same before it is half open. */
    Subject(Subject one) {
      from = "mailed";
      posts = one.posts;
      id = one.id;
      link = one.link;
      holder = one.holder;
    }

    void keep(Inside inside) {
      row = inside.row(id);
      contact = inside.contact(id);
    }

    String email() {
      return posts.person("r").email();
    }

    /** @return its state as the gateway says it */
    String word() {
      return from.equals("tried") ? "queued" : from.equals("half") ? "opened" : from;
    }

    @Override
    public String toString() {
      return from + " " + posts.level();
    }
  }
}
