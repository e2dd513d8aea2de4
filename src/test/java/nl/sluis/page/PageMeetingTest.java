package nl.sluis.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An opened meeting: shown as posted, never as markup, and not lost by accident. */
class PageMeetingTest extends VisitorOnPage {
  @Test
  void visitorElsewhereSeesTheirOwnTimeAndBelowItTheTimeThere() {
    use(browser.desktop("en-US", "America/New_York"));
    walkToCode();
    types("code", PageStub.CODE);
    press("open-invitation");
    sees("Selectiegesprek");
    assertThat(text("meeting-when")).isEqualTo("Tuesday, January 12, 2027\n4:00 – 5:00 AM");
    assertThat(text("meeting-when-zone")).isEqualTo("Eastern Standard Time (America/New_York)");
    assertThat(text("meeting-there"))
        .isEqualTo("Tuesday, January 12, 2027\n10:00 – 11:00 AM\nCentral European Standard Time (Europe/Amsterdam)");
    assertThat(page.locator("#meeting-zone")).hasCount(0);
    picture("meeting-elsewhere");
  }

  /**
   * Of each zone and moment what the visitor reads: same clock, other date, the two nights in which clocks change. By the page's own module, so
   * that a case costs no walk.
   */
  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
      Europe/Amsterdam | 2027-01-12T10:00:00+01:00 | 2027-01-12T11:00:00+01:00 | 12 January 2027+10:00–11:00               | -                                                                | -
      Europe/Berlin    | 2027-07-12T10:00:00+02:00 | 2027-07-12T11:00:00+02:00 | 12 July 2027+10:00–11:00                  | -                                                                | -
      Asia/Tokyo       | 2027-01-12T17:30:00+01:00 | 2027-01-12T18:30:00+01:00 | 13 January 2027+01:30–02:30               | Japan Standard Time (Asia/Tokyo)                                 | 12 January 2027+17:30–18:30+Central European Standard Time
      America/New_York | 2027-03-20T10:00:00+01:00 | 2027-03-20T11:00:00+01:00 | 20 March 2027+05:00–06:00                 | Eastern Daylight Time (America/New_York)                         | 20 March 2027+10:00–11:00+Central European Standard Time
      Europe/London    | 2027-03-28T01:30:00+01:00 | 2027-03-28T03:30:00+02:00 | 28 March 2027+00:30–02:30                 | Greenwich Mean Time (Europe/London)                              | 28 March 2027+01:30–03:30
      Europe/Amsterdam | 2027-10-31T02:30:00+02:00 | 2027-10-31T02:30:00+01:00 | 31 October 2027+02:30:00 CEST – 02:30:00 CET | -                                                             | -
      UTC              | 2027-10-31T02:30:00+02:00 | 2027-10-31T02:30:00+01:00 | 31 October 2027+00:30–01:30               | Coordinated Universal Time (UTC)                                 | 31 October 2027+02:30:00 CEST – 02:30:00 CET
      """)
  void visitorsOwnTimeIsTheHeadline(String visitorsZone, String start, String end, String when, String zone, String there) {
    use(browser.phone("en-GB", visitorsZone));
    page.navigate(stub.link());
    sees("You are invited");
    page.evaluate("async (meeting) => (await import('/i/meeting.js')).showMeeting(meeting)",
        Map.of("title", "x", "start", start, "end", end, "timeZone", "Europe/Amsterdam"));
    var shown = page.locator("#meeting-when").textContent().replaceAll("[\\u2009\\u202f\\u00a0]", " ");
    assertThat(shown.replaceFirst("^\\w+, ", "").replace('\n', '+')).isEqualTo(when);
    assertThat(page.locator("#meeting-when-zone").textContent()).isEqualTo(zone == null ? "" : zone);
    assertThat(page.locator("#meeting-zone")).hasCount(0);
    assertThat(page.locator("#meeting-there")).hasCount(there == null ? 0 : 1);
    if (there != null) {
      assertThat(page.locator("#meeting-there").textContent().replaceAll("[\\u2009\\u202f\\u00a0]", " ").replace('\n', '+'))
          .contains(there);
    }
  }

  @Test
  void postedMarkupStaysText() {
    stub.sealed = SealedForPage.seal("""
        {"title":"<img src=x onerror=alert(1)>","start":"tomorrow","end":"later","timeZone":"Mars/Base",
         "organizer":{"name":"<b>Desk</b>","email":"desk@example.org"},"joinUrl":"javascript:alert(1)",
         "webClientUrl":"data:text/html,hello","description":"<script>alert(1)</script>"}""");
    walkToCode();
    types("code", PageStub.CODE);
    press("open-invitation");
    assertThat(heading()).hasText("<img src=x onerror=alert(1)>");
    assertThat(text("meeting-join")).isEqualTo("javascript:alert(1)");
    assertThat(text("meeting-when")).isEqualTo("tomorrow – later");
    assertThat(text("meeting-zone")).isEqualTo("Mars/Base");
    assertThat(text("meeting-description")).isEqualTo("<script>alert(1)</script>");
    assertThat(page.locator("main a")).hasCount(0);
    assertThat(page.locator("#save-calendar")).isHidden();
    sees("A calendar cannot read these times");
  }

  /** As an invitee may whose keyboard is Arabic, and who copied the whole message. */
  @Test
  void digitsOfAnotherScriptAndTheWholeMessageAreTaken() {
    page.navigate(stub.link());
    types("digits", "\u0665\u0666\u0667\u0668");
    press("send-code");
    types("code",
        "\u0664\u0668\u0662\u0669\u0661\u0663 is your code, reference KX. Do not share this code.\n\n@localhost #" + PageStub.CODE);
    press("open-invitation");
    sees("Selectiegesprek");
    assertThat(stub.timesAsked("release")).isEqualTo(1);
  }

  @Test
  void namesKeepTheirJoinersAndTurnNothing() {
    var flag = "\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc65\udb40\udc6e\udb40\udc67\udb40\udc7f";
    stub.sealed = SealedForPage.seal(
        """
        {"title":"\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u202edesrever\u202c FLAG","start":"2027-01-12T10:00:00+01:00",
         "end":"2027-01-12T11:00:00+01:00","timeZone":"Mars/Base","location":"\u2067x\u2069","organizer":{"name":"Desk","email":"desk@example.org"}}"""
            .replace("FLAG", flag));
    walkToMeeting();
    assertThat(page.locator("#meeting-title").textContent()).isEqualTo("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 desrever " + flag);
    assertThat(page.locator("#meeting-location").textContent()).isEqualTo("x");
    assertThat(text("meeting-when")).isEqualTo("Tuesday, 12 January 2027\n10:00–11:00");
    // Of a zone that this browser does not know: the time as posted.
    assertThat(text("meeting-there")).isEqualTo("2027-01-12T10:00:00+01:00 – 2027-01-12T11:00:00+01:00\nMars/Base");
  }

  @Test
  void damagedInvitationIsSaidAndNotAcknowledged() {
    walkToCode();
    var whole = stub.sealed;
    var damaged = whole.envelope().clone();
    damaged[100] ^= 1;
    stub.sealed = whole.withEnvelope(damaged);
    types("code", PageStub.CODE);
    press("open-invitation");
    sees("The invitation cannot be read");
    assertThat(stub.timesAsked("acknowledge")).isZero();
    stub.sealed = whole;
    press("try-again");
    sees("Selectiegesprek");
  }

  @Test
  void browserAsksBeforeAnUnsavedMeetingIsLeft() {
    var asked = new ArrayList<String>();
    page.onDialog(dialog -> {
      asked.add(dialog.type());
      dialog.accept();
    });
    walkToCode();
    types("code", PageStub.CODE);
    press("open-invitation");
    sees("Selectiegesprek");
    page.reload();
    assertThat(asked).containsExactly("beforeunload");
  }

  @Test
  void meetingOfWhichAFileWasMadeIsStillNotLeftWithoutAQuestion() {
    var asked = new ArrayList<String>();
    page.onDialog(dialog -> {
      asked.add(dialog.type());
      dialog.accept();
    });
    walkToCode();
    types("code", PageStub.CODE);
    press("open-invitation");
    page.waitForDownload(() -> press("save-calendar"));
    page.reload();
    sees("Selectiegesprek");
    assertThat(asked).containsExactly("beforeunload");
    assertThat(stub.timesAsked("acknowledge")).isZero();
  }
}
