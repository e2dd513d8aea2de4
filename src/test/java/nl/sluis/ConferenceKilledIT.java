package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import nl.sluis.standin.Fault;
import nl.sluis.standin.Operation;
import nl.sluis.standin.ZoomStandIn;
import nl.sluis.testing.Answer;
import nl.sluis.testing.Http;
import nl.sluis.testing.JarSluis;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Postgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two gateways make meetings of one account, and one is killed by {@code kill -9} at each step. Faults of the service and rows that the test has locked
 * hold it up there, so no kill comes by chance. The other gateway sweeps. An hour passes by moving what is due.
 */
class ConferenceKilledIT {
  private Postgres postgres;
  private ZoomStandIn zoom;
  private JarSluis sluis;
  private JarSluis beside;

  @BeforeEach
  void start() {
    zoom = ZoomStandIn.start();
    zoom.account().addUser(ConferencesGateways.SECOND_HOST);
    postgres = Postgres.start();
    sluis = JarSluis.of(settings -> {
      postgres.holds(settings);
      ConferencesGateways.makesMeetings(settings, zoom);
    });
    sluis.start();
    sluis.clientKey();
    beside = JarSluis.beside(sluis, settings -> {});
    beside.start();
  }

  @AfterEach
  void close() {
    beside.close();
    sluis.kill();
    sluis.close();
    postgres.close();
    zoom.close();
  }

  @Test
  void killedBeforeTheServiceMadeItLeavesAnIntentAndNoMeeting() {
    zoom.fails(Operation.CREATE, 1, Fault.silence());
    killedWhilePosting(() -> rows("state = 'intended'") == 1 && zoom.asked(Operation.CREATE).size() == 1);
    assertThat(zoom.meetings().ids()).isEmpty();
    anHourPasses();
    await().until(() -> rows("TRUE") == 0);
    postsAtTheOther();
  }

  @Test
  void killedWhileTheAnswerIsOnItsWayLeavesAMeetingThatTheOtherDeletes() {
    zoom.fails(Operation.CREATE, 1, Fault.lostAnswer());
    killedWhilePosting(() -> zoom.meetings().ids().size() == 1);
    var another = zoom.meetings().makeByHand(ZoomStandIn.HOST, "Gesprek", "", Instant.now().plusSeconds(7200));
    assertThat(rows("state = 'intended'")).isEqualTo(1);
    anHourPasses();
    await().until(() -> zoom.meetings().ids().equals(List.of(another)));
    await().until(() -> rows("TRUE") == 0);
    postsAtTheOther();
  }

  @Test
  void killedBehindTheReadBackBeforeTheCommitLeavesAMeetingThatTheOtherDeletes() {
    try (var handle = sluis.settings.database().open()) {
      handle.begin();
      handle.execute("LOCK TABLE invitation IN SHARE MODE");
      var session = handle.createQuery("SELECT pg_backend_pid()").mapTo(Integer.class).one();
      var waiting = "SELECT COUNT(*) FROM pg_stat_activity WHERE " + session
          + " = ANY (pg_blocking_pids(pid)) AND query LIKE '%INSERT INTO invitation%'";
      killedWhilePosting(() -> count(waiting) > 0);
      handle.rollback();
    }
    assertThat(zoom.meetings().ids()).hasSize(1);
    await().until(() -> count("SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'") == 0);
    assertThat(rows("state = 'intended'")).isEqualTo(1);
    assertThat(count("SELECT COUNT(*) FROM invitation")).isZero();
    anHourPasses();
    await().until(() -> zoom.meetings().ids().isEmpty());
    await().until(() -> rows("TRUE") == 0);
  }

  @Test
  void killedBehindTheCommitLeavesAMeetingWithItsInvitations() {
    var posted = post(sluis, request());
    assertThat(posted.status()).as(posted.toString()).isEqualTo(201);
    sluis.kill();
    anHourPasses();
    postsAtTheOther();
    assertThat(zoom.meetings().ids()).contains(ConferencesGateways.meeting(posted));
  }

  @Test
  void killedWhileTheFormerOneIsDeletedLeavesItToTheOther() {
    var request = request();
    var first = ConferencesGateways.meeting(post(sluis, request));
    beside.kill();
    zoom.fails(Operation.DELETE, 1, Fault.silence());
    request.withObject("/meeting").put("sequence", 1);
    var moved = post(sluis, request);
    assertThat(moved.status()).as(moved.toString()).isEqualTo(201);
    await().until(() -> !zoom.asked(Operation.DELETE).isEmpty());
    sluis.kill();
    assertThat(zoom.meetings().ids()).contains(first).hasSize(2);
    assertThat(rows("state = 'owed' AND attempts = 1")).isEqualTo(1);
    beside.start();
    anHourPasses();
    await().until(() -> zoom.meetings().ids().equals(List.of(ConferencesGateways.meeting(moved))));
    await().until(() -> rows("state = 'deleted'") == 1 && rows("state = 'held'") == 1);
  }

  private void killedWhilePosting(Callable<Boolean> until) {
    var posting = new Thread(() -> {
      try {
        post(sluis, request());
      } catch (UncheckedIOException e) {
        // It is killed before it answers.
      }
    });
    posting.start();
    await().until(until);
    sluis.kill();
  }

  private void anHourPasses() {
    sluis.settings.database().useHandle(handle -> handle.execute("UPDATE conference SET due_at = due_at - INTERVAL '61' MINUTE,"
        + " intended_at = intended_at - INTERVAL '61' MINUTE WHERE due_at IS NOT NULL"));
  }

  private void postsAtTheOther() {
    var posted = post(beside, request());
    assertThat(posted.status()).as(posted.toString()).isEqualTo(201);
    assertThat(zoom.meetings().ids()).contains(ConferencesGateways.meeting(posted));
  }

  private static ObjectNode request() {
    var request = Meetings.request();
    var meeting = request.withObject("/meeting");
    List.of("joinUrl", "webClientUrl", "meetingId", "passcode").forEach(meeting::remove);
    meeting.putObject("conference").put("provider", "zoom");
    ConferencesGateways.at(meeting, Instant.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofDays(3)));
    return request;
  }

  private Answer post(JarSluis gateway, ObjectNode request) {
    return Http.send("POST", gateway.settings.publicUrl() + "/v1/invitations", request.toString(), "Authorization",
        "Bearer " + sluis.clientKey());
  }

  private long rows(String where) {
    return count("SELECT COUNT(*) FROM conference WHERE " + where);
  }

  private long count(String query) {
    return sluis.settings.database().withHandle(handle -> handle.createQuery(query).mapTo(Long.class).one());
  }
}
