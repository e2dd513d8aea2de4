package nl.sluis.meeting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class MeetingTest {
  private static final Organizer DESK = new Organizer("Selection desk", "selection@example.org");

  @Test
  void everyFieldIsWrittenInTheOrderOfTheApi() {
    var meeting = new Meeting("u", null, "Selectiegesprek", "2027-01-12T10:00:00+01:00", "2027-01-12T11:00:00+01:00",
        "Europe/Amsterdam", DESK, "https://zoom.us/j/123456789", "https://zoom.us/wc/123456789", "123456789", "482913",
        "Amsterdam", "Welkom");

    assertThat(meeting.toJson()).asString(UTF_8).isEqualTo("{\"uid\":\"u\",\"title\":\"Selectiegesprek\","
        + "\"start\":\"2027-01-12T10:00:00+01:00\",\"end\":\"2027-01-12T11:00:00+01:00\","
        + "\"timeZone\":\"Europe/Amsterdam\","
        + "\"organizer\":{\"name\":\"Selection desk\",\"email\":\"selection@example.org\"},"
        + "\"joinUrl\":\"https://zoom.us/j/123456789\",\"webClientUrl\":\"https://zoom.us/wc/123456789\","
        + "\"meetingId\":\"123456789\",\"passcode\":\"482913\",\"location\":\"Amsterdam\",\"description\":\"Welkom\"}");
  }

  @Test
  void absentFieldsAreAbsentAndEmptyOnesEmpty() {
    var meeting = new Meeting("u", null, "t", "s", "e", "UTC", DESK, null, null, null, "", null, null);

    assertThat(meeting.toJson()).asString(UTF_8).isEqualTo("{\"uid\":\"u\",\"title\":\"t\","
        + "\"start\":\"s\",\"end\":\"e\","
        + "\"timeZone\":\"UTC\",\"organizer\":{\"name\":\"Selection desk\",\"email\":\"selection@example.org\"},"
        + "\"passcode\":\"\"}");
  }

  @Test
  void unicodeIsWrittenAsItselfAndReadsBackUnchanged() throws Exception {
    // Composed and decomposed, beyond U+FFFF, joined, right to left, U+2028, and what JSON must escape.
    var text = "é e\u0301 😀 👩‍👩‍👧 𝔖 שלום \u2028 \" \\ / \r\n\t \u007f \uFFFF";
    var json = withTitle(text).toJson();

    assertThat(new ObjectMapper().readTree(json).get("title").textValue()).isEqualTo(text);
    assertThat(json).asString(UTF_8)
        .contains("\"é e\u0301 😀 👩‍👩‍👧 𝔖 שלום \u2028 \\\" \\\\ / \\r\\n\\t \u007f \uFFFF\"");
  }

  @Test
  void longTextKeepsEveryCharacterBeyondTheBasicPlane() throws Exception {
    // Longer than any buffer of the writer, at every alignment, so that some pair lies across a border.
    for (var lead = 0; lead < 4; lead++) {
      var text = "x".repeat(lead) + "😀".repeat(16_000);
      assertThat(new ObjectMapper().readTree(withTitle(text).toJson()).get("title").textValue()).isEqualTo(text);
    }
  }

  @Test
  void halfASurrogatePairIsRefusedWithoutQuotingIt() {
    for (var text : new String[] {"geheim \uD83D", "geheim \uD83D geheim", "\uDE00 geheim"}) {
      assertThatThrownBy(() -> withTitle(text).toJson())
          .isInstanceOf(IllegalArgumentException.class).hasNoCause().hasMessageNotContaining("geheim");
    }
  }

  @Test
  void nothingOfItIsPrinted() {
    assertThat(withTitle("geheim").toString()).isEqualTo("Meeting[redacted]");
  }

  private static Meeting withTitle(String title) {
    return new Meeting("u", null, title, "s", "e", "UTC", DESK, null, null, null, null, null, null);
  }
}
