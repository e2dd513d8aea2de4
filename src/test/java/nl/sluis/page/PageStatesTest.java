package nl.sluis.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static nl.sluis.page.SealedForPage.b64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import nl.sluis.testing.Browser;
import nl.sluis.testing.Visitor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a visitor reads and can do in each state, on a small phone unless said otherwise. With -Dsluis.shots=folder each state is pictured. */
class PageStatesTest {
  private static final String MEETING = """
      {"uid":"3f1c@sluis.example","title":"Selectiegesprek","start":"2027-01-12T10:00:00+01:00","end":"2027-01-12T11:00:00+01:00",
       "timeZone":"Europe/Amsterdam","organizer":{"name":"Selection desk","email":"selection@example.org"},
       "joinUrl":"https://zoom.us/j/123456789","webClientUrl":"https://zoom.us/wc/join/123456789","meetingId":"123 456 789",
       "passcode":"482913","location":"Online","description":"Neem mee:\\n- een legitimatiebewijs\\n- een glas water",
       "somethingNew":"is ignored"}""";

  private static Browser browser;
  private PageStub stub;
  private Visitor visitor;
  private Page page;

  @BeforeAll
  static void startBrowser() {
    browser = Browser.start();
  }

  @AfterAll
  static void closeBrowser() {
    browser.close();
  }

  @BeforeEach
  void openPhone() {
    stub = new PageStub(MEETING);
    use(browser.phone("en-GB", "Europe/Amsterdam"));
  }

