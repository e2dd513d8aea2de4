package nl.sluis.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static nl.sluis.intake.Posts.NULL;
import static nl.sluis.intake.Posts.errors;
import static nl.sluis.intake.Posts.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nl.sluis.meeting.Invitee;
import nl.sluis.problem.FieldError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldRulesTest {
  @ParameterizedTest
  @ValueSource(strings = {
    "/meeting", "/meeting/title", "/meeting/start", "/meeting/end", "/meeting/timeZone", "/meeting/organizer",
    "/meeting/organizer/name", "/meeting/organizer/email", "/invitees", "/invitees/0/name", "/invitees/0/email",
    "/invitees/0/phone"})
  void whatIsRequiredIsMissedAbsentAndNull(String pointer) {
    assertThat(errors(Posts.example().without(pointer))).containsExactly(new FieldError(pointer, "is required"));
    assertThat(errors(Posts.example().with(pointer, NULL))).containsExactly(new FieldError(pointer, "is required"));
  }

  @Test
  void whatIsPostedWithoutAMeetingAndSealsNothingMissesTheMeeting() {
    assertThat(errors("{}".getBytes(UTF_8)))
        .containsExactly(new FieldError("/meeting", "is required"), new FieldError("/invitees", "is required"));
    assertThat(errors("{\"meeting\":null,\"invitees\":[]}".getBytes(UTF_8)))
        .containsExactly(new FieldError("/meeting", "is required"), new FieldError("/invitees", "must have at least one entry"));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "/meeting/uid", "/meeting/title", "/meeting/start", "/meeting/end", "/meeting/timeZone",
    "/meeting/organizer/name", "/meeting/organizer/email", "/meeting/joinUrl", "/meeting/webClientUrl",
    "/meeting/meetingId", "/meeting/passcode", "/meeting/location", "/meeting/description", "/invitees/0/name",
    "/invitees/0/email", "/invitees/0/phone", "/invitees/0/locale", "/expiresAt"})
  void everyFieldIsAStringOfUnicode(String pointer) {
    for (var value : List.of("482913", "1.5", "1e99", "true", "[]", "[\"x\"]", "{}", "{\"x\":1}")) {
      assertThat(errors(Posts.example().with(pointer, Posts.tree(value))))
          .containsExactly(new FieldError(pointer, "must be a string"));
    }
    // Half a surrogate pair arrives as an escape; raw it is not UTF-8.
    assertRefused(withRaw(pointer, "\\ud83d"), pointer);
    assertRefused(withRaw(pointer, "x\\ude00x"), pointer);
    assertRefused(withRaw(pointer, "nl\\u0000"), pointer);
    assertRefused(withRaw(pointer, "nl\\u001b"), pointer);
    assertRefused(withRaw(pointer, "nl\\u009f"), pointer);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "/meeting/uid", "/meeting/title", "/meeting/organizer/name", "/meeting/organizer/email", "/meeting/meetingId",
    "/meeting/passcode", "/invitees/0/name", "/invitees/0/email", "/invitees/0/locale"})
  void oneLineIsOneLine(String pointer) {
    for (var lineBreak : List.of("\n", "\r", "\r\n", "\t", "\u000b", "\f", "\u0085", "\u2028", "\u2029")) {
      assertRefused(Posts.example().with(pointer, "x" + lineBreak + "Bcc: x@example.org"), pointer);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "/meeting/uid", "/meeting/title", "/meeting/organizer/name", "/meeting/organizer/email", "/meeting/timeZone",
    "/meeting/start", "/meeting/joinUrl", "/invitees/0/name", "/invitees/0/email", "/invitees/0/phone",
    "/expiresAt"})
  void blankSaysNothing(String pointer) {
    assertRefused(Posts.example().with(pointer, ""), pointer);
    assertRefused(Posts.example().with(pointer, " \u2003 "), pointer);
  }

  @ParameterizedTest
  @CsvSource({"/meeting/uid,255", "/meeting/title,300", "/meeting/organizer/name,200", "/meeting/meetingId,100",
    "/meeting/passcode,100", "/meeting/location,1000", "/invitees/0/name,200", "/invitees/0/locale,35"})
  void lengthsAreCountedInCharacters(String pointer, int max) {
    assertThat(read(Posts.example().with(pointer, "😀".repeat(max)))).isNotNull();
    assertRefused(Posts.example().with(pointer, "😀".repeat(max + 1)), pointer);
    assertRefused(Posts.example().with(pointer, "x".repeat(max + 1)), pointer);
  }

  @Test
  void aUrlHas2000CharactersAtMost() {
    var url = "https://zoom.us/";
    for (var pointer : List.of("/meeting/joinUrl", "/meeting/webClientUrl")) {
      assertThat(read(Posts.example().with(pointer, url + "x".repeat(2000 - url.length())))).isNotNull();
      assertRefused(Posts.example().with(pointer, url + "x".repeat(2001 - url.length())), pointer);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "zoom.us/j/1", "//zoom.us/j/1", "/j/1", "https:", "https:zoom.us", "https://", "https:///j/1", "https://?x",
    "https://:443", "javascript:alert(1)", "JaVaScRiPt://zoom.us/%0aalert(1)", "data:text/html,x", "ftp://zoom.us/",
    "file:///etc/passwd", "zoommtg://zoom.us/join?confno=1", "tel:+31612345678", "mailto:a@example.org",
    " https://zoom.us/", "https://zoom.us/ ", "https://zoom.us/a b", "https://user@zoom.us/",
    "https://user:pass@zoom.us/", "https://@zoom.us/", "https://zoom.us\\@evil.example/", "https://zoom.us:99999/",
    "https://zoom.us:x/", "https://zoom.us:-1/", "https://zo om.us/", "https://zoom..us/", "https://[::1/",
    "https://zoom%2eus/", "https://zoom.us/%zz", "https://zoom.us/\"><script>", "https://zoom.us/\u0000"})
  void aUrlIsOneThatABrowserMayFollow(String url) {
    assertRefused(Posts.example().with("/meeting/joinUrl", url), "/meeting/joinUrl");
    assertRefused(Posts.example().with("/meeting/webClientUrl", url), "/meeting/webClientUrl");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "2027-01-12T10:00:00", "2027-01-12T10+01:00", "2027-01-12 10:00:00+01:00", "2027-01-12",
    "2027-01-12T10:00:00+01", "2027-01-12T10:00:00+0100", "2027-01-12t10:00:00Z", "2027-01-12T10:00:00z",
    "2027-01-12T10:00:00,5Z", "2027-01-12T10:00:00.Z", "2027-01-12T10:00:00.1234567890Z", "2027-01-12T24:00:00Z",
    "2027-01-12T10:00:60Z", "2027-02-29T10:00:00Z", "2027-13-01T10:00:00Z", "2027-00-01T10:00:00Z",
    "2027-01-12T10:00:00+18:01", "2027-01-12T10:00:00+01:60", "+2027-01-12T10:00:00Z", "12027-01-12T10:00:00Z",
    "20270112T100000Z", "2027-W02-2T10:00:00Z", "2027-01-12T10:00:00+01:00[Europe/Amsterdam]", "1799744400",
    "tomorrow", "２027-01-12T10:00:00Z"})
  void aMomentHasADateATimeAndAnOffset(String moment) {
    for (var pointer : List.of("/meeting/start", "/meeting/end", "/expiresAt")) {
      assertRefused(Posts.example().with(pointer, moment), pointer);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "SystemV/PST8", "Amsterdam", "europe/amsterdam", "Europe/Amsterdam ", "Europe/Atlantis", "+01:00", "UTC+1",
    "GMT+1", "Z", "UT+01:00", "CEST", "W. Europe Standard Time", "(UTC+01:00) Amsterdam"})
  void aTimeZoneIsOneOfIana(String timeZone) {
    assertRefused(Posts.example().with("/meeting/timeZone", timeZone), "/meeting/timeZone");
  }

  @ParameterizedTest
  @CsvSource({"W. Europe Standard Time, Europe/Berlin", "Romance Standard Time, Europe/Paris", "GMT Standard Time, Europe/London",
    "Pacific Standard Time, America/Los_Angeles", "India Standard Time, Asia/Calcutta"})
  void aNameOfWindowsIsToldIanas(String windows, String iana) {
    assertThat(errors(Posts.example().with("/meeting/timeZone", windows))).containsExactly(
        new FieldError("/meeting/timeZone", "must be the name of an IANA time zone: for this Windows name post " + iana));
  }

  @ParameterizedTest
  @CsvSource({
    "2027-01-12T10:00:00+01:00, 2027-01-12T10:00:00+01:00, must be after the start",
    "2027-01-12T10:00:00+01:00, 2027-01-12T09:59:00+01:00, must be after the start",
    "2027-01-12T10:00:00+01:00, 2027-01-12T10:30:00+02:00, must be after the start",
    "2026-11-24T11:00:00Z,      2026-11-24T12:00:00Z,      must be in the future",
    "2026-11-23T11:00:00Z,      2026-11-23T12:00:00Z,      must be in the future",
    "2027-01-12T10:00:00Z,      2027-12-29T12:00:00.000000001Z, must be at most 400 days ahead",
    "2027-01-12T10:00:00Z,      9999-12-31T23:59:59-18:00, must be at most 400 days ahead",
  })
  void theEndComesAfterTheStartAndSoon(String start, String end, String detail) {
    assertThat(errors(Posts.example().with("/meeting/start", start).with("/meeting/end", end)))
        .containsExactly(new FieldError("/meeting/end", detail));
  }

  /** In Amsterdam the 28th of March 2027 has no half past two, and the 31st of October has two. */
  @ParameterizedTest
  @CsvSource({
    "2027-03-28T01:59:59+01:00, true",
    "2027-03-28T02:30:00+01:00, false",
    "2027-03-28T02:30:00+02:00, false",
    "2027-03-28T03:00:00+02:00, true",
    "2027-10-31T02:30:00+02:00, true",
    "2027-10-31T02:30:00+01:00, true",
    "2027-10-31T01:59:59+01:00, false",
    "2027-10-31T03:00:00+02:00, false",
    "2027-07-12T10:00:00+01:00, false",
    "2027-07-12T08:00:00Z,      true",
  })
  void anOffsetIsOneThatTheZoneHasThen(String start, boolean right) {
    var post = Posts.example().with("/meeting/start", start).with("/meeting/end", "2027-12-20T12:00:00Z");
    if (right) {
      assertThat(read(post)).isNotNull();
    } else {
      assertThat(errors(post))
          .containsExactly(new FieldError("/meeting/start", "must have the offset that timeZone has then, or Z for UTC"));
    }
  }

  @Test
  void theEndMayBeANanosecondAwayOr400Days() {
    var post = Posts.minimal().with("/meeting/start", "2026-11-24T11:00:00Z");

    assertThat(read(post.with("/meeting/end", "2026-11-24T12:00:00.000000001Z"))).isNotNull();
    assertThat(read(post.with("/meeting/end", "2027-12-29T12:00:00Z"))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0612345678", "+31201234567", "+319001234567", "+31 6 12345678", "+3161234567",
    "+999612345678"})
  void aPhoneIsAMobileOne(String phone) {
    assertRefused(Posts.example().with("/invitees/0/phone", phone), "/invitees/0/phone");
  }

  @Test
  void aLandlineIsRightAndYetNoMobileNumber() {
    assertThat(errors(Posts.example().with("/invitees/0/phone", "+31201234567")))
        .containsExactly(new FieldError("/invitees/0/phone", "is a landline, not a mobile number"));
    for (var malformed : List.of("0201234567", "+31 20 123 4567", "+312012345678")) {
      assertThat(errors(Posts.example().with("/invitees/0/phone", malformed)))
          .containsExactly(new FieldError("/invitees/0/phone", "must be a mobile number in E.164 form, as +31612345678"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"invitee", "invitee@-example", "Invitee <invitee@example.net>",
    "a@example.net,b@example.net", "jän@example.net", "invitee@bücher.example"})
  void aMailAddressIsOne(String email) {
    assertRefused(Posts.example().with("/invitees/0/email", email), "/invitees/0/email");
    assertRefused(Posts.example().with("/meeting/organizer/email", email), "/meeting/organizer/email");
  }

  @Test
  void aMailAddressIsToldWhatIsWrongWithIt() {
    for (var pointer : List.of("/invitees/0/email", "/meeting/organizer/email")) {
      for (var blank : List.of(" invitee@example.net", "invitee@example.net\u200b", "invitee @example.net", "invitee@example.net\n")) {
        assertThat(errors(Posts.example().with(pointer, blank)))
            .containsExactly(new FieldError(pointer, "must not contain blanks or invisible characters, around it or within"));
      }
      assertThat(errors(Posts.example().with(pointer, "invitee@B\u00fccher.example"))).containsExactly(
          new FieldError(pointer, "must have its international domain in ASCII: post its domain as xn--bcher-kva.example"));
    }
  }

  @Test
  void anOrganizerMayBeASecondaryCalendarAndAnInviteeMayNot() {
    var calendar = "c_" + "0123456789abcdef".repeat(4) + "@group.calendar.google.com";
    assertThat(read(Posts.example().with("/meeting/organizer/email", calendar)).meeting().organizer().email()).isEqualTo(calendar);
    assertRefused(Posts.example().with("/invitees/0/email", calendar), "/invitees/0/email");
  }

  @ParameterizedTest
  @CsvSource({"/meeting, must be an object", "/meeting/organizer, must be an object",
    "/invitees/0, must be an object", "/invitees, must be an array"})
  void structureIsThatOfTheApi(String pointer, String detail) {
    for (var value : List.of("\"x\"", "7", "false", pointer.equals("/invitees") ? "{}" : "[]")) {
      assertThat(errors(Posts.example().with(pointer, Posts.tree(value))))
          .containsExactly(new FieldError(pointer, detail));
    }
  }

  @Test
  void somebodyIsInvited() {
    assertThat(errors(Posts.example().withInvitees(0)))
        .containsExactly(new FieldError("/invitees", "must have at least one entry"));
    assertThat(errors(Posts.example().with("/invitees/0", NULL)))
        .containsExactly(new FieldError("/invitees/0", "must be an object"));
  }

  private static void assertRefused(Posts post, String pointer) {
    assertRefused(post.body(), pointer);
  }

  private static void assertRefused(byte[] body, String pointer) {
    assertThat(errors(body)).extracting(FieldError::pointer).containsExactly(pointer);
  }

  /** The example with a string at a pointer that is written as it stands, escapes and all. */
  private static byte[] withRaw(String pointer, String raw) {
    return Posts.example().with(pointer, "RAW").root().toString().replace("RAW", raw).getBytes(UTF_8);
  }
}
