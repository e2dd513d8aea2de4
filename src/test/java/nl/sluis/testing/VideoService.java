package nl.sluis.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import nl.sluis.standin.StandInWebhooks;
import nl.sluis.standin.ZoomStandIn;

/** A stand-in of Zoom, and gateways that make their meetings there. */
public final class VideoService implements AutoCloseable {
  private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
  private static final int FIRST_DAY = 7;
  private static final int REPETITIONS = 20;
  /** A host holds one meeting at a time. */
  private static final AtomicInteger NEXT_HOUR = new AtomicInteger();
  public final ZoomStandIn zoom = ZoomStandIn.start();

  /** The settings of a gateway that makes its meetings here. */
  public Settings set(Settings settings) {
    return at(zoom, settings);
  }

  /** The same of a stand-in that somebody else has. */
  public static Settings at(ZoomStandIn zoom, Settings settings) {
    return settings.set("conference.provider", "zoom").set("conference.zoom.accountId", ZoomStandIn.ACCOUNT_ID)
        .set("conference.zoom.clientId", ZoomStandIn.CLIENT_ID).set("conference.zoom.clientSecret", ZoomStandIn.CLIENT_SECRET)
        .set("conference.zoom.webhookSecret", ZoomStandIn.WEBHOOK_SECRET).set("conference.zoom.hosts", ZoomStandIn.HOST)
        .set("conference.zoom.baseUrl", zoom.baseUrl()).set("conference.zoom.oauthUrl", zoom.oauthUrl());
  }

  /** Tells this gateway what happens. */
  public StandInWebhooks tells(Gateway gateway) {
    return zoom.webhooks(URI.create(gateway.settings.publicUrl() + "/conference/zoom"));
  }

  /** As Zoom itself does: what is not on the disk in time is answered 503, and comes again. */
  public static StandInWebhooks.Answer repeats(Supplier<StandInWebhooks.Answer> sends) {
    for (var left = REPETITIONS;; left--) {
      var answer = sends.get();
      if (answer.status() != 503 || left == 0) {
        return answer;
      }
    }
  }

  /** @return a post that asks for a meeting, at an hour that no other has */
  public static ObjectNode request(int invitees) {
    var request = Meetings.request(meeting(), 1);
    request.withArray("invitees").removeAll();
    for (var i = 0; i < invitees; i++) {
      var phone = Numbers.next();
      request.withArray("invitees").addObject().put("name", "Invitee One").put("email", "invitee" + phone.substring(1) + "@example.net")
          .put("phone", phone).put("locale", "nl");
    }
    return request;
  }

  /** A meeting without a link of its own. */
  public static ObjectNode meeting() {
    var meeting = Meetings.interview();
    meeting.remove(List.of("joinUrl", "webClientUrl", "meetingId", "passcode"));
    // By hours that pass: the clocks change on a day that has no hour of two.
    var start = LocalDate.now(ZONE).plusDays(FIRST_DAY).atStartOfDay(ZONE).plusHours(NEXT_HOUR.getAndIncrement());
    meeting.put("start", start.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
    meeting.put("end", start.plusMinutes(50).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
    meeting.putObject("conference").put("provider", "zoom");
    return meeting;
  }

  /** What leads into the only meeting there, and what the service tells besides, as it stands in an answer: bytes to look for, and their field. */
  @SuppressWarnings("ArrayAsKeyOfSetOrMap") // each is looked for, none is looked up
  public static Map<byte[], String> secretsAt(ZoomStandIn zoom) {
    try {
      var meeting = new ObjectMapper().readTree(zoom.meetings().json(zoom.meetings().ids().get(0)));
      var secrets = new LinkedHashMap<byte[], String>();
      for (var field : List.of("start_url", "encrypted_password", "join_url", "uuid", "id")) {
        secrets.put(meeting.path(field).asText().getBytes(UTF_8), field);
      }
      // Six digits alone are in every heap by chance.
      for (var field : List.of("password", "dynamic_host_key")) {
        secrets.put(("\"" + field + "\":\"" + meeting.path(field).asText()).getBytes(UTF_8), field);
      }
      return secrets;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    zoom.close();
  }
}