  @AfterEach
  void nothingIsLeftBehind() {
    if (!page.url().equals("about:blank")) {
      assertThat(visitor.complaints()).isEmpty();
      assertThat(visitor.origins()).containsOnly(stub.origin());
      assertThat(visitor.traces()).isEmpty();
      assertThat(visitor.scrollsSideways()).isFalse();
    }
    visitor.close();
    stub.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"phone", "desktop", "narrow", "dark"})
  void visitorGoesFromLinkToMeeting(String device) {
    useDevice(device);
    page.navigate(stub.link());
    sees("You are invited", "Selection desk of Example Assessments invites you", "you also need a code", "opens only once",
        "Have your calendar at hand", "Sealed at intake");
    assertThat(stub.asked).containsExactly("status");
    picture(device + "-1-digits");

    types("digits", "0000");
    press("send-code");
    sees("These are not the last four digits", "9 tries are left");
    assertThat(page.locator("#digits")).isFocused();
    assertThat(page.locator("#digits")).hasAttribute("aria-invalid", "true");
    picture(device + "-2-wrong-digits");

    types("digits", PageStub.DIGITS);
    press("send-code");
    sees("Enter the code", "code of 6 digits is on its way", "reference KX", "Valid until");
    assertThat(heading()).isFocused();
    assertThat(page.locator("#resend")).hasText(Pattern.compile("Send a new code \\(in 0:\\d\\d\\)|.*1:00.*"));
    picture(device + "-3-code");

    types("code", "111 111");
    press("open-invitation");
    sees("This is not the newest code", "8 tries are left");
    picture(device + "-4-wrong-code");

    types("code", "482 913");
    press("open-invitation");
    sees("Selectiegesprek", "link in your mail is now used up");
    assertThat(heading()).isFocused();
    assertThat(text("meeting-when")).isEqualTo("Tuesday, 12 January 2027\n10:00–11:00");
    assertThat(text("meeting-zone")).isEqualTo("Central European Standard Time (Europe/Amsterdam)");
    assertThat(text("meeting-organizer")).isEqualTo("Selection desk\nselection@example.org");
    assertThat(text("meeting-id")).isEqualTo("123 456 789");
    assertThat(text("meeting-passcode")).isEqualTo("482913");
    assertThat(text("meeting-location")).isEqualTo("Online");
    assertThat(text("meeting-description")).isEqualTo("Neem mee:\n- een legitimatiebewijs\n- een glas water");
    assertThat(page.locator("#meeting-uid")).hasText("3f1c@sluis.example");
    assertThat(page.locator("#meeting-here")).isHidden();
    leadsTo("meeting-join", "https://zoom.us/j/123456789");
    leadsTo("meeting-web-client", "https://zoom.us/wc/join/123456789");
    await().untilAsserted(() -> assertThat(stub.acknowledged).isTrue());
    assertThat(page.url()).isEqualTo(stub.origin() + "/i");
    picture(device + "-5-meeting");
    assertThat(stub.originHeaders).containsOnly(stub.origin());
  }

  @Test
  void scriptThatPressesButtonsSendsNothing() {
    page.navigate(stub.link());
    types("digits", PageStub.DIGITS);
    page.evaluate("document.getElementById('send-code').click(); document.getElementById('digits-form').requestSubmit()");
    page.waitForTimeout(300);
    assertThat(stub.asked).containsExactly("status");
    page.locator("#digits").press("Enter");
    sees("Enter the code");
  }

  @Test
  void incompleteDigitsAndCodeAreNotAsked() {
    page.navigate(stub.link());
    types("digits", "56 7");
    press("send-code");
    sees("Type exactly four digits");
    types("digits", "06 1234 5678");
    press("send-code");
    types("code", "12345");
    press("open-invitation");
    sees("Type the 6 digits");
    assertThat(stub.asked).containsExactly("status", "code");
  }

  @Test
  void releaseWhoseAnswerWasLostIsFetchedByTicket() {
    walkToCode();
    stub.loseAnswers("release", 1);
    types("code", PageStub.CODE);
    press("open-invitation");
    sees("Selectiegesprek");
    assertThat(stub.asked.subList(2, 4)).containsExactly("release", "fetch");
  }

  @Test
  void releaseThatNeverArrivedIsHandedInAgain() {
    walkToCode();
    stub.loseQuestions("release", 1);
    stub.loseQuestions("fetch", 1);
    types("code", PageStub.CODE);
    press("open-invitation");
    sees("The connection is bad", "you lose nothing");
    sees("Selectiegesprek");
    assertThat(stub.asked.subList(2, 7)).containsExactly("release", "fetch", "fetch", "status", "release");
  }

  @Test
  void wrongCodeWhoseAnswerWasLostCostsOneTry() {
    walkToCode();
    stub.loseAnswers("release", 1);
    types("code", "000000");
    press("open-invitation");
    sees("This is not the newest code", "9 tries are left");
    assertThat(stub.triesLeft).isEqualTo(9);
    assertThat(stub.timesAsked("release")).isEqualTo(1);
  }

  @Test
  void codeWhoseAnswerWasLostIsNotAskedForTwice() {
    page.navigate(stub.link());
    stub.loseAnswers("code", 1);
    types("digits", PageStub.DIGITS);
    press("send-code");
    sees("Enter the code", "reference KX");
    assertThat(stub.timesAsked("code")).isEqualTo(1);
  }

  @Test
  void codeThatTheBrowserAskedForTwiceIsNotTakenForTooSoon() {
    page.navigate(stub.link());
    sees("You are invited");
    stub.codePending = true;
    stub.answerNext("code", 429, "too-soon", "retryAfter", 60);
    types("digits", PageStub.DIGITS);
    press("send-code");
    sees("Enter the code", "reference KX");
  }

  @Test
  void wrongDigitsWhoseAnswerWasLostCostOneTry() {
    page.navigate(stub.link());
    stub.loseAnswers("code", 1);
    types("digits", "0000");
    press("send-code");
    sees("These are not the last four digits", "9 tries are left");
    assertThat(stub.triesLeft).isEqualTo(9);
  }

  @Test
  void codeThatWasNeverAskedForCanBeAskedForAgain() {
    page.navigate(stub.link());
    stub.loseQuestions("code", 1);
    types("digits", PageStub.DIGITS);
    press("send-code");
    sees("It seems that no code was sent");
    press("send-code");
    sees("Enter the code");
  }

  @Test
  void afterManyLostAnswersTheVisitorTriesAgainAndLosesNothing() {
    page.clock().install();
    walkToCode();
    stub.loseAnswers("release", 1);
    stub.loseAnswers("fetch", 3);
    types("code", PageStub.CODE);
    press("open-invitation");
    passTimeUntil(page.locator("#retry-release"));
    sees("There is still no answer", "nothing is lost");
    assertThat(page.locator("#status")).isInViewport();
    picture("try-again");
    press("retry-release");
    sees("Selectiegesprek");
  }

  @Test
  void failingAcknowledgementDoesNotDisturb() {
    stub.loseQuestions("acknowledge", 2);
    walkToCode();
    types("code", PageStub.CODE);
    press("open-invitation");
    sees("Selectiegesprek");
    await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(stub.acknowledged).isTrue());
    assertThat(stub.timesAsked("acknowledge")).isEqualTo(3);
  }

  @Test
  void damagedInvitationIsSaidAndNotAcknowledged() {
    walkToCode();
    var whole = stub.sealed;
    var damaged = whole.envelope().clone();
    damaged[100] ^= 1;
    stub.sealed = new SealedForPage(whole.id(), whole.linkSecret(), whole.share(), whole.access(), whole.ack(), damaged);
    types("code", PageStub.CODE);
    press("open-invitation");
    sees("The invitation cannot be read");
    assertThat(stub.timesAsked("acknowledge")).isZero();
    stub.sealed = whole;
    press("try-again");
    sees("Selectiegesprek");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      opened        | Already opened             | was opened on 5 January 2027 at 09:30      | If it was not you, tell Selection desk at once
      revoked       | Invitation withdrawn       | withdrew this invitation on 5 January 2027 | ask Selection desk
      expired       | Invitation expired         | until 5 January 2027 at 09:30              | ask Selection desk
      locked        | Invitation locked          | the last one on 5 January 2027             | Ask Selection desk for a new invitation
      undeliverable | Invitation not delivered   | undeliverable on 5 January 2027            | Ask Selection desk for a new invitation
      held          | Not open now               | since 5 January 2027                       | ask Selection desk
      """)
  void endedInvitationSaysWhatHappenedWhenAndWhomToAsk(String state, String title, String what, String whom) {
    stub.state = state;
    page.navigate(stub.link());
    sees(title, what, whom);
    assertThat(heading()).isFocused();
    picture("ended-" + state);
  }

  @Test
  void endedInvitationWhoseContactWasErasedNamesNobody() {
    stub.state = "opened";
    stub.organizer = null;
    page.navigate(stub.link());
    sees("Already opened", "tell the person who invited you at once");
  }

  @ParameterizedTest
  @CsvSource({"code", "release"})
  void invitationOpenedMeanwhileIsToldByEachQuestion(String question) {
    if (question.equals("code")) {
      page.navigate(stub.link());
      sees("You are invited");
    } else {
      walkToCode();
    }
    stub.state = "opened";
    types(question.equals("code") ? "digits" : "code", question.equals("code") ? PageStub.DIGITS : PageStub.CODE);
    press(question.equals("code") ? "send-code" : "open-invitation");
    sees("Already opened", "If it was not you");
  }

  @Test
  void lastWrongTryLocks() {
    stub.triesLeft = 2;
    page.navigate(stub.link());
    types("digits", "0000");
    press("send-code");
    sees("One try is left");
    press("send-code");
    sees("Invitation locked", "too many wrong tries", "Ask Selection desk");
  }

  @Test
  void unknownLinkOffersToPasteTheWholeOne() {
    page.navigate(stub.origin() + "/i#" + b64(new byte[32]));
    sees("This link is not known", "ask the person who invited you");
    picture("unknown");
    types("link", stub.link());
    press("use-link");
    sees("You are invited");
    assertThat(page.url()).isEqualTo(stub.link());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "#", "#tooshort", "#qqAkSYvfHivL54QHTr7eiYH8RTRapynh-nr4N1kHLrl", "%23short"})
  void incompleteLinkOffersToPasteTheWholeOne(String rest) {
    page.navigate(stub.origin() + "/i" + rest);
    sees("The link is not complete", "copy the whole link and paste it here");
    assertThat(stub.asked).isEmpty();
    types("link", "https://example.org/");
    press("use-link");
    sees("This is not a complete link");
    picture("paste");
    types("link", "https://scanner.example/?url=" + stub.link().replace("#", "%23") + "&data=1");
    press("use-link");
    sees("You are invited");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%23", "%2523"})
  void rewrittenLinkIsPutRight(String hash) {
    page.navigate(stub.link().replace("#", hash));
    sees("You are invited");
    assertThat(page.url()).isEqualTo(stub.link());
  }

  @Test
  void reloadBetweenTheStepsGoesOnWithTheCode() {
    stub.resendAfter = 0;
    walkToCode();
    page.reload();
    sees("Enter the code", "was sent to your phone", "reference KX");
    press("resend");
    sees("You are invited");
    press("have-code");
    sees("Enter the code");
    press("back");
    types("digits", PageStub.DIGITS);
    press("send-code");
    types("code", PageStub.CODE);
    press("open-invitation");
    sees("Selectiegesprek");
    assertThat(stub.timesAsked("code")).isEqualTo(2);
  }

  @Test
  void newCodeNeedsNoDigitsAgain() {
    stub.resendAfter = 0;
    walkToCode();
    press("resend");
    sees("A new code was requested");
    assertThat(stub.timesAsked("code")).isEqualTo(2);
  }

  @Test
  void tooSoonIsCountedDown() {
    page.navigate(stub.link());
    stub.answerNext("code", 429, "too-soon", "retryAfter", 2);
    types("digits", PageStub.DIGITS);
    press("send-code");
    sees("too soon", "again in 0:02");
    assertThat(page.locator("#send-code")).hasAttribute("aria-disabled", "true");
    assertThat(page.locator("#send-code")).hasText(Pattern.compile("Send code \\(in 0:0[12]\\)"));
    picture("too-soon");
    press("send-code");
    sees("Enter the code");
    stub.answerNext("release", 429, "too-soon", "retryAfter", 2);
    types("code", PageStub.CODE);
    press("open-invitation");
    sees("too soon");
    press("open-invitation");
    sees("Selectiegesprek");
  }

  @Test
  void tooManyCodesOfTheDayAreSaidWithTheTime() {
    page.navigate(stub.link());
    stub.answerNext("code", 429, "too-soon", "retryAfter", 50_000);
    types("digits", PageStub.DIGITS);
    press("send-code");
    sees("You can ask for another one from");
    assertThat(page.locator("#send-code")).hasText(Pattern.compile("Send code \\(in 13:\\d\\d:\\d\\d\\)"));
  }

  @Test
  void phoneWithoutTextMessagesIsSaid() {
    page.navigate(stub.link());
    stub.answerNext("code", 422, "number-takes-no-sms");
    types("digits", PageStub.DIGITS);
    press("send-code");
    sees("cannot receive text messages", "Ask Selection desk");
    stub.answerNext("code", 503, "sms-unavailable");
    press("send-code");
    sees("No text messages can be sent at the moment", "Your invitation is kept");
    assertThat(stub.timesAsked("code")).isEqualTo(2);
  }

  @Test
  void doubtWhetherTheMessageWasSentIsSaid() {
    stub.delivery = "unknown";
    walkToCode();
    sees("it is not certain that it was sent");
    picture("unknown-delivery");
  }

  @Test
  void gatewayOutOfReachCanBeTriedAgain() {
    stub.loseQuestions("status", 3);
    page.navigate(stub.link());
    sees("No connection", "nothing is used up");
    picture("unreachable");
    press("try-again");
    sees("You are invited");
  }

  @Test
  void pageOfWirelessNetworkIsNotTakenForAnAnswer() {
    page.route("**/link/status", route -> route.fulfill(
        new com.microsoft.playwright.Route.FulfillOptions().setStatus(200).setContentType("text/html").setBody("<h1>Log in</h1>")));
    page.navigate(stub.link());
    sees("No connection");
    page.unroute("**/link/status");
    press("try-again");
    sees("You are invited");
  }

  @Test
  void visitorElsewhereAlsoSeesTheTimeThere() {
    use(browser.desktop("en-US", "America/New_York"));
    walkToCode();
    types("code", PageStub.CODE);
    press("open-invitation");
    sees("Selectiegesprek");
    assertThat(text("meeting-when")).isEqualTo("Tuesday, January 12, 2027\n10:00 – 11:00 AM");
    assertThat(text("meeting-here")).isEqualTo("Tuesday, January 12, 2027\n4:00 – 5:00 AM");
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
    sees("not written in a way that a calendar understands");
  }

  @Test
  void reloadAfterOpeningSaysWhereItIsGone() {
    walkToCode();
    types("code", PageStub.CODE);
    press("open-invitation");
    sees("Selectiegesprek");
    page.reload();
    sees("The invitation was opened here", "opens only once");
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
  void savedMeetingIsLeftWithoutAQuestion() {
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
    sees("The invitation was opened here");
    assertThat(asked).isEmpty();
  }

  @Test
  void secondTapOnTheSpentLinkKeepsTheMeetingShown() {
    walkToCode();
    types("code", PageStub.CODE);
    press("open-invitation");
    sees("Selectiegesprek");
    page.evaluate("link => { location.hash = link.split('#')[1]; }", stub.link());
    page.waitForURL(stub.origin() + "/i");
    sees("Selectiegesprek");
    assertThat(stub.timesAsked("status")).isEqualTo(1);
  }

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
          return [...keys].filter((key) => !en.default[key] || !nl.default[key] || gaps(en.default[key]) !== gaps(nl.default[key]));
        }""")).isEqualTo(List.of());
  }

  @Test
  void browserWithoutScriptReadsWhyInBothLanguages() {
    use(browser.visitor(new com.microsoft.playwright.Browser.NewContextOptions()
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

  private void use(Visitor other) {
    if (visitor != null) {
      visitor.close();
    }
    visitor = other;
    page = visitor.page();
  }

  private void useDevice(String device) {
    var options = new com.microsoft.playwright.Browser.NewContextOptions();
    switch (device) {
      case "desktop" -> use(browser.desktop("en-GB", "Europe/Amsterdam"));
      case "narrow" -> use(browser.visitor(options.setViewportSize(320, 560), "en-GB", "Europe/Amsterdam"));
      case "dark" -> use(browser.visitor(options.setViewportSize(360, 740).setColorScheme(ColorScheme.DARK), "en-GB", "Europe/Amsterdam"));
      default -> { }
    }
  }

  private void walkToCode() {
    page.navigate(stub.link());
    types("digits", PageStub.DIGITS);
    press("send-code");
    assertThat(page.locator("#code")).isVisible();
  }

  private void types(String field, String text) {
    page.locator("#" + field).fill(text);
  }

  private void press(String button) {
    page.locator("#" + button).click();
  }

  /** Waits until the page shows each of the words. */
  private void sees(String... words) {
    for (var some : words) {
      assertThat(page.locator("body")).containsText(some, new com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions()
          .setUseInnerText(true).setTimeout(10_000));
    }
  }

  private Locator heading() {
    return page.locator("main h1:visible");
  }

  /** Thin and unbreakable blanks of the locale's dates as ordinary ones. */
  private String text(String id) {
    return page.locator("#" + id).innerText().replaceAll("[\\u2009\\u202f\\u00a0]", " ");
  }

  private void leadsTo(String id, String address) {
    var link = page.locator("#" + id + " a");
    assertThat(link).hasAttribute("href", address);
    assertThat(link).hasAttribute("rel", "noopener noreferrer");
    assertThat(page.locator("#" + id)).containsText(address);
  }

  private void passTimeUntil(Locator shown) {
    await().atMost(Duration.ofSeconds(20)).pollInSameThread().until(() -> {
      page.clock().runFor(1000);
      return shown.isVisible();
    });
  }

  private void picture(String name) {
    var folder = System.getProperty("sluis.shots");
    if (folder != null) {
      page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, name + ".png")).setFullPage(true));
    }
  }
}
