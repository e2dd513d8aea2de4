package nl.sluis.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import nl.sluis.secret.Hashes;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Tells a receiver what happens, signed as Zoom signs. It sends each event once, and does not repeat it.
 *
 * @see <a href="https://developers.zoom.us/docs/api/webhooks/">Zoom, using webhooks</a>
 */
public final class StandInWebhooks {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).proxy(HttpClient.Builder.NO_PROXY)
      .connectTimeout(PATIENCE).build();
  private final URI receiver;
  private final StandInMeetings meetings;
  private final Clock clock;

  StandInWebhooks(URI receiver, StandInMeetings meetings, Clock clock) {
    this.receiver = receiver;
    this.meetings = meetings;
    this.clock = clock;
  }

  /** @param status of its answer */
  public record Answer(int status, String body) {}

  public Answer started(long id) {
    return happens("meeting.started", id, clock.instant(), Json.object());
  }

  public Answer ended(long id) {
    return happens("meeting.ended", id, clock.instant(), Json.object());
  }

  /**
   * A guest comes in.
   *
   * @param key of one device in one meeting: Zoom's {@code participant_uuid}
   */
  public Answer joined(long id, String key, String name, Instant at) {
    return happens("meeting.participant_joined", id, at, participant(key, name, null));
  }

  /** A guest goes. */
  public Answer left(long id, String key, String name, Instant at) {
    return happens("meeting.participant_left", id, at, participant(key, name, null));
  }

  /** Somebody of the account comes in, who is logged in. @param user one of the account; the host too */
  public Answer userJoined(long id, String key, String user, Instant at) {
    return happens("meeting.participant_joined", id, at, participant(key, user, user));
  }

  /** Somebody presses the button. Of this event alone the meeting's number is a number. */
  public Answer recordingStarted(long id) {
    var object = meeting(id);
    object.put("id", id);
    object.putObject("recording_file").put("recording_start", clock.instant().toString()).put("recording_end", "");
    return send(body("recording.started", clock.instant(), object));
  }

  /** An assistant begins to listen. */
  public Answer assistantStarted(long id) {
    return happens("meeting.ai_companion_started", id, clock.instant(), Json.object());
  }

  /** Of settings: {@code account.settings_updated}, {@code account.lock_settings_updated}, {@code group.settings_updated}, and their like. */
  public Answer settingsUpdated(String event) {
    var object = Json.object().put("id", "eUblMKLnTMKX0pVvNAlA0Q");
    object.putObject("settings").putObject("recording").put("cloud_recording", true);
    return send(body(event, clock.instant(), object));
  }

  /** Zoom's question whether the receiver knows the secret. */
  public Answer challenge(String plainToken) {
    var body = Json.object().put("event", "endpoint.url_validation").put("event_ts", clock.millis());
    body.putObject("payload").put("plainToken", plainToken);
    return send(body.toString().getBytes(UTF_8));
  }

  /** An event of a meeting, with the meeting's number as text. */
  public Answer happens(String event, long id, Instant at, ObjectNode more) {
    var object = meeting(id);
    object.setAll(more);
    return send(body(event, at, object));
  }

  /** Signs it for now. */
  public Answer send(byte[] body) {
    var timestamp = String.valueOf(clock.instant().getEpochSecond());
    return send(body, timestamp, signature(ZoomStandIn.WEBHOOK_SECRET, timestamp, body));
  }

  /** As it is given, be it right or wrong. */
  public Answer send(byte[] body, String timestamp, String signature) {
    var request = HttpRequest.newBuilder(receiver).timeout(PATIENCE).header("Content-Type", "application/json; charset=utf-8")
        .header("x-zm-request-timestamp", timestamp).header("x-zm-signature", signature)
        .header("x-zm-trackingid", "v=2.0;clid=standin;rid=" + UUID.randomUUID()).POST(BodyPublishers.ofByteArray(body)).build();
    try {
      var answer = http.send(request, BodyHandlers.ofString(UTF_8));
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** @return {@code v0=} and the HMAC-SHA-256 over {@code v0:timestamp:body} in hexadecimal */
  public static String signature(String secret, String timestamp, byte[] body) {
    return "v0=" + HexFormat.of().formatHex(Hashes.hmac(secret.getBytes(UTF_8), ("v0:" + timestamp + ":").getBytes(UTF_8), body));
  }

  /** @return an event as Zoom writes it, to be sent by {@link #send(byte[])} */
  public static byte[] body(String event, Instant at, ObjectNode object) {
    var body = Json.object().put("event", event).put("event_ts", at.toEpochMilli());
    body.putObject("payload").put("account_id", ZoomStandIn.ACCOUNT_ID).set("object", object);
    return body.toString().getBytes(UTF_8);
  }

  private ObjectNode meeting(long id) {
    var known = meetings.json(id);
    var meeting = Json.read(known == null ? "{}" : known);
    return Json.object().put("id", String.valueOf(id)).put("uuid", meeting.path("uuid").asText("4444AAAiAAAAAiAiAiiAii=="))
        .put("host_id", meeting.path("host_id").asText(StandInAccount.idOf(ZoomStandIn.HOST)))
        .put("topic", meeting.path("topic").asText("My Meeting")).put("type", 2)
        .put("start_time", meeting.path("start_time").asText("2026-01-01T00:00:00Z")).put("duration", 60).put("timezone", "UTC");
  }

  /** Of an outsider Zoom says neither id nor mail address. */
  private ObjectNode participant(String key, String name, String user) {
    var id = user == null ? "" : StandInAccount.idOf(user);
    var more = Json.object();
    more.putObject("participant").put("user_id", String.valueOf(16_778_240 + Math.floorMod(key.hashCode(), 100_000)))
        .put("user_name", name).put("id", id).put("participant_uuid", key).put("participant_user_id", id)
        .put("email", user == null ? "" : user).put("registrant_id", "").put("join_time", clock.instant().toString());
    return more;
  }
}
