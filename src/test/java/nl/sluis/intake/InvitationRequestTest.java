package nl.sluis.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static nl.sluis.intake.Posts.NOW;
import static nl.sluis.intake.Posts.NULL;
import static nl.sluis.intake.Posts.errors;
import static nl.sluis.intake.Posts.errorsOf;
import static nl.sluis.intake.Posts.read;
import static nl.sluis.intake.Posts.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import nl.sluis.meeting.Invitee;
import nl.sluis.meeting.Meeting;
import nl.sluis.meeting.Organizer;
import nl.sluis.problem.FieldError;
import nl.sluis.problem.ProblemException;
import nl.sluis.store.Conditions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvitationRequestTest {
  @Test
  void theExampleIsReadExactlyAsPosted() {
    var organizer = new Organizer("Selection desk", "selection@example.org");
    assertThat(read(Posts.EXAMPLE.getBytes(UTF_8))).isEqualTo(new InvitationRequest(
        new Meeting("7d1c@scheduler.example", null, "Selectiegesprek", "2027-01-12T10:00:00+01:00",
            "2027-01-12T11:00:00+01:00", "Europe/Amsterdam", organizer,
            "https://zoom.us/j/123456789", "https://zoom.us/wc/123456789", "123456789", "482913", "Online", "Welkom"),
        organizer, new PostFrame("7d1c@scheduler.example", false, Conditions.until(Instant.parse("2027-01-13T00:00:00Z")),
            List.of(new PostedInvitee(0, new Invitee("Invitee One", "invitee@example.net", "+31612345678", "nl"), null, null, null)),
            List.of()),
        List.of(), null, null));
  }

  @Test
  void theMeetingIsWrittenAsItWasPosted() {
    var meeting = Posts.example().root().get("meeting").toString();

    assertThat(read(Posts.example()).meeting().toJson()).asString(UTF_8).isEqualTo(meeting);
  }

  @Test
  void whatIsOptionalMayBeAbsentOrNull() {
    var minimal = read(Posts.minimal().with("/meeting/uid", "u"));
    var withNulls = Posts.minimal().with("/meeting/uid", "u").with("/expiresAt", NULL).with("/invitees/0/locale", NULL);
    for (var name : List.of("joinUrl", "webClientUrl", "meetingId", "passcode", "location", "description")) {
      withNulls.with("/meeting/" + name, NULL);
    }

    assertThat(read(withNulls)).isEqualTo(minimal);
    assertThat(minimal.meeting().toJson()).asString(UTF_8)
        .isEqualTo(Posts.minimal().root().get("meeting").toString().replace("{\"title\"", "{\"uid\":\"u\",\"title\""));
  }

  @Test
  void aUidIsDrawnWhereNoneWasPosted() {
    var first = read(Posts.minimal()).meeting().uid();
    var second = read(Posts.minimal().with("/meeting/uid", NULL)).meeting().uid();

    assertThat(List.of(first, second)).doesNotHaveDuplicates()
        .allMatch(uid -> uid.matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
  }

  @ParameterizedTest
  @CsvSource(quoteCharacter = '`', value = {
    "/meeting/title,        é e\u0301 😀 👩‍👩‍👧 שלום \u2066",
    "/meeting/title,        ` led by a space, and followed `",
    "/meeting/start,        2027-01-12T10:00:00.000000000+01:00",
    "/meeting/start,        2027-01-12T09:00:00Z",
    "/meeting/start,        2027-01-12T09:00:00-00:00",
    "/meeting/start,        1999-12-31T23:59:59+01:00",
    "/meeting/end,          2027-01-12T10:00:00.000000001+01:00",
    "/meeting/timeZone,     UTC",
    "/meeting/timeZone,     America/Argentina/Buenos_Aires",
    "/meeting/timeZone,     Etc/GMT+5",
    "/meeting/joinUrl,      HTTPS://Example.ORG:8443/a%20b?pwd=é#x",
    "/meeting/joinUrl,      http://[2001:db8::1]/j",
    "/meeting/joinUrl,      https://example.org",
    "/meeting/joinUrl,      https://teams.example.com/l/19%3ameeting_M%40thread.v2/0?context=%7b%22Tid%22%7d",
    "/meeting/passcode,     ``",
    "/meeting/meetingId,    123 456 789",
    "/meeting/organizer/name, Zoë de Groot-O'Neill (HR)",
  })
  void stringsAreKeptExactlyAsPosted(String pointer, String value) {
    // By Z, which agrees with every time zone.
    var post = Posts.example().with("/meeting/start", "2027-01-12T09:00:00Z").with("/meeting/end", "2027-01-12T10:00:00Z");

    var json = read(post.with(pointer, value)).meeting().toJson();

    var written = Posts.tree(new String(json, UTF_8));
    assertThat(written.at(pointer.substring("/meeting".length())).textValue()).isEqualTo(value);
  }

  @Test
  void locationAndDescriptionMayHaveLines() {
    var lines = "Keizersgracht 1\r\n\tAmsterdam\n";
    var meeting = read(Posts.example().with("/meeting/location", lines).with("/meeting/description", lines)).meeting();

    assertThat(List.of(meeting.location(), meeting.description())).containsExactly(lines, lines);
  }

  @ParameterizedTest
  @CsvSource({
    "nl,nl", "en,en", "nl-BE,nl", "NL-nl,nl", "en_GB,en", "en-Latn-US-x-twain,en", "de,nl", "nld,nl", "enx,nl",
    "'',nl", "-,nl", "x-en,nl", "12345678901234567890123456789012345,nl"})
  void aLocaleIsResolvedToOneOfOurs(String posted, String ours) {
    assertThat(read(Posts.example().with("/invitees/0/locale", posted)).invitee(0).locale()).isEqualTo(ours);
  }

  @Test
  void theDefaultLocaleIsConfigured() {
    var english = new RequestRules(Set.of("nl", "en"), "en", new SecureRandom());

    assertThat(new RequestReader(english, NOW, false).read(RequestBody.parse(Posts.minimal().body()).root()).invitee(0).locale())
        .isEqualTo("en");
  }

  @Test
  void theSamePersonMayBeInvitedTwiceIfTheSchedulerSaysSo() {
    var twice = Posts.example().withInvitees(2).with("/invitees/1/email", "Invitee@Example.NET");
    assertThat(errors(twice)).extracting(FieldError::pointer).containsExactly("/invitees/1/email");
    twice.with("/invitees/0/ref", "first").with("/invitees/1/ref", "second");
    assertThat(read(twice).invitees()).extracting(PostedInvitee::ref).containsExactly("first", "second");
    assertThat(errors(twice.with("/invitees/1/ref", "first"))).extracting(FieldError::pointer).containsExactly("/invitees/1/ref");
  }

  @Test
  void inviteesKeepTheirOrder() {
    var post = Posts.example().withInvitees(3);
    for (var i = 0; i < 3; i++) {
      post.with("/invitees/" + i, Posts.tree(
          "{\"name\":\"N#\",\"email\":\"n#@example.net\",\"phone\":\"+3161234567#\"}".replace("#", "" + i)));
    }

    assertThat(read(post).invitees()).extracting(one -> one.invitee().name()).containsExactly("N0", "N1", "N2");
  }

  @ParameterizedTest
  @CsvSource({"/Meeting", "/level", "/meeting/subject", "/meeting/organizer/phone", "/invitees/0/role",
    "/invitees/0/~1~0~01", "/meeting/"})
  void unknownFieldsAreRefusedByName(String pointer) {
    for (var value : List.of("\"geheim\"", "null", "{\"geheim\":{}}")) {
      assertThat(errors(Posts.example().with(pointer, Posts.tree(value))))
          .containsExactly(new FieldError(pointer, "is not a known field"));
    }
  }

  @Test
  void aLongNameIsCutShort() {
    assertThat(errors(Posts.example().with("/" + "x".repeat(64), NULL))).extracting(FieldError::pointer)
        .containsExactly("/" + "x".repeat(64));
    assertThat(errors(Posts.example().with("/" + "x".repeat(65), NULL))).extracting(FieldError::pointer)
        .containsExactly("/" + "x".repeat(64) + "…");
    assertThat(errors(Posts.example().with("/meeting/" + "~1".repeat(20_000), NULL))).extracting(FieldError::pointer)
        .containsExactly("/meeting/" + "~1".repeat(64) + "…");
  }

  @Test
  void aNameThatIsNotUnicodeStillGivesAnAnswerThatIs() {
    var body = Posts.EXAMPLE.replaceFirst("\\{", "{ \"x\\\\ud83d\": 1, \"\\\\ud83d\\\\ude00\": 1,");

    assertThat(errors(body.getBytes(UTF_8))).extracting(FieldError::pointer).containsExactly("/x\uFFFD", "/😀");
  }

  @Test
  void severalWrongFieldsGiveOneEntryEachInOrder() {
    var post = Posts.example().withInvitees(2)
        .with("/meeting/title", "")
        .with("/meeting/start", "soon")
        .with("/meeting/end", "2020-01-12T11:00:00+01:00")
        .without("/meeting/timeZone")
        .with("/meeting/organizer/email", "nobody")
        .with("/meeting/joinUrl", "javascript:alert(1)")
        .with("/meeting/subject", "x")
        .with("/invitees/1", Posts.tree(
            "{\"name\":7,\"email\":\"a@example.net\",\"phone\":\"0612345678\",\"vip\":true}"))
        .with("/expiresAt", "2020-01-12T11:00:00+01:00")
        .with("/level", "x");

    assertThat(errors(post)).containsExactly(
        new FieldError("/meeting/title", "must not be blank"),
        new FieldError("/meeting/start", "must be a date and time with an offset, as 2027-01-12T10:00:00+01:00"),
        new FieldError("/meeting/end", "must be in the future"),
        new FieldError("/meeting/timeZone", "is required"),
        new FieldError("/meeting/organizer/email", "must be one mail address, in ASCII, without a display name"),
        new FieldError("/meeting/joinUrl",
            "must be an absolute https or http URL with a host, without user information"),
        new FieldError("/meeting/subject", "is not a known field"),
        new FieldError("/invitees/1/name", "must be a string"),
        new FieldError("/invitees/1/phone", "must be a mobile number in E.164 form, as +31612345678"),
        new FieldError("/invitees/1/vip", "is not a known field"),
        new FieldError("/expiresAt", "must be in the future"),
        new FieldError("/level", "is not a known field"));
  }

  @Test
  void anEmptyObjectMissesBothParts() {
    assertThat(errors("{}".getBytes(UTF_8))).containsExactly(
        new FieldError("/meeting", "is required"), new FieldError("/invitees", "is required"));
  }

  @Test
  void noMoreThanAHundredEntriesAreListed() {
    var hundred = refusal(Posts.example().with("/invitees/0/phone", "").withInvitees(100).body());
    var more = refusal(Posts.example().with("/invitees/0/phone", "").withInvitees(500).body());

    assertThat(errorsOf(hundred)).hasSize(100);
    assertThat(hundred.members()).doesNotContainKey("detail");
    assertThat(errorsOf(more)).hasSize(100);
    assertThat(more.members()).containsEntry("detail", "Only the first 100 wrong fields are listed");
  }

  @Test
  void noAnswerRepeatsAValue() {
    var canary = "Kanarie";
    var refusals = 0;
    for (var pointer : pointersOfStrings()) {
      for (var value : List.of(canary + "\u0000", canary.repeat(10_000), canary)) {
        try {
          read(Posts.example().with(pointer, value));
        } catch (ProblemException refused) {
          refusals++;
          assertThat(refused.getMessage() + refused.members() + refused.getCause()).doesNotContain(canary);
        }
      }
    }
    assertThat(refusals).isGreaterThan(40);
    assertThat(refusal(("{\"a\": " + canary).getBytes(UTF_8)))
        .satisfies(refused -> assertThat(refused.getMessage() + refused.members()).doesNotContain(canary)).hasNoCause();
  }

  @Test
  void nothingOfARequestIsPrinted() {
    assertThat(read(Posts.example()).toString()).isEqualTo("InvitationRequest[redacted]");
    assertThat(read(Posts.example()).meeting().toString()).isEqualTo("Meeting[redacted]");
  }

  private static Set<String> pointersOfStrings() {
    var pointers = new TreeMap<String, JsonNode>();
    collect("", Posts.example().root(), pointers);
    return pointers.keySet();
  }

  private static void collect(String at, JsonNode node, TreeMap<String, JsonNode> into) {
    if (node.isTextual()) {
      into.put(at, node);
    }
    node.properties().forEach(p -> collect(at + "/" + p.getKey(), p.getValue(), into));
    for (var i = 0; node.isArray() && i < node.size(); i++) {
      collect(at + "/" + i, node.get(i), into);
    }
  }
}
