package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.sluis.testing.Answer;
import nl.sluis.testing.AtOnce;
import nl.sluis.testing.FeedReader;
import nl.sluis.testing.Http;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Numbers;
import nl.sluis.testing.Settings;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;

/**
 * Sixteen posts at the same moment, as a scheduler sends them, to two gateways on one PostgreSQL: some are stored together, and each is answered and
 * stored as if it had come alone.
 */
@Tag("slow")
class PostsTogetherTest extends GatewaysContract {
  private static final int ROUNDS = 8;

  @Override
  Databases database() {
    return Databases.postgres();
  }

  @Override
  void adjust(Settings settings) {
    settings.set("limits.invitationsPerHour", "5000").set("mail.port", "1");
  }

  @RepeatedTest(ROUNDS)
  void eachIsStoredAsIfItHadComeAlone() {
    var reader = new FeedReader(() -> at(0).settings.publicUrl(), at(0).clientKey());
    placed();
    reader.reads();
    var one = MeetingPosts.sealedAtIntake();
    var moved = MeetingPosts.sealedAtIntake();
    assertThat(post(0, moved.post(1, "a"), null).status()).isEqualTo(201);
    var posts = new ArrayList<JsonNode>();
    for (var ref : List.of("a", "b", "c", "d", "a", "b")) {
      posts.add(one.post(0, ref));
    }
    for (var i = 0; i < 8; i++) {
      posts.add(drawn());
    }
    posts.add(moved.post(0, "b"));
    posts.add(one.post(0, "c", "e"));

    var answers = AtOnce.atOnce(posts.size(), i -> post(i % 2, posts.get(i), i % 3 == 0 ? "key " + System.nanoTime() + i : null));

    assertThat(answers.get(14).status()).as("of a sequence that is over").isEqualTo(409);
    var added = new HashSet<String>();
    var idOfRef = new HashMap<String, String>();
    for (var i = 0; i < posts.size(); i++) {
      if (i != 14) {
        isStored(posts.get(i), answers.get(i), added, idOfRef);
      }
    }
    assertThat(added).as("five of the meeting, and eight drawn").hasSize(13);
    assertThat(at(0).ask("GET", "/v1/invitations?meeting=" + one.uid()).json().path("invitations").size()).isEqualTo(5);
    assertThat(at(0).ask("GET", "/v1/invitations?meeting=" + moved.uid()).json().path("invitations").size()).isEqualTo(1);
    assertThat(rowsOf("outbox", added)).isEqualTo(13);
    assertThat(rowsOf("envelope", added)).isEqualTo(13);
    placed();
    var queued = reader.reads().stream().filter(event -> event.path("type").asText().equals("invitation.queued"))
        .map(event -> event.path("invitation").asText()).toList();
    assertThat(queued).as("each is told once").doesNotHaveDuplicates().containsAll(added).hasSize(14);
  }

  /** Of two transactions none waits for a meeting that the other has, while that one waits for another. */
  @RepeatedTest(3)
  void postsToTheSameMeetingsDoNotBlockEachOther() {
    var meetings = List.of(MeetingPosts.sealedAtIntake(), MeetingPosts.sealedAtIntake(), MeetingPosts.sealedAtIntake());
    var deadlocks = deadlocks();
    for (var round = 0; round < 5; round++) {
      var posts = new ArrayList<JsonNode>();
      for (var i = 0; i < 24; i++) {
        posts.add(meetings.get((i * 7 + round) % 3).post(0, "invitee-" + round + "-" + i));
      }
      assertThat(AtOnce.atOnce(posts.size(), i -> post(0, posts.get(i), null)))
          .allSatisfy(answer -> assertThat(answer.status()).as(answer.toString()).isEqualTo(201));
    }
    assertThat(deadlocks()).isEqualTo(deadlocks);
  }

  /** As on a new database, and on the first day of a year. */
  @RepeatedTest(ROUNDS)
  void theFirstPostsOfAllFindOneKeyOfTheLedger() {
    execute("DELETE FROM used_meeting_id");
    execute("DELETE FROM ledger_key");
    var answers = AtOnce.atOnce(16, i -> post(i % 2, drawn(), null));
    assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).as(answer.toString()).isEqualTo(201));
    assertThat(rows("ledger_key")).isEqualTo(1);
  }

  @RepeatedTest(2)
  void someOfThemShareATransaction() {
    // More at a time than there are turns, which are half the processors.
    var many = Math.max(16, 2 * Runtime.getRuntime().availableProcessors());
    var answers = new ArrayList<Answer>();
    for (var round = 0; round < 5; round++) {
      answers.addAll(AtOnce.atOnce(many, i -> post(0, drawn(), null)));
    }
    assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(201));
    var ids = new HashSet<String>();
    answers.forEach(answer -> ids.add(answer.json().at("/invitations/0/id").asText()));
    var transactions = jdbi().withHandle(handle -> handle.createQuery("SELECT COUNT(DISTINCT e.xmin::text) FROM envelope e"
        + " JOIN invitation i ON i.number = e.invitation_number WHERE i.id IN (<ids>)").bindList("ids", List.copyOf(ids)).mapTo(Long.class)
        .one());
    assertThat(transactions).isLessThan(answers.size());
  }

  private void isStored(JsonNode post, Answer answer, Set<String> added, Map<String, String> idOfRef) {
    assertThat(answer.status()).as(answer.toString()).isIn(200, 201);
    for (var entry : answer.json().path("invitations")) {
      var id = entry.path("id").asText();
      assertThat(at(1).find(id).text("state")).as(answer.toString()).isEqualTo("queued");
      if (entry.has("ref")) {
        assertThat(idOfRef.putIfAbsent(entry.path("ref").asText(), id)).as(answer.toString()).isIn(null, id);
      }
      assertThat(entry.path("existing").asBoolean() || added.add(id)).as("is new once: " + answer).isTrue();
    }
    assertThat(answer.json().path("invitations").size()).isEqualTo(post.path("invitees").size());
  }

  private Answer post(int gateway, JsonNode request, String key) {
    var headers = new ArrayList<>(List.of("Authorization", "Bearer " + at(0).clientKey()));
    if (key != null) {
      headers.addAll(List.of("Idempotency-Key", "\"" + key + "\""));
    }
    return Http.send("POST", at(gateway).settings.publicUrl() + "/v1/invitations", request.toString(), headers.toArray(String[]::new));
  }

  /** Of a meeting whose uid the gateway draws. */
  private static JsonNode drawn() {
    var request = Meetings.request();
    request.withArray("invitees").removeAll().addObject()
        .put("name", "Invitee").put("email", "invitee." + System.nanoTime() + "@example.net").put("phone", Numbers.next())
        .put("locale", "nl");
    request.withObject("/meeting").remove("uid");
    return request;
  }

  private long rowsOf(String table, Set<String> ids) {
    return jdbi()
        .withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM " + table + " t JOIN invitation i ON i.number = t.invitation_number"
            + " WHERE i.id IN (<ids>)").bindList("ids", List.copyOf(ids)).mapTo(Long.class).one());
  }

  private long deadlocks() {
    return jdbi().withHandle(handle -> handle.createQuery("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        .mapTo(Long.class).one());
  }

  private void placed() {
    await().until(() -> rows("unplaced_event") == 0);
  }
}
