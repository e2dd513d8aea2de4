package nl.sluis.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** An opened meeting: shown as posted, never as markup, and not lost by accident. */
class PageMeetingTest extends VisitorOnPage {
  @Test
  void visitorElsewhereAlsoSeesTheTimeThere() {
    use(browser.desktop("en-US", "America/New_York"));
    walkToCode();
    types("code", PageStub.CODE);
    press("open-invitation");
    sees("Selectiegesprek");
    assertThat(text("meeting-when")).isEqualTo("Tuesday, January 12, 2027\n10:00 – 11:00 AM");
    assertThat(text("meeting-here")).isEqualTo("Tuesday, January 12, 2027\n4:00 – 5:00 AM\nEastern Standard Time (America/New_York)");
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
