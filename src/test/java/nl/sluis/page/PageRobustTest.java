package nl.sluis.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser lacks is said before anything is spent, or done without; what a sender sealed is shown, whatever it is. */
class PageRobustTest extends VisitorOnPage {
  @ParameterizedTest
  @ValueSource(strings = {
    "delete Intl.DateTimeFormat.prototype.formatRange",
    "Intl.DateTimeFormat.prototype.formatRange = () => { throw new RangeError('no'); }",
    "delete Intl.DateTimeFormat.prototype.formatToParts",
    "delete Intl.PluralRules",
    "delete globalThis.Intl",
    "Intl.DateTimeFormat = function () { throw new RangeError('no data'); }",
    // A browser of 2020 that does not know dateStyle leaves it out without a word.
    "const Format = Intl.DateTimeFormat; Intl.DateTimeFormat = function (l, { dateStyle, timeStyle, ...o } = {}) { return new Format(l, o); }",
    // And one that knows none of the newer zones.
    "const Format = Intl.DateTimeFormat; Intl.DateTimeFormat = function (l, o = {}) {"
        + " if (o.timeZone) { throw new RangeError('zone'); } return new Format(l, o); }",
    "delete Crypto.prototype.randomUUID",
    "delete AbortSignal.timeout",
    "delete Navigator.prototype.clipboard",
    "delete Navigator.prototype.credentials",
    "Object.defineProperty(navigator, 'languages', { value: undefined })",
    "Object.defineProperty(navigator, 'language', { value: undefined })",
  })
  void browserThatLacksWhatThePageCanDoWithoutShowsTheMeeting(String before) {
    page.addInitScript(before);
    walkToMeeting();
    sees("Selectiegesprek", "482913", "2027", "10:00", "11:00");
    for (var button : new String[] {"save-calendar", "save-discreet"}) {
      press(button);
      sees("Your browser was offered a file");
    }
    page.selectOption("#language", "de");
    sees("Sie sehen diesen Termin nur einmal");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US@posix", "C", "en_US.UTF-8", "", "en-GB-x"})
  void languageThatIsNoneStopsNothing(String language) {
    page.addInitScript(String.format(Locale.ROOT, "for (const [name, value] of [['language', '%1$s'], ['languages', ['%1$s']]]) {",
        language) + " Object.defineProperty(navigator, name, { value }); }");
    page.navigate(stub.link());
    sees("You are invited");
    assertThat(shown(VisitorOnPage.MEETING).get("when").replaceAll("[\\u2009\\u202f\\u00a0]", " "))
        .isEqualTo("Tuesday, 12 January 2027\n10:00–11:00");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "delete SubtleCrypto.prototype.decrypt",
    "SubtleCrypto.prototype.deriveBits = () => Promise.reject(new DOMException('no', 'NotSupportedError'))",
    "SubtleCrypto.prototype.importKey = () => Promise.reject(new DOMException('no HKDF', 'NotSupportedError'))",
    "delete globalThis.TextDecoder",
    "delete Object.fromEntries",
    "delete String.prototype.replaceAll",
    "Crypto.prototype.getRandomValues = () => { throw new Error('no'); }",
    "History.prototype.replaceState = () => { throw new DOMException('no', 'SecurityError'); }",
    "Object.defineProperty(globalThis, 'crypto', { value: undefined })",
  })
  void browserThatCannotShowAMeetingSaysSoBeforeAnythingIsAsked(String before) {
    page.addInitScript(before);
    page.navigate(stub.link());
    sees("This browser is too old", "Nothing is lost");
    assertThat(stub.asked).isEmpty();
    assertThat(page.locator("#send-code")).isHidden();
  }

  @Test
  void plaintextOfNullIsOpenedAndShownAsItWasSealed() {
    stub.sealed = SealedForPage.seal("null");
    walkToMeeting();
    assertThat(heading()).hasText("Your meeting");
    assertThat(page.locator("#meeting-description span")).hasText("null");
    sees("A calendar cannot read these times");
    assertThat(page.locator("#have-all")).isVisible();
  }

  @Test
  void whatIsNoMeetingIsShownWhole() {
    page.navigate(stub.link());
    sees("You are invited");
    for (var sealed : List.of("null", "[]", "[1,2]", "[{\"title\":\"x\"}]", "5", "-0", "true", "\"a text\"", "{}", "{\"a\":1}",
        "not JSON at all",
        "{\"title\":", "{\"title\":null}", "\ufeff{}", "[".repeat(30_000) + "]".repeat(30_000), "{\"description\":" + "[".repeat(30_000)
            + "]".repeat(30_000) + "}")) {
      assertThat(shown(sealed).get("description")).isIn(sealed, sealed.replaceAll("^.\"description\":|}$", ""));
    }
  }

