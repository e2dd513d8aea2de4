package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import nl.sluis.standin.ZoomStandIn;
import nl.sluis.testing.Answer;
import nl.sluis.testing.Gateway.Posted;
import nl.sluis.testing.Http;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Numbers;
import nl.sluis.testing.Settings;
import nl.sluis.testing.VideoService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** Gateways that make meetings at a stand-in of Zoom, and what every test of them needs. Each test has a client and times of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConferencesGateways {
  static final String SECOND_HOST = "second@example.org";
  static final int PER_DAY = 9;
  private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
  /** No two tests have a meeting in the same time, unless they mean to. */
  private static final AtomicInteger HOURS = new AtomicInteger();
  ZoomStandIn zoom;
  LocalSluis sluis;
  LocalSluis beside;
  Databases databases;
  String client;
  private Duration ahead = Duration.ZERO;

  abstract Databases databases();

  @BeforeAll
  void start() {
    zoom = ZoomStandIn.start();
    zoom.account().addUser(SECOND_HOST);
    databases = databases();
    sluis = LocalSluis.started(settings -> {
      databases.set(settings);
      makesMeetings(settings, zoom);
    });
    beside = databases.gateways() == 1 ? sluis : LocalSluis.startedBeside(sluis, settings -> {});
  }

  @AfterAll
  void stop() {
    if (beside != sluis) {
      beside.close();
    }
    sluis.close();
    databases.close();
    zoom.close();
  }

  @BeforeEach
  void aClientOfItsOwn() {
    client = sluis.createClient("c" + Numbers.next().substring(1));
  }

  @AfterEach
  void nothingFailsAnyMore() {
    zoom.heal();
    zoom.meetings().leaveAlone();
  }

  static void makesMeetings(Settings settings, ZoomStandIn zoom) {
    VideoService.at(zoom, settings).set("conference.zoom.hosts", ZoomStandIn.HOST + "," + SECOND_HOST)
        .set("limits.conferencesPerDay", String.valueOf(PER_DAY));
  }

  /** For so many invitees, each with an address and a number of their own, in a time of its own. */
  ObjectNode request(int invitees) {
    var request = Meetings.request(Meetings.interview(), invitees);
    var meeting = request.withObject("/meeting");
    List.of("joinUrl", "webClientUrl", "meetingId", "passcode").forEach(meeting::remove);
    meeting.putObject("conference").put("provider", "zoom");
    at(meeting, now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofDays(3)).plus(Duration.ofHours(2L * HOURS.incrementAndGet())));
    for (var i = 0; i < invitees; i++) {
      var phone = Numbers.next();
      Meetings.invitee(request, i).put("phone", phone).put("email", "c" + phone.substring(3) + "." + System.nanoTime() + "@example.net");
    }
    return request;
  }

  /** By the gateway's clock. */
  Instant now() {
    return Instant.now().plus(ahead);
  }

  void advance(Duration by) {
    sluis.clock.advance(by);
    ahead = ahead.plus(by);
  }

  static void at(ObjectNode meeting, Instant start) {
    meeting.put("start", start.atZone(ZONE).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
    meeting.put("end", start.plus(Duration.ofHours(1)).atZone(ZONE).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
  }

  static ObjectNode again(ObjectNode request, int sequence) {
    var again = request.deepCopy();
    again.withObject("/meeting").put("sequence", sequence);
    return again;
  }

  Answer post(JsonNode request, String... headers) {
    return post(sluis, request, headers);
  }

  Answer post(LocalSluis gateway, JsonNode request, String... headers) {
    var all = new ArrayList<>(List.of("Authorization", "Bearer " + client));
    all.addAll(List.of(headers));
    return Http.send("POST", gateway.settings.publicUrl() + "/v1/invitations", request.toString(), all.toArray(String[]::new));
  }

  Answer posts(ObjectNode request) {
    var answer = post(request);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    return answer;
  }

  Answer call(String what, String body) {
    return Http.send("POST", sluis.settings.publicUrl() + "/v1/meetings/" + what, body, "Authorization", "Bearer " + client);
  }

  Answer ask(String method, String path) {
    return Http.send(method, sluis.settings.publicUrl() + path, null, "Authorization", "Bearer " + client);
  }

  static long meeting(Answer posted) {
    return Long.parseLong(posted.json().at("/conference/meetingId").asText().replaceAll("[^0-9]", ""));
  }

  static String id(Answer posted, int at) {
    return posted.json().at("/invitations/" + at + "/id").asText();
  }

  static String uid(ObjectNode request) {
    return request.at("/meeting/uid").asText();
  }

  boolean isThere(long meeting) {
    return zoom.meetings().ids().contains(meeting);
  }

  void awaitGone(long meeting) {
    await().until(() -> !isThere(meeting));
  }

  /** What the invitee sees. */
  JsonNode opened(ObjectNode request, Answer posted, int at) {
    var invitee = Meetings.invitee(request, at);
    var one = new Posted(id(posted, at), invitee.path("email").asText(), invitee.path("phone").asText(), "");
    var holder = sluis.holderOf(one);
    var released = holder.releases(sluis.codeFor(holder, one));
    assertThat(holder.acknowledges(released).status()).isEqualTo(204);
    try {
      return Meetings.JSON.readTree(holder.opens(released));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  long rows(String where) {
    return databases.jdbi(sluis)
        .withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM conference WHERE " + where).mapTo(Long.class).one());
  }

  static List<String> texts(JsonNode array, String field) {
    return StreamSupport.stream(array.spliterator(), false).map(one -> one.path(field).asText()).toList();
  }
}
