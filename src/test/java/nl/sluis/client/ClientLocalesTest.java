package nl.sluis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import nl.sluis.testing.IndependentOpener;
import nl.sluis.testing.Meetings;
import org.junit.jupiter.api.util.DefaultLocale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A scheduling system's JVM is its own: nobody may set its locale for our sake, so under each the client does the same. */
@DefaultLocale("en")
class ClientLocalesTest {
  private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);
  private static final Map<String, Object> FIELDS = Map.of("uid", "7D1C-I@scheduler.example", "title", "İ ı I i Éva 李",
      "start", "2027-01-12T10:00:00+03:00", "end", "2027-01-12T11:00:00+03:00", "timeZone", "Europe/Istanbul",
      "organizer", Map.of("name", "Ilıca", "email", "INFO@ILICA.example"), "joinUrl", "HTTPS://ZOOM.US/I/1", "passcode", "482913");

  @ParameterizedTest
  @ValueSource(strings = {"en", "tr-TR", "az-AZ", "lt-LT", "ar-EG", "fa-IR", "ckb-IQ", "my-MM", "ne-NP", "th-TH-u-ca-buddhist-nu-thai",
    "ja-JP-u-ca-japanese", "hi-IN-u-nu-deva", "ar-SA-u-ca-islamic-umalqura-nu-arab"})
  void whatIsSealedAndWhatIsRefusedIsTheSame(String machine) throws Exception {
    Locale.setDefault(Locale.forLanguageTag(machine));
    try (var meeting = Meeting.of(FIELDS, NOW); var sealed = new Sender(URI.create("https://INVITATIONS.example.org:8443")).seal(meeting)) {
      assertThat(meeting.expiresAt()).isEqualTo("2027-01-13T00:00:00Z");
      assertThat(sealed.link()).startsWith("https://invitations.example.org:8443/i#");
      var posted = Meetings.JSON.readTree(sealed.json());
      assertThat(posted.properties()).hasSize(5).allSatisfy(field -> assertThat(field.getValue().asText()).matches("[A-Za-z0-9_-]+"));
      var opened = IndependentOpener.open(bytes(posted, "envelope"), IndependentOpener.decode(sealed.link().replaceAll(".*#", "")),
          bytes(posted, "share"), bytes(posted, "id"));
      assertThat(Meetings.JSON.readValue(opened, new TypeReference<Map<String, Object>>() {})).isEqualTo(FIELDS);
    }
    var wrong = new HashMap<>(FIELDS);
    wrong.put("title", "x".repeat(301));
    wrong.put("INFO", "x");
    assertThatExceptionOfType(WrongMeetingException.class).isThrownBy(() -> Meeting.of(wrong, NOW))
        .satisfies(refused -> assertThat(refused.errors())
            .isEqualTo(Map.of("/title", "must have at most 300 characters", "/INFO", "is not a known field")));
  }

  private static byte[] bytes(JsonNode posted, String field) {
    return IndependentOpener.decode(posted.path(field).asText());
  }
}
