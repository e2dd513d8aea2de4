package nl.sluis.bench;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicInteger;

/** Bodies to post. A meeting has 1.5 KB as compact JSON; each invitee has a mobile number of their own, because numbers have limits. */
final class Meetings {
  private static final int MEETING_BYTES = 1_500;
  /** In each request another one takes its place. */
  private static final String MEETING_ID = "98700000000";
  private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
  /** Dutch mobile numbers, +31 6 and eight digits. */
  private final AtomicInteger numbers = new AtomicInteger(10_000_000);
  private final String meeting = meeting();

  /** @return a request; the address of an invitee is {@code i<number>@example.net}, and the phone {@code +316<number>} */
  String request(int invitees) {
    var ofItsOwn = meeting.replace(MEETING_ID, "987" + numbers.get());
    var json = new StringBuilder(meeting.length() + 120 * invitees).append("{\"meeting\":").append(ofItsOwn).append(",\"invitees\":[");
    for (var i = 0; i < invitees; i++) {
      var number = numbers.getAndIncrement();
      json.append(i == 0 ? "" : ",").append("{\"name\":\"Invitee One\",\"email\":\"i").append(number)
          .append("@example.net\",\"phone\":\"+316").append(number).append("\",\"locale\":\"nl\"}");
    }
    return json.append("]}").toString();
  }

  private static String meeting() {
    var start = LocalDate.now(ZONE).plusDays(7).atTime(LocalTime.of(10, 0)).atZone(ZONE);
    var head = "{\"title\":\"Selectiegesprek\",\"start\":\"" + start.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME) + "\",\"end\":\""
        + start.plusHours(1).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME) + "\",\"timeZone\":\"Europe/Amsterdam\","
        + "\"organizer\":{\"name\":\"Selection desk\",\"email\":\"selection@example.org\"},"
        + "\"joinUrl\":\"https://zoom.us/j/" + MEETING_ID + "\",\"webClientUrl\":\"https://app.zoom.us/wc/join/" + MEETING_ID
        + "\",\"meetingId\":\"" + MEETING_ID + "\",\"passcode\":\"482913\","
        + "\"description\":\"";
    return head + "We begin on time. ".repeat(MEETING_BYTES).substring(0, MEETING_BYTES - head.length() - 2) + "\"}";
  }
}
