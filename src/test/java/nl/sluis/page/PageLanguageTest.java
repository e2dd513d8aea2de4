package nl.sluis.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page in the languages it speaks, also where it cannot run. */
class PageLanguageTest extends VisitorOnPage {
  @Test
  void pageSpeaksTheLanguageOfTheInvitationAndTheOther() {
    stub.locale = "nl";
    page.navigate(stub.link());
    sees("U bent uitgenodigd", "Selection desk van Example Assessments nodigt u uit", "Versleuteld van Example Assessments");
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
    sees("Zet in agenda", "u ziet deze afspraak maar één keer");
    assertThat(page.locator("#meeting-when")).containsText("dinsdag 12 januari 2027");
    picture("nl-meeting");
    page.selectOption("#language", "en");
    sees("Add to calendar");
    assertThat(page.locator("#meeting-when")).containsText("Tuesday, 12 January 2027");
  }

  @Test
  void visitorMayChooseAnyOfFour() {
    stub.locale = "nl";
    page.navigate(stub.link());
    sees("U bent uitgenodigd", "Stap 1 van 3");
    for (var choice : Map.of("en", "You are invited", "de", "Sie sind eingeladen", "fr", "Une invitation pour vous").entrySet()) {
      page.selectOption("#language", choice.getKey());
      sees(choice.getValue());
      assertThat(page.locator("html")).hasAttribute("lang", choice.getKey());
      assertThat(page.locator("#level-more")).hasAttribute("href", stub.origin() + "/i/levels#" + choice.getKey());
    }
  }

  @Test
  void meaningOfTheLevelsIsReadInOneLanguageWithoutAScript() {
    use(browser.visitor(new NewContextOptions().setJavaScriptEnabled(false), "de-DE", "Europe/Berlin"));
    page.navigate(stub.origin() + "/i/levels");
    sees("Hoe uw uitnodiging is versleuteld", "this is not end-to-end encryption", "Ende-zu-Ende", "bout en bout");
    page.locator("nav a[lang=de]").click();
    assertThat(page.locator("main h1:visible")).hasCount(1);
    sees("Das ist also keine Ende-zu-Ende-Verschlüsselung");
  }

  @Test
  void whereNoWordsArriveAllLanguagesSayWhatIsNeeded() {
    page.route("**/words-*.json", route -> route.fulfill(
        new Route.FulfillOptions().setStatus(200).setContentType("text/html").setBody("<h1>Log in</h1>")));
    page.navigate(stub.link());
    sees("verbinding nodig", "a connection", "eine Verbindung", "une connexion");
    assertThat(stub.asked).isEmpty();
  }

  /** An older browser too: AbortSignal.timeout came late. */
  @Test
  void whereTheWordsOfTheInvitationStallThePageGoesOnInTheOnesItHas() {
    page.clock().install();
    page.addInitScript("delete AbortSignal.timeout");
    page.route("**/words-nl.json", route -> {});
    stub.locale = "nl";
    page.navigate(stub.link());
    passTimeUntil(page.locator("#step-digits"));
    sees("You are invited");
    assertThat(page.locator("html")).hasAttribute("lang", "en");
    assertThat(page.locator("#language")).hasValue("en");
    types("digits", PageStub.DIGITS);
    press("send-code");
    sees("Enter the code");
  }

  @Test
  void languageThatIsChosenWhileTheWordsOfAnEndArriveIsSpoken() {
    var held = new ArrayList<Route>();
    page.route("**/ends-en.json", held::add);
    stub.state = "cancelled";
    page.navigate(stub.link());
    page.waitForCondition(() -> !held.isEmpty());
    page.selectOption("#language", "nl");
    assertThat(page.locator("html")).hasAttribute("lang", "nl");
    held.get(0).resume();
    sees("De afspraak gaat niet door", "Neem contact op met Selection desk");
  }

  @Test
  void whereTheWordsOfAnEndDoNotArriveTheVisitorTriesAgain() {
    stub.state = "cancelled";
    page.route("**/ends-en.json", route -> route.abort());
    page.navigate(stub.link());
    sees("No connection");
    page.unroute("**/ends-en.json");
    press("try-again");
    sees("The meeting is cancelled");
  }

  @Test
  void browserWithoutScriptReadsWhyInEveryLanguage() {
    use(browser.visitor(new NewContextOptions()
        .setViewportSize(360, 740).setJavaScriptEnabled(false), "nl-NL", "Europe/Amsterdam"));
    page.navigate(stub.link());
    sees("heeft JavaScript", "needs JavaScript", "braucht JavaScript", "besoin de JavaScript");
    assertThat(page.locator("#step-wait")).isHidden();
    picture("phone-needs");
    page.setViewportSize(1280, 800);
    picture("desktop-needs");
  }

  @Test
  void browserWithoutWebCryptoReadsWhatIsNeeded() {
    page.addInitScript("Object.defineProperty(crypto, 'subtle', { value: undefined })");
    page.navigate(stub.link());
    sees("This browser is too old", "must begin with https");
    assertThat(stub.asked).isEmpty();
  }
}
