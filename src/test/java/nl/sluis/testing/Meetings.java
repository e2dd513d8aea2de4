package nl.sluis.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Meetings and requests to post. */
public final class Meetings {
  public static final ObjectMapper JSON = new ObjectMapper();
  public static final String PHONE = "+31612345678";
  public static final String DIGITS = "5678";
  /** Eleven digits, each given once: no meeting has the ID of another. */
  private static final AtomicLong NEXT_ID = new AtomicLong(98_765_432_101L);
  private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

  private Meetings() {}

  /** A meeting with every field, in a week. */
  public static ObjectNode interview() {
    var start = LocalDate.now(ZONE).plusDays(7).atTime(LocalTime.of(10, 0)).atZone(ZONE);
    var meeting = JSON.createObjectNode();
    meeting.put("uid", "interview-" + System.nanoTime() + "@scheduler.example");
    meeting.put("title", "Selectiegesprek Zuiderzee");
    meeting.put("start", start.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
    meeting.put("end", start.plusHours(1).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
    meeting.put("timeZone", ZONE.getId());
    meeting.putObject("organizer").put("name", "Selection desk").put("email", "selection@example.org");
    var id = String.valueOf(NEXT_ID.getAndIncrement());
    meeting.put("joinUrl", "https://bureau-wieringermeer.zoom.us/j/" + id);
    meeting.put("webClientUrl", "https://app.zoom.us/wc/join/" + id);
    meeting.put("meetingId", id.substring(0, 3) + " " + id.substring(3, 7) + " " + id.substring(7));
    meeting.put("passcode", "482913");
    meeting.put("location", "Kamer Noordoostpolder, 3e verdieping");
    meeting.put("description", "Neem je portfolio Beemster mee;\nwe beginnen op tijd, écht.");
    return meeting;
  }

  public static ObjectNode invitee(ObjectNode request, int at) {
    return (ObjectNode) request.withArray("invitees").get(at);
  }

  /** A request for one invitee. */
  public static ObjectNode request() {
    return request(interview(), 1);
  }

  /** @param invitees one after the other: invitee1@example.net, … all with the same phone but for its middle */
  public static ObjectNode request(ObjectNode meeting, int invitees) {
    var request = JSON.createObjectNode();
    request.set("meeting", meeting);
    var list = request.putArray("invitees");
    for (var i = 1; i <= invitees; i++) {
      list.addObject().put("name", "Invitee " + i).put("email", "invitee" + i + "@example.net")
          .put("phone", String.format(Locale.ROOT, "+3161%03d5678", 234 + i - 1)).put("locale", "nl");
    }
    return request;
  }
}
