package nl.sluis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import nl.sluis.meeting.Organizer;
import nl.sluis.testing.Meetings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeetingTest {
  private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);
  private static final Map<String, Object> MINIMAL = Map.of("title", "Selectiegesprek", "start", "2027-01-12T10:00:00+01:00",
      "end", "2027-01-12T11:00:00+01:00", "timeZone", "Europe/Amsterdam",
      "organizer", Map.of("name", "Selection desk", "email", "selection@example.org"));

  @Test
  void isWrittenByteForByteAsTheGatewayWouldWriteIt() {
    var odd = "\"quoted\" \\ / <b>\u00e9\u20ac\ud83d\ude00\u2028\u00a0</b>";
    var lines = odd + "\r\n\tand\n";
    var fields = new LinkedHashMap<String, Object>();
    // In no order: the gateway's is kept.
    fields.put("description", lines);
    fields.put("location", lines);
    fields.put("meetingId", "987 654 321");
    fields.put("passcode", "");
    fields.put("joinUrl", "https://zoom.us/j/1?pwd=x");
    fields.put("webClientUrl", null);
    fields.put("uid", "7d1c@scheduler.example");
    fields.putAll(MINIMAL);
    fields.put("title", "\"quoted\" \\ / \u00e9\u20ac\ud83d\ude00");
    fields.put("sequence", 2_147_483_647L);
    fields.put("organizer", Map.of("locale", "de", "email", "selection@example.org", "name", "Selection desk"));

    try (var meeting = Meeting.of(fields, NOW)) {
      assertThat(meeting.json())
          .isEqualTo(new nl.sluis.meeting.Meeting("7d1c@scheduler.example", 2_147_483_647, (String) fields.get("title"),
              "2027-01-12T10:00:00+01:00", "2027-01-12T11:00:00+01:00", "Europe/Amsterdam",
              new Organizer("Selection desk", "selection@example.org", "de"), "https://zoom.us/j/1?pwd=x", null, "987 654 321", "", lines,
              lines)
              .toJson());
      assertThat(meeting.uid()).isEqualTo("7d1c@scheduler.example");
      assertThat(meeting.sequence()).isEqualTo(2_147_483_647);
    }
  }

  @Test
  void aUidIsDrawnIfThereIsNone() throws Exception {
    try (var one = Meeting.of(MINIMAL, NOW); var other = Meeting.of(MINIMAL, NOW)) {
      assertThat(one.sequence()).isZero();
      assertThat(one.uid()).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}").isNotEqualTo(other.uid());
      var written = (ObjectNode) Meetings.JSON.readTree(one.json());
      assertThat(written.remove("uid").asText()).isEqualTo(one.uid());
      assertThat(Meetings.JSON.convertValue(written, new TypeReference<Map<String, Object>>() {})).isEqualTo(MINIMAL);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2027-01-12T11:00:00+01:00, 2027-01-13T00:00:00Z",
    "2027-01-12T23:00:00Z, 2027-01-13T00:00:00Z",
    "2027-01-12T23:00:00.000000001Z, 2027-01-14T00:00:00Z"})
  void itLapsesAtAMidnightThatDoesNotTellItsTime(String end, Instant expiresAt) {
    try (var meeting = Meeting.of(with("end", end), NOW)) {
      assertThat(meeting.expiresAt()).isEqualTo(expiresAt);
    }
  }

  @Test
  void aRefusalNamesEveryWrongFieldAndNotAWordOfTheMeeting() {
    var wrong = new HashMap<>(MINIMAL);
    wrong.put("title", "Wieringermeer\nBcc: x");
    wrong.put("organizer", Map.of("name", "Wieringermeer", "email", "Wieringermeer@", "a/b", 1));
    wrong.put("joinUrl", "javascript:Wieringermeer");
    wrong.put("passcode", 482913);
    wrong.put("color", "Wieringermeer");
    assertThatExceptionOfType(WrongMeetingException.class).isThrownBy(() -> Meeting.of(wrong, NOW)).satisfies(refusal -> {
      assertThat(refusal.errors()).isEqualTo(Map.of(
          "/title", "must be one line without control characters",
          "/organizer/email", "must be one mail address, in ASCII, without a display name",
          "/organizer/a~1b", "is not a known field",
          "/joinUrl", "must be an absolute https or http URL with a host, without user information",
          "/passcode", "must be a string",
          "/color", "is not a known field"));
      assertThat(refusal).hasNoCause().hasMessageContaining("/joinUrl");
      assertThat(refusal.toString()).doesNotContain("Wieringermeer", "482913");
    });
  }

  @Test
  void aClosedMeetingIsWipedAndCannotBeSealed() {
    var meeting = Meeting.of(MINIMAL, NOW);
    var json = meeting.json();
    meeting.close();
    assertThat(json).containsOnly(0);
    assertThatIllegalStateException().isThrownBy(meeting::json).withMessage("The meeting was wiped");
    assertThat(meeting).hasToString("Meeting[redacted]");
  }

  private static Map<String, Object> with(String name, Object value) {
    var fields = new HashMap<>(MINIMAL);
    fields.put(name, value);
    return fields;
  }
}
