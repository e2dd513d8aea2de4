package nl.sluis.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The opened meeting comes back for ten minutes, until its visitor says that they have it: no press on a button proves that. */
class PageKeepTest extends VisitorOnPage {
  private static final String RESTORE = "([state, url]) => history.replaceState(state, '', url)";
  private final List<String> questions = new ArrayList<>();

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      nl | 1  | maar één keer | Nog 10 minuten komt hij terug         | zonder te vragen            | Tien minuten lang   | hier geopend
      en | 12 | only once     | For 10 more minutes it comes back     | Some phones close a page    | For ten minutes     | was opened here
      de | 1  | nur einmal    | Noch 10 Minuten lang kommt er wieder  | ohne zu fragen              | Zehn Minuten lang   | hier geöffnet
      fr | 1  | qu’une fois   | Pendant 10 minutes encore, il revient | sans demander               | Pendant dix minutes | ouverte ici
      """)
  void everyReloadBringsTheMeetingBackAndNoneOnceTheVisitorHasEverything(String language, int times, String once, String comesBack,
      String phones, String tenMinutes, String here) {
    stub.locale = language;
    use(browser.phone(language, "Europe/Amsterdam"));
    countsQuestions();
    page.navigate(stub.link());
    sees(tenMinutes);
    picture("once-" + language);
    walkToMeeting();
    picture("kept-" + language);
    for (var i = 0; i < times; i++) {
      page.reload();
      sees("Selectiegesprek", once, comesBack, phones);
    }
    assertThat(stub.timesAsked("release")).isEqualTo(1);
    assertThat(stub.timesAsked("fetch")).isEqualTo(times);
    assertThat(stub.timesAsked("acknowledge")).isZero();
    press("have-all");
    await().untilAsserted(() -> assertThat(stub.acknowledged).isTrue());
    assertThat(page.locator("#meeting-kept")).isHidden();
    picture("gone-" + language);
    assertThat(page.evaluate("history.state")).isEqualTo(Map.of("opened", true));
    var asked = questions.size();
    page.reload();
    sees(here);
    assertThat(page.locator("main")).not().containsText("Selectiegesprek");
    assertThat(questions).as("no question before it goes").hasSize(asked);
    assertThat(stub.timesAsked("fetch")).isEqualTo(times);
  }

  @Test
  void browserAsksBeforeEachReloadUntilTheVisitorHasEverything() {
    countsQuestions();
    walkToMeeting();
    page.waitForDownload(() -> press("save-calendar"));
    page.waitForDownload(() -> press("save-discreet"));
    page.reload();
    sees("Selectiegesprek");
    press("save-discreet");
    page.reload();
    sees("Selectiegesprek");
    assertThat(questions).containsExactly("beforeunload", "beforeunload");
    assertThat(stub.timesAsked("acknowledge")).isZero();
  }

  @Test
  void backAndForwardBringTheMeetingBack() {
    walkToMeeting();
    for (var i = 0; i < 2; i++) {
      page.navigate(stub.origin() + "/i/levels");
      page.goBack();
      sees("Selectiegesprek");
    }
    page.goForward();
    sees("Hoe uw uitnodiging");
    page.goBack();
    sees("Selectiegesprek");
    press("have-all");
    page.navigate(stub.origin() + "/i/levels");
    page.goBack();
    sees("The invitation was opened here");
  }

  /** A browser that restores its tabs gives each its address and its state of the history; any other tab has the link alone. */
  @Test
  void droppedTabThatIsRestoredHasTheMeetingAndAnotherHasNot() {
    walkToMeeting();
    var state = page.evaluate("history.state");
    var address = page.url();
    var other = page.context().newPage();
    other.navigate(stub.link());
    other.locator("#ended-alarm").waitFor();
    page = other;
    page.navigate(stub.origin() + "/i");
    sees("The link is not complete");
    page.evaluate(RESTORE, List.of(state, address));
    page.reload();
    sees("Selectiegesprek");
    leaves();
  }

  @Test
  void ofTwoTabsWithOneTicketTheOtherStillShowsWhatIsErasedAndLoadsNothing() {
    walkToMeeting();
    var state = page.evaluate("history.state");
    var other = page.context().newPage();
    other.navigate(stub.origin() + "/i");
    other.locator("#paste-title").waitFor();
    other.evaluate(RESTORE, List.of(state, page.url()));
    other.reload();
    other.getByText("Selectiegesprek").waitFor();
    press("have-all");
    await().untilAsserted(() -> assertThat(stub.acknowledged).isTrue());
    assertThat(other.getByText("Selectiegesprek")).isVisible();
    other.reload();
    assertThat(other.locator("#ended-title")).hasText("The invitation was opened here");
    assertThat(other.evaluate("history.state")).isEqualTo(Map.of("opened", true));
    assertThat(other.url()).isEqualTo(stub.origin() + "/i");
  }

  @Test
  void reloadAfterTheTenMinutesSaysThatItWasOpenedHereAndIsNoAlarm() {
    walkToMeeting();
    stub.ticket = null;
    page.reload();
    sees("The invitation was opened here");
    assertThat(page.locator("main")).not().containsText("Was it not you");
    assertThat(page.url()).isEqualTo(stub.origin() + "/i");
    assertThat(page.evaluate("history.state")).isEqualTo(Map.of("opened", true));
  }

  @Test
  void minutesRunDownAndTheBrowserStillAsks() {
    countsQuestions();
    page.clock().install();
    walkToMeeting();
    sees("For 10 more minutes");
    page.clock().runFor(Duration.ofMinutes(9).toMillis());
    sees("For one more minute it comes back");
    page.clock().runFor(Duration.ofMinutes(1).toMillis());
    sees("It no longer comes back");
    picture("over");
    leaves();
    assertThat(questions).containsExactly("beforeunload");
  }

  /** By the gateway's clock: the phone's is of another day, and its zone is none of ours. */
  @Test
  void minutesAreRightOnAPhoneWhoseClockAndZoneAreWrong() {
    use(browser.phone("en-GB", "UTC"));
    page.clock().install(new com.microsoft.playwright.Clock.InstallOptions().setTime("2031-05-05T05:05:05"));
    walkToCode();
    sees("Valid for 10 more minutes");
    types("code", PageStub.CODE);
    press("open-invitation");
    sees("For 10 more minutes");
    stub.at = Instant.now().minus(Duration.ofMinutes(4)).toString();
    page.reload();
    sees("Selectiegesprek", "09:00", "For 6 more minutes", "Coordinated Universal Time (UTC)");
    leaves();
  }

  @Test
  void codeWhoseTimeIsOverIsSaidToBe() {
    page.clock().install();
    walkToCode();
    page.clock().runFor(Duration.ofMinutes(10).toMillis());
    sees("This code has expired. Send a new one");
  }

  @Test
  void copyOfEverythingIsWhatTheVisitorHas() {
    page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    countsQuestions();
    walkToMeeting();
    press("copy-passcode");
    sees("Copied: Passcode");
    assertThat(stub.timesAsked("acknowledge")).isZero();
    press("copy-all");
    sees("Copied. Paste it where you keep it");
    await().untilAsserted(() -> assertThat(stub.acknowledged).isTrue());
    page.reload();
    sees("The invitation was opened here");
    assertThat(questions).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"undefined", "{ writeText: () => Promise.reject(new Error('no')) }"})
  void copyThatFailedLetsNothingGo(String clipboard) {
    page.addInitScript(String.format(Locale.ROOT, "Object.defineProperty(navigator, 'clipboard', { value: %s })", clipboard));
    walkToMeeting();
    press("copy-all");
    sees("The text is selected");
    page.reload();
    sees("Selectiegesprek");
    assertThat(stub.timesAsked("acknowledge")).isZero();
    leaves();
  }

  @Test
  void fileIsSharedWhereABrowserShares() {
    page.addInitScript("""
        navigator.canShare = ({ files }) => files.length === 1 && files[0].type.startsWith('text/calendar');
        navigator.share = async ({ files }) => { globalThis.shared = [files[0].name, await files[0].text()]; };""");
    walkToMeeting();
    press("share-calendar");
    sees("No file? Use “Copy everything”");
    picture("share");
    assertThat((List<?>) page.evaluate("shared")).satisfies(shared -> {
      assertThat(shared.get(0)).isEqualTo("invitation.ics");
      assertThat((String) shared.get(1)).contains("SUMMARY:Selectiegesprek");
    });
    page.evaluate("() => { navigator.share = () => Promise.reject(new DOMException('put off', 'AbortError')); }");
    press("share-calendar");
    page.evaluate("() => { navigator.share = () => { throw new TypeError('not here'); }; }");
    press("share-calendar");
    sees("No file? Use “Copy everything”");
    assertThat(stub.timesAsked("acknowledge")).isZero();
    leaves();
  }

  @ParameterizedTest
  @ValueSource(strings = {"undefined", "() => false", "() => { throw new TypeError('what?'); }"})
  void shareIsNotOfferedWhereABrowserSharesNoFiles(String canShare) {
    page.addInitScript(String.format(Locale.ROOT, "Object.defineProperty(navigator, 'canShare', { value: %s })", canShare));
    walkToMeeting();
    assertThat(page.locator("#share-calendar")).isHidden();
    leaves();
  }

  /** As in a page of a mail program that takes no downloads at all. */
  @Test
  void whereNoFileCanBeMadeTheVisitorIsToldToCopy() throws Exception {
    page.addInitScript("URL.createObjectURL = () => { throw new Error('not here'); }");
    walkToMeeting();
    press("save-calendar");
    sees("No file? Use “Copy everything”");
    assertThat(stub.timesAsked("acknowledge")).isZero();
    leaves();
  }

  @Test
  void whatWasLetGoWithoutAConnectionDoesNotComeBackEither() {
    walkToMeeting();
    page.context().setOffline(true);
    press("have-all");
    sees("Once you leave this page, the meeting does not come back", "Selectiegesprek");
    page.context().setOffline(false);
    await().untilAsserted(() -> assertThat(stub.acknowledged).isTrue());
    page.reload();
    sees("The invitation was opened here");
  }

  /** The tab is closed with the press: the question is on its way already. */
  @Test
  void acknowledgementArrivesThoughTheTabIsClosedAtOnce() {
    walkToMeeting();
    var other = page.context().newPage();
    press("have-all");
    page.close();
    page = other;
    await().untilAsserted(() -> assertThat(stub.acknowledged).isTrue());
  }

  @Test
  void reloadWithoutAnAnswerIsTriedAgainAndIsNoAlarm() {
    walkToMeeting();
    stub.loseAnswers("fetch", 1);
    page.reload();
    sees("No connection");
    press("try-again");
    sees("Selectiegesprek");
    stub.answerNext("fetch", 429, "too-soon", "retryAfter", 1);
    page.reload();
    sees("That did not work");
    press("try-again");
    sees("Selectiegesprek");
    leaves();
  }

  /** A browser may keep the page itself for a step back; that is no reload, until all was let go. */
  @Test
  void pageKeptByTheBrowserShowsTheMeetingUntilItWasLetGo() {
    walkToMeeting();
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");
    sees("Selectiegesprek");
    assertThat(stub.timesAsked("status")).isEqualTo(1);
    press("have-all");
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");
    sees("The invitation was opened here");
  }

  @Test
  void discreetEntryIsMadeWithoutAnOrganizerAndSoPublishesNothing() throws Exception {
    page.addInitScript("delete Crypto.prototype.randomUUID");
    walkToMeeting();
    var file = Files.readString(page.waitForDownload(() -> press("save-discreet")).path());
    assertThat(file).doesNotContain("METHOD", "ORGANIZER").containsPattern("UID:[\\w-]{22}\r\n");
    var whole = Files.readString(page.waitForDownload(() -> press("save-calendar")).path());
    assertThat(whole).contains("METHOD:PUBLISH\r\n", "ORGANIZER;CN=\"Selection desk\":mailto:selection@example.org\r\n");
    leaves();
  }

  private void countsQuestions() {
    page.onDialog(dialog -> {
      questions.add(dialog.type());
      dialog.accept();
    });
  }

  private void leaves() {
    page.reload();
  }
}
