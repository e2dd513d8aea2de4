package nl.sluis.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser.NewContextOptions;
import org.junit.jupiter.api.Test;

/** The page in the languages it speaks, also where it cannot run. */
class PageLanguageTest extends VisitorOnPage {
  @Test
  void pageSpeaksTheLanguageOfTheInvitationAndTheOther() {
    stub.locale = "nl";
    page.navigate(stub.link());
    sees("U bent uitgenodigd", "Selection desk van Example Assessments nodigt u uit", "Verzegeld bij ontvangst");
    assertThat(page.locator("html")).hasAttribute("lang", "nl");
    picture("nl-digits");
    types("digits", "0000");
    press("send-code");
    sees("U hebt nog 9 pogingen");
    page.selectOption("#language", "en");
    sees("You are invited", "9 tries are left");
    assertThat(page.locator("html")).hasAttribute("lang", "en");
  }

  @Test
  void everyStepSpeaksDutch() {
    stub.locale = "nl";
    walkToCode();
    sees("Vul de code in", "kenmerk KX");
    picture("nl-code");
    types("code", PageStub.CODE);
    press("open-invitation");
    sees("Zet in agenda", "De link in uw mail is nu verbruikt");
    assertThat(page.locator("#meeting-when")).containsText("dinsdag 12 januari 2027");
    picture("nl-meeting");
    page.selectOption("#language", "en");
    sees("Add to calendar");
    assertThat(page.locator("#meeting-when")).containsText("Tuesday, 12 January 2027");
  }

  @Test
  void browserWithoutScriptReadsWhyInEveryLanguage() {
    use(browser.visitor(new NewContextOptions()
        .setViewportSize(360, 740).setJavaScriptEnabled(false), "nl-NL", "Europe/Amsterdam"));
    page.navigate(stub.link());
    sees("heeft JavaScript", "needs JavaScript", "braucht JavaScript", "besoin de JavaScript");
    picture("noscript");
  }

  @Test
  void browserWithoutWebCryptoReadsWhatIsNeeded() {
    page.addInitScript("Object.defineProperty(crypto, 'subtle', { value: undefined })");
    page.navigate(stub.link());
    sees("This browser is too old", "must begin with https");
    assertThat(stub.asked).isEmpty();
  }
}
