package nl.sluis.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser.NewContextOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every word in Dutch and in English, also where the page cannot run. */
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
    press("language");
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
    press("language");
    sees("Save to calendar");
    assertThat(page.locator("#meeting-when")).containsText("Tuesday, 12 January 2027");
  }

  @Test
  void bothLanguagesHaveTheSameWordsWithTheSameGaps() {
    page.navigate(stub.link());
    assertThat(page.evaluate("""
        async () => {
          const [en, nl] = await Promise.all(['en', 'nl'].map((language) => import(`/i/words-${language}.js`)));
          const gaps = (text) => [...(text ?? '').matchAll(/\\{[a-z]+\\}/g)].map(String).sort().join();
          const keys = new Set([...Object.keys(en.default), ...Object.keys(nl.default)]);
          const differ = (one, other) => !one || !other || gaps(one) !== gaps(other);
          return [...keys].filter((key) => differ(en.default[key], nl.default[key]));
        }""")).isEqualTo(List.of());
  }

  @Test
  void browserWithoutScriptReadsWhyInBothLanguages() {
    use(browser.visitor(new NewContextOptions()
        .setViewportSize(360, 740).setJavaScriptEnabled(false), "nl-NL", "Europe/Amsterdam"));
    page.navigate(stub.link());
    sees("needs JavaScript", "heeft daarvoor JavaScript nodig");
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