  @Test
  void fieldsOfEveryOtherKindAreShown() {
    page.navigate(stub.link());
    sees("You are invited");
    var shown = shown("""
        {"title":{"toString":1},"start":5,"end":["2027"],"timeZone":{},"organizer":"The desk","joinUrl":["https://a.example/"],
         "meetingId":123456789,"passcode":482913,"location":true,"description":[{"a":null}],"uid":{"__proto__":{"x":1}},"toString":3}""");
    assertThat(shown).containsEntry("title", "{\"toString\":1}").containsEntry("organizer", "The desk").containsEntry("id", "123456789")
        .containsEntry("passcode", "482913").containsEntry("location", "true").containsEntry("description", "[{\"a\":null}]")
        .containsEntry("when", "5 – [\"2027\"]").containsEntry("join", "[\"https://a.example/\"]").containsEntry("calendar", "none");
    assertThat(shown("{\"title\":\"x\",\"organizer\":{\"phone\":1}}")).containsEntry("organizer", "{\"phone\":1}");
    assertThat(shown("{\"title\":\"x\",\"organizer\":null,\"joinUrl\":7}")).containsEntry("join", "7").doesNotContainKey("organizer");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      +275760-09-13T00:00:00Z   | 2027-01-12T11:00:00+01:00 | Europe/Amsterdam | none
      -000001-01-01T00:00:00Z   | +012027-01-12T11:00:00Z   | UTC              | none
      2027-02-30T10:00:00+01:00 | 2027-02-30T11:00:00+01:00 | Europe/Amsterdam | none
      0001-01-01T00:00:00+23:59 | 9999-12-31T23:59:59-23:59 | Europe/Amsterdam | none
      2027-02-12T24:01:00Z      | 2027-01-12T25:00:00Z      | Europe/Amsterdam | none
      2027-01-12T10:00:00+99:99 | 2027-01-12T11:00:00+99:99 | Europe/Amsterdam | none
      2027-01-12T10:00:00+01:00 | 2027-01-12T11:00:00       | W. Europe Standard Time | none
      soon                      | later                     | Mars/Base        | none
      2027-01-12T10:00:00+01:00 | 2027-01-12T11:00:00+01:00 | America/Nowhere  | a file
      2027-01-12T10:00:00+01:00 | 2027-01-12T11:00:00+01:00 | \u202eUTC        | a file
      """)
  void timesThatNoBrowserOrCalendarReadsAreShownAsPosted(String start, String end, String zone, String calendar) {
    page.navigate(stub.link());
    sees("You are invited");
    var shown = shown(
        String.format(Locale.ROOT, "{\"title\":\"x\",\"start\":\"%s\",\"end\":\"%s\",\"timeZone\":\"%s\"}", start, end, zone));
    // What turns the direction of writing is left out, here as everywhere.
    var named = zone.replace("\u202e", "");
    assertThat(shown).containsEntry("calendar", calendar);
    if (calendar.equals("none")) {
      assertThat(shown).containsEntry("when", start + " – " + end).containsEntry("zone", named);
    } else {
      // The visitor's own time can be told, though the zone of the meeting is unknown.
      assertThat(shown.get("when")).contains("2027\n10:00–11:00");
      assertThat(shown).containsEntry("there", start + " – " + end + "\n" + named);
    }
  }

  @Test
  void largestDescriptionAndHalfCharactersAreShown() {
    page.navigate(stub.link());
    sees("You are invited");
    var shown = shown("{\"title\":\"a\\ud800b\",\"passcode\":\"\\udfff\",\"organizer\":{\"name\":\"\\ud83d\",\"email\":\"\\ud83d@x\"},"
        + "\"start\":\"2027-01-12T10:00:00Z\",\"end\":\"2027-01-12T11:00:00Z\",\"timeZone\":\"UTC\",\"description\":\"" + "ё".repeat(32_000)
        + "\"}");
    assertThat(shown.get("description")).hasSize(32_000);
    assertThat(shown).containsEntry("calendar", "a file").containsKeys("passcode", "organizer");
  }

  @Test
  void textsWrittenFromRightToLeftTurnNothingBesideThem() {
    stub.organizer = "\u202eשלום";
    page.navigate(stub.link());
    sees("\u2068שלום\u2069 of Example Assessments invites you");
    stub.sealed = SealedForPage.seal("""
        {"title":"פגישה 3!","start":"2027-01-12T10:00:00+01:00","end":"2027-01-12T11:00:00+01:00","timeZone":"Europe/Amsterdam",
         "location":"غرفة (4)","description":"שורה א!\\nLine two!","joinUrl":"https://zoom.us/j/1"}""");
    page.navigate("about:blank");
    walkToMeeting();
    for (var name : new String[] {"meeting-title", "meeting-location", "meeting-description"}) {
      assertThat(page.locator(String.format(Locale.ROOT, "#%1$s[dir=auto], #%1$s [dir=auto]", name))).hasCount(1);
    }
    assertThat((String) page.evaluate("getComputedStyle(document.querySelector('#meeting-description span')).unicodeBidi"))
        .isEqualTo("plaintext");
    picture("right-to-left");
  }

  /** Whatever throws then, nothing was acknowledged: the ticket still fetches. */
  @Test
  void meetingThatCannotBeShownAfterAllIsNotSpent() {
    walkToCode();
    page.evaluate("document.getElementById('meeting-when').remove()");
    types("code", PageStub.CODE);
    press("open-invitation");
    sees("The invitation cannot be read", "Try again within ten minutes");
    page.reload();
    sees("Selectiegesprek");
    assertThat(stub.timesAsked("acknowledge")).isZero();
  }

  /** What the page shows of a plaintext, by the names of its rows, and whether a calendar gets a file. */
  @SuppressWarnings("unchecked")
  private Map<String, String> shown(String sealed) {
    // Its words came last.
    page.waitForSelector("#send-code");
    return (Map<String, String>) page.evaluate("""
        async (sealed) => {
          const { readMeeting, showMeeting } = await import('/i/meeting.js');
          const { calendarOf } = await import('/i/calendar.js');
          const meeting = readMeeting(sealed);
          const calendar = showMeeting(meeting) && calendarOf(meeting, {}, new Date()) ? 'a file' : 'none';
          const rows = [...document.querySelectorAll('#meeting dd[id]')].map((row) => [row.id.slice(8), row.querySelector('span').textContent]);
          return { ...Object.fromEntries(rows), calendar, title: document.getElementById('meeting-title').textContent,
            when: document.getElementById('meeting-when').textContent };
        }""", sealed);
  }
}
