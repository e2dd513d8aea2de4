package nl.sluis.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.ICalVersion;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Parameter;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import nl.sluis.testing.Browser;
import nl.sluis.testing.Visitor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The calendar files that the page makes, read by two calendar libraries that are not ours. */
@Tag("slow")
class CalendarTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LABELS = "{ joinUrl: 'Link', webClientUrl: 'Browser', meetingId: 'ID', passcode: 'Passcode' }";

  private static PageStub stub;
  private static Browser browser;
  private static Visitor visitor;

  @BeforeAll
  static void openPage() {
    stub = new PageStub("""
        {"uid":"7@sluis.example","title":"Interview",
         "start":"2027-01-12T10:00:00+01:00","end":"2027-01-12T11:00:00+01:00",
         "timeZone":"Europe/Amsterdam","organizer":{"name":"Desk","email":"desk@example.org"},"passcode":"482913"}""");
    browser = Browser.start();
    visitor = browser.phone("en-GB", "Asia/Tokyo");
    visitor.page().navigate(stub.origin() + "/i");
  }

  @AfterAll
  static void closePage() {
    browser.close();
    stub.close();
  }

  @Test
  void everyFieldArrivesInTheCalendar() throws Exception {
    var event = event(calendar("""
        {"uid":"3f1c@sluis.example","title":"Selectiegesprek",
         "start":"2027-01-12T10:00:00+01:00","end":"2027-01-12T11:30:00+01:00",
         "timeZone":"Europe/Amsterdam","organizer":{"name":"Selection desk","email":"selection@example.org"},
         "joinUrl":"https://zoom.us/j/1?pwd=a,b;c","webClientUrl":"https://zoom.us/wc/join/1","meetingId":"123456789",
         "passcode":"482913","location":"Kamer 4","description":"Tot dan"}"""));
    assertThat(value(event, "UID")).isEqualTo("3f1c@sluis.example");
    assertThat(value(event, "DTSTAMP")).isEqualTo("20261124T093005Z");
    assertThat(value(event, "DTSTART")).isEqualTo("20270112T090000Z");
    assertThat(value(event, "DTEND")).isEqualTo("20270112T103000Z");
    assertThat(value(event, "SUMMARY")).isEqualTo("Selectiegesprek");
    assertThat(value(event, "ORGANIZER")).isEqualTo("mailto:selection@example.org");
    assertThat(value(event, "LOCATION")).isEqualTo("Kamer 4");
    assertThat(value(event, "URL")).isEqualTo("https://zoom.us/j/1?pwd=a,b;c");
    assertThat(value(event, "CLASS")).isEqualTo("CONFIDENTIAL");
    assertThat(value(event, "SEQUENCE")).isEqualTo("0");
    assertThat(event.getAlarms()).singleElement().satisfies(alarm -> {
      assertThat(alarm.getProperty("ACTION").orElseThrow().getValue()).isEqualTo("DISPLAY");
      assertThat(alarm.getProperty("TRIGGER").orElseThrow().getValue()).isEqualTo("-PT15M");
      assertThat(alarm.getProperty("DESCRIPTION").orElseThrow().getValue()).isEqualTo("Selectiegesprek");
    });
    assertThat(value(event, "DESCRIPTION")).isEqualTo("Link: https://zoom.us/j/1?pwd=a,b;c\n"
        + "Browser: https://zoom.us/wc/join/1\nID: 123456789\nPasscode: 482913\n\nTot dan");
  }

  @Test
  void commasSemicolonsBackslashesAndLineBreaksComeBackAsPosted() throws Exception {
    var event = event(calendar(meeting("A, b; c\\ d \\n e", "one\ntwo\r\nthree\rfour; five, \\six\n\nseven")));
    assertThat(value(event, "SUMMARY")).isEqualTo("A, b; c\\ d \\n e");
    assertThat(value(event, "DESCRIPTION")).isEqualTo("one\ntwo\nthree\nfour; five, \\six\n\nseven");
  }

  @Test
  void longLinesOfEveryAlphabetAreFoldedBetweenCharacters() throws Exception {
    for (var letter : new String[] {"x", "ä", "面", "🔒", "👩‍💻 é, "}) {
      for (var shift = 0; shift < 4; shift++) {
        var title = "y".repeat(shift) + letter.repeat(200).strip();
        var calendar = calendar(meeting(title, title));
        assertThat(value(event(calendar), "SUMMARY")).isEqualTo(title);
        assertThat(calendar).endsWith("\r\n");
        assertThat(calendar.replace("\r\n", "")).doesNotContain("\r", "\n");
        for (var line : calendar.split("\r\n")) {
          assertThat(line.getBytes(UTF_8).length).isLessThanOrEqualTo(75);
          // A character cut in two would come back as a replacement character.
          assertThat(line).doesNotContain("\ufffd");
        }
      }
    }
  }

  @Test
  void nothingPostedCanAddALineOfItsOwn() throws Exception {
    var calendar = calendar(JSON.writeValueAsString(Map.of(
        "uid", "1\r\nATTENDEE:mailto:x@example.org", "title", "a\u0000b\u0007c\r\nBEGIN:VALARM",
        "start", "2027-01-12T10:00:00Z", "end", "2027-01-12T11:00:00Z", "timeZone", "UTC",
        "location", "here\nURL:https://evil.example", "joinUrl", "javascript:alert(1)",
        "organizer", Map.of("name", "De \"Desk\"; x:y\nz", "email", "desk@example.org\r\nX-A:b"))));
    var event = event(calendar);
    assertThat(event.getProperty("ATTENDEE")).isEmpty();
    assertThat(event.getProperty("URL")).isEmpty();
    assertThat(event.getAlarms()).hasSize(1);
    assertThat(value(event, "SUMMARY")).isEqualTo("abc\nBEGIN:VALARM");
    assertThat(event.getProperty("ORGANIZER")).hasValueSatisfying(organizer -> {
      assertThat(organizer.getValue()).startsWith("mailto:desk@example.org");
      assertThat(organizer.<Parameter>getParameter("CN").orElseThrow().getValue()).isEqualTo("De 'Desk'; x:y z");
    });
  }

  /** RFC 6068 §2: what has a meaning in an address of the web is written otherwise, also an @ that is not the last. */
  @ParameterizedTest
  @ValueSource(strings = {
    "a#b?c&d=e@example.org | a%23b%3Fc%26d%3De@example.org",
    "a/b;c+d'e~f!g$h@example.org | a%2Fb%3Bc+d'e~f!g$h@example.org",
    "100%{a}|b`^@example.org | 100%25%7Ba%7D%7Cb%60%5E@example.org",
    "\"not@me\"@example.org | %22not%40me%22@example.org",
    "jeroen@bücher.example | jeroen@b%C3%BCcher.example",
    "x@[192.0.2.1] | x@%5B192.0.2.1%5D",
  })
  void organizersAddressIsWrittenAsAMailtoAddress(String row) throws Exception {
    var at = row.lastIndexOf(" | ");
    var address = row.substring(0, at).strip();
    var organizer = event(calendar(JSON.writeValueAsString(Map.of("uid", "1", "title", "x", "start", "2027-01-12T10:00:00Z", "end",
        "2027-01-12T11:00:00Z", "organizer", Map.of("name", "Desk", "email", address))))).getProperty("ORGANIZER").orElseThrow();
    assertThat(organizer.getValue()).isEqualTo("mailto:" + row.substring(at + 3).strip());
  }

  @Test
  void placeIsTheJoinLinkWhereNoneWasPosted() throws Exception {
    var event = event(calendar("""
        {"uid":"1","title":"x","start":"2027-07-12T10:00+02:00","end":"2027-07-12T11:00+02:00",
         "joinUrl":"https://zoom.us/j/1"}"""));
    assertThat(value(event, "LOCATION")).isEqualTo("https://zoom.us/j/1");
    assertThat(value(event, "DTSTART")).isEqualTo("20270712T080000Z");
  }

  @Test
  void visitorSavesTheFile() throws Exception {
    var page = visitor.page();
    page.navigate(stub.link());
    page.locator("#digits").fill(PageStub.DIGITS);
    page.locator("#send-code").click();
    page.locator("#code").fill(PageStub.CODE);
    page.locator("#open-invitation").click();
    var download = page.waitForDownload(() -> page.locator("#save-calendar").click());
    assertThat(download.suggestedFilename()).isEqualTo("invitation.ics");
    var event = event(Files.readString(download.path()));
    assertThat(value(event, "SUMMARY")).isEqualTo("Interview");
    assertThat(value(event, "DESCRIPTION")).isEqualTo("Passcode: 482913");
    assertThat(page.locator("#saved")).hasText(
        "Your browser was offered a file. Open it, and check that the meeting is in your calendar. No file? Use “Copy everything”.");
    assertThat(page.locator("#saved")).isInViewport();
    assertThat(page.locator("#status")).isEmpty();
    assertThat(visitor.complaints()).isEmpty();
  }

  @Test
  void discreetFileSaysNothingButTheTime() throws Exception {
    try (var other = browser.phone("nl-NL", "Europe/Amsterdam"); var gateway = new PageStub("""
        {"uid":"7@sluis.example","title":"Interview Zuiderzee","start":"2027-01-12T10:00:00+01:00",
         "end":"2027-01-12T11:00:00+01:00","timeZone":"Europe/Amsterdam","location":"Kamer 4","meetingId":"123456789",
         "joinUrl":"https://zoom.us/j/1","webClientUrl":"https://zoom.us/wc/1","description":"Neem mee",
         "organizer":{"name":"Desk","email":"desk@example.org"},"passcode":"482913"}""")) {
      gateway.locale = "nl";
      var page = other.page();
      page.navigate(gateway.link());
      page.locator("#digits").fill(PageStub.DIGITS);
      page.locator("#send-code").click();
      page.locator("#code").fill(PageStub.CODE);
      page.locator("#open-invitation").click();
      assertThat(page.locator("#discreet-hint")).containsText("Afspraak met Example Assessments");
      var calendar = Files.readString(page.waitForDownload(() -> page.locator("#save-discreet").click()).path());
      var event = event(calendar);
      assertThat(value(event, "SUMMARY")).isEqualTo("Afspraak met Example Assessments");
      assertThat(value(event, "DTSTART")).isEqualTo("20270112T090000Z");
      assertThat(value(event, "DESCRIPTION")).isEqualTo("Waar de gegevens staan: " + gateway.origin() + "/i#calendar");
      assertThat(event.getAlarms()).singleElement()
          .satisfies(alarm -> assertThat(alarm.getProperty("DESCRIPTION").orElseThrow().getValue()).startsWith("Afspraak met"));
      assertThat(page.locator("#saved-discreet")).containsText("Geen bestand?");
      assertThat(page.locator("#saved")).isEmpty();
      assertThat(calendar).doesNotContain("Interview", "Zuiderzee", "7@sluis", "Kamer", "zoom", "482913", "123456789", "Neem", "Desk",
          "desk@", gateway.link().substring(gateway.link().indexOf('#')));
      var asked = new java.util.ArrayList<String>();
      page.onDialog(dialog -> {
        asked.add(dialog.type());
        dialog.accept();
      });
      page.reload();
      assertThat(asked).as("the details are nowhere else").containsExactly("beforeunload");
      try (var later = browser.phone("nl-NL", "Europe/Amsterdam")) {
        later.page().navigate(gateway.origin() + "/i#calendar");
        assertThat(later.page().locator("main")).containsText("Waar staan de gegevens?");
        assertThat(later.page().locator("main")).containsText("Open de link in de mail met de uitnodiging");
      }
    }
  }

  private static String meeting(String title, String description) throws IOException {
    return JSON.writeValueAsString(Map.of("uid", "1", "title", title, "start", "2027-01-12T10:00:00+01:00", "end",
        "2027-01-12T11:00:00+01:00", "timeZone", "Europe/Amsterdam", "description", description));
  }

  private static String calendar(String meeting) {
    return (String) visitor.page().evaluate(String.format(Locale.ROOT, """
        async (meeting) => {
          const { calendarOf } = await import('/i/calendar.js');
          return calendarOf(JSON.parse(meeting), %s, new Date('2026-11-24T10:30:05.678+01:00'));
        }""", LABELS), meeting);
  }

  private static VEvent event(String calendar) throws IOException, ParserException {
    acceptedByAnotherParser(calendar);
    Calendar parsed = new CalendarBuilder().build(new StringReader(calendar));
    parsed.validate(true);
    // What is published has an organizer (RFC 5546 §3.2.1).
    var published = parsed.getComponents().get(0).getProperty("ORGANIZER").isPresent();
    assertThat(parsed.getProperty("METHOD").map(Property::getValue)).isEqualTo(published ? Optional.of("PUBLISH") : Optional.empty());
    assertThat(parsed.getProperty("VERSION").orElseThrow().getValue()).isEqualTo("2.0");
    assertThat(parsed.getComponents()).hasSize(1);
    return parsed.<VEvent>getComponent("VEVENT").orElseThrow();
  }

  private static void acceptedByAnotherParser(String calendar) {
    var warnings = new java.util.ArrayList<List<biweekly.io.ParseWarning>>();
    var parsed = Biweekly.parse(calendar).warnings(warnings).first();
    assertThat(warnings).as("warnings").allSatisfy(list -> assertThat(list).isEmpty());
    assertThat(parsed.validate(ICalVersion.V2_0).getWarnings()).isEmpty();
    assertThat(parsed.getEvents()).hasSize(1);
    assertThat(parsed.getEvents().get(0).getDateStart().getValue().toInstant()).isBetween(
        Instant.parse("2027-01-01T00:00:00Z"), Instant.parse("2028-01-01T00:00:00Z"));
  }

  private static String value(VEvent event, String property) {
    return event.getProperty(property).orElseThrow(() -> new AssertionError("no " + property)).getValue();
  }
}
