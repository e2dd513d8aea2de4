package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import java.io.StringReader;
import java.nio.file.Files;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.DtStart;
import nl.sluis.testing.Browser;
import nl.sluis.testing.InviteePage;
import nl.sluis.testing.JarSluis;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Pictures;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole way with the jar that ships: HTTP, SMTP, Twilio's SDK, and a real browser that decrypts. */
class JourneyIT {
  private static JarSluis sluis;
  private static Browser browser;

  @BeforeAll
  static void start() {
    sluis = JarSluis.started(settings -> {});
    browser = Browser.start();
  }

  @AfterAll
  static void stop() {
    browser.close();
    sluis.close();
  }

  @Test
  void inviteeOpensTheInvitationOnAPhone() throws Exception {
    try (var visitor = browser.phone("nl-NL", "America/New_York")) {
      var posted = sluis.postsInterview();
      var page = new InviteePage(visitor);
      page.opens(sluis.mailbox.takeLink(posted.email()));
      shot(page, "1-digits");
      assertThat(page.text("#step-digits")).contains("Selection desk", "Bureau Voorbeeld");

      page.asksForCode(posted.digits());
      page.waitsForCodeField();
      var sms = sluis.twilio.lastTextTo(posted.phone());
      assertThat(sms).contains(page.text("#reference"));
      shot(page, "2-code");

      page.enters(sluis.twilio.lastCodeTo(posted.phone()));
      page.waitsForMeeting();
      shot(page, "3-meeting");
      var shown = page.text("#step-meeting");
      var meeting = Meetings.JSON.readTree(posted.meeting());
      for (var field : new String[] {"title", "joinUrl", "webClientUrl", "meetingId", "passcode", "location", "timeZone"}) {
        assertThat(shown).as(field).contains(meeting.path(field).asText());
      }
      assertThat(shown).contains("Neem je portfolio Beemster mee;", "we beginnen op tijd, écht.", "Selection desk",
          "selection@example.org").doesNotContain(meeting.path("uid").asText());
      assertThat(shown).as("in the meeting's zone and in the visitor's").contains("10:00", inNewYork(meeting.path("start").asText()));
      assertCalendarHolds(page, meeting.path("start").asText(), meeting.path("title").asText());

      for (var i = 0; i < 12; i++) {
        page.page().reload();
        page.waitsForMeeting();
        assertThat(page.text("#meeting-title")).as("reload %d", i).isEqualTo(meeting.path("title").asText());
        assertThat(page.text("#meeting-kept")).containsPattern("Nog \\d+ minuten komt hij terug");
      }
      assertThat(sluis.readLog()).doesNotContain("invitation-acknowledged " + posted.id());
      page.page().click("#have-all");
      assertThat(page.page().url()).as("the link is spent and out of the address").doesNotContain("#");
      Awaitility.await().until(() -> sluis.readLog().contains("invitation-acknowledged " + posted.id()));
      page.page().reload();
      page.page().waitForSelector("#step-ended");
      assertThat(page.text("#step-ended")).contains("De uitnodiging is hier geopend").doesNotContain(meeting.path("title").asText());
      assertThat(visitor.complaints()).isEmpty();
      assertThat(visitor.origins()).containsExactly(sluis.settings.publicUrl());
      assertThat(visitor.traces()).isEmpty();
    }
  }

  @Test
  void whoComesBackLaterIsToldTheTruth() {
    try (var first = browser.desktop("nl-NL", "Europe/Amsterdam"); var second = browser.phone("en-GB", "Europe/Amsterdam")) {
      var posted = sluis.postsInterview();
      var link = sluis.mailbox.takeLink(posted.email());
      var page = new InviteePage(first);
      page.opens(link);
      page.asksForCode(posted.digits());
      page.waitsForCodeField();
      page.enters(sluis.twilio.lastCodeTo(posted.phone()));
      page.waitsForMeeting();

      var late = new InviteePage(second);
      late.opens(link);
      second.page().waitForSelector("#ended-title");
      assertThat(late.shownSections()).containsExactly("step-ended");
      shot(late, "4-opened-already");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"%23", "%2523"})
  void aLinkWhoseHashWasRewrittenStillOpens(String hash) {
    try (var visitor = browser.phone("nl-NL", "Europe/Amsterdam")) {
      var posted = sluis.postsInterview();
      var link = sluis.mailbox.takeLink(posted.email());
      var page = new InviteePage(visitor);
      page.opens(link.replace("#", hash));
      page.asksForCode(posted.digits());
      page.waitsForCodeField();
      page.enters(sluis.twilio.lastCodeTo(posted.phone()));
      page.waitsForMeeting();
      assertThat(sluis.readLog()).doesNotContain(link.substring(link.indexOf('#') + 1));
    }
  }

  @Test
  void nothingActsOnLoadOrOnAScriptsClick() {
    try (var visitor = browser.desktop("nl-NL", "Europe/Amsterdam")) {
      var posted = sluis.postsInterview();
      var page = new InviteePage(visitor);
      page.opens(sluis.mailbox.takeLink(posted.email()));
      page.page().fill("#digits", posted.digits());
      page.page().evaluate("document.querySelector('#send-code').click(); document.querySelector('#digits-form').requestSubmit()");
      page.page().waitForTimeout(1_000);
      assertThat(sluis.twilio.textsTo(posted.phone())).isEmpty();
      assertThat(page.shownSections()).containsExactly("step-digits");
    }
  }

  /** Five hours earlier for some weeks of the year. */
  private static String inNewYork(String start) {
    return OffsetDateTime.parse(start).atZoneSameInstant(ZoneId.of("America/New_York")).toLocalTime().toString();
  }

  private static void assertCalendarHolds(InviteePage page, String start, String title) throws Exception {
    Download download = page.page().waitForDownload(() -> page.page().click("#save-calendar"));
    var text = Files.readString(download.path());
    assertThat(text.lines().allMatch(line -> line.length() <= 75)).isTrue();
    var calendar = new CalendarBuilder().build(new StringReader(text));
    VEvent event = calendar.<VEvent>getComponent("VEVENT").orElseThrow();
    assertThat(event.getSummary().getValue()).isEqualTo(title);
    DtStart<?> begins = event.<DtStart<?>>getProperty("DTSTART").orElseThrow();
    assertThat(begins.getValue()).isEqualTo(OffsetDateTime.parse(start).toInstant().toString().replaceAll("[-:]", ""));
    assertThat(calendar.validate().hasErrors()).isFalse();
  }

  private static void shot(InviteePage page, String name) {
    Pictures.take(page.page(), name);
  }
}
