package nl.sluis.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An invitation that opens several times, later, or in the place of an earlier one. */
class PageOpeningsTest extends VisitorOnPage {
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      en | opened: | tell Selection desk at once        | open the invitation 3 times  | open the invitation 2 times | one more time         | does not open again | only once
      nl | geopend: | waarschuw dan meteen Selection    | nog 3 keer openen            | nog 2 keer openen           | nog één keer openen   | niet nog eens open  | maar één keer
      de | geöffnet: | sagen Sie es sofort Selection    | noch 3-mal öffnen            | noch 2-mal öffnen           | noch ein weiteres Mal | nicht noch einmal   | nur einmal
      fr | ouverte : | prévenez tout de suite Selection | ouvrir l’invitation 3 fois   | ouvrir l’invitation 2 fois  | une fois avec le même | ne s’ouvrira plus   | qu’une fois
      """)
  void opensAsOftenAsItMayAndSaysEachTimeHowOftenItStillDoes(String language, String opened, String alarm, String three, String two,
      String one, String none, String once) {
    stub.locale = language;
    stub.allowed = 3;
    use(browser.phone(language, "Europe/Amsterdam"));
    page.onDialog(dialog -> dialog.accept());
    page.navigate(stub.link());
    sees(three);
    assertThat(page.locator("#opened-before")).isHidden();
    assertThat(page.locator("body")).not().containsText(once);
    picture("openings-1-digits-" + language);

    opens();
    sees(two);
    assertThat(page.locator("body")).not().containsText(once);
    picture("openings-2-meeting-" + language);
    for (var i = 0; i < (language.equals("en") ? 12 : 1); i++) {
      page.reload();
      sees("Selectiegesprek", two);
    }
    press("have-all");
    await().untilAsserted(() -> assertThat(stub.acknowledged).isTrue());
    picture("openings-3-kept-" + language);
    page.reload();
    sees(two);
    picture("openings-4-here-" + language);

    page.navigate(stub.link());
    sees(opened, alarm, two);
    assertThat(stub.timesAsked("code")).isEqualTo(1);
    assertThat(heading()).hasAccessibleDescription(java.util.regex.Pattern.compile(".*" + opened.replace(" ", "\\s") + ".*"));
    picture("openings-5-again-" + language);
    opens();
    sees(one);
    page.reload();
    sees("Selectiegesprek", one);
    // The ten minutes are over: the same tab opens it once more.
    stub.ticket = null;
    page.reload();
    sees(opened, alarm, one);
    opens();
    sees(none);
    assertThat(page.locator("#done-hint")).not().containsText(one);
    picture("openings-6-last-" + language);
    stub.ticket = null;
    page.evaluate("history.replaceState(null, '')");
    page.reload();
    assertThat(page.locator("#ended-at")).containsText(";");
    assertThat(page.locator("#ended-alarm")).isVisible();
    picture("openings-7-ended-" + language);
    assertThat(stub.timesAsked("release")).isEqualTo(3);
    assertThat(visitor.complaints()).isEmpty();
  }

  /** Who comes back while a code is on its way is told of former openings too. */
  @Test
  void whoComesBackToTheCodeIsToldWhenItWasOpened() {
    stub.allowed = 2;
    stub.state = "opened";
    stub.openedAt.add("2027-01-05T08:30:00Z");
    stub.codePending = true;
    page.navigate(stub.link());
    sees("Enter the code", "already opened: 5 January 2027 at 09:30 CET", "If it was not you who opened it, tell Selection desk at once",
        "one more time");
    picture("openings-code");
    types("code", PageStub.CODE);
    press("open-invitation");
    sees("Selectiegesprek", "The invitation does not open again");
    assertThat(page.locator("#opened-before")).isHidden();
  }

  @Test
  void openingsThatAnotherDeviceTookMeanwhileAreCounted() {
    stub.allowed = 3;
    walkToCode();
    stub.openedAt.add(Instant.now().toString());
    types("code", PageStub.CODE);
    press("open-invitation");
    sees("Selectiegesprek", "one more time");
    press("have-all");
    sees("Once you leave this page", "one more time");
  }

  /** A new code would open it once more. */
  @Test
  void releaseWhoseAnswerWasLostIsFetchedBeforeANewCodeIsAskedFor() {
    stub.allowed = 3;
    stub.resendAfter = 0;
    page.clock().install();
    walkToCode();
    stub.loseAnswers("release", 1);
    stub.loseQuestions("fetch", 3);
    types("code", PageStub.CODE);
    press("open-invitation");
    passTimeUntil(page.getByText("Still no answer"));
    press("resend");
    sees("Selectiegesprek", "2 times");
    assertThat(stub.timesAsked("code")).isEqualTo(1);
    assertThat(stub.openedAt).hasSize(1);
  }

  /** A wrong code leaves a ticket that opened nothing. */
  @Test
  void newCodeAfterAWrongOneOpensWithATicketOfItsOwn() {
    stub.allowed = 2;
    stub.resendAfter = 0;
    walkToCode();
    types("code", "111111");
    press("open-invitation");
    sees("That code is wrong");
    press("resend");
    sees("A new code was requested");
    types("code", PageStub.CODE);
    press("open-invitation");
    sees("Selectiegesprek", "one more time");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      en | Not open yet    | opens from 2 March 2031 at 01:00 CET        | Selection desk of Example Assessments invites you | takes its place      | goes on by itself
      nl | Nog niet open   | openen vanaf 2 maart 2031 om 01:00 CET      | Selection desk van Example Assessments nodigt u   | ervoor in de plaats  | gaat hij vanzelf verder
      de | Noch nicht      | ab 2. März 2031 um 01:00 MEZ öffnen         | Selection desk (Example Assessments) lädt Sie     | an ihre Stelle       | geht es von selbst weiter
      fr | Pas encore      | à partir du 2 mars 2031 à 01:00 UTC+1       | Selection desk, de Example Assessments, vous      | la remplace          | continuera d’elle-même
      """)
  void beforeItOpensThePageSaysWhenAndHasNoForm(String language, String title, String from, String who, String replaces, String wait) {
    stub.locale = language;
    stub.sequence = 2;
    stub.opensFrom = Instant.parse("2031-03-02T00:00:00Z");
    use(browser.phone(language, "Europe/Amsterdam"));
    page.navigate(stub.link());
    sees(title, who, replaces, wait);
    assertThat(text("ended-at")).contains(from);
    assertThat(page.locator("input:visible")).hasCount(0);
    picture("not-yet-" + language);
    assertThat(stub.asked).containsExactly("status");
  }

  @Test
  void goesOnByItselfWhenTheTimeComesByTheGatewaysClock() {
    page.clock().install(new com.microsoft.playwright.Clock.InstallOptions().setTime("2031-05-05T05:05:05"));
    stub.opensFrom = Instant.now().plus(Duration.ofHours(40));
    page.navigate(stub.link());
    sees("Not open yet");
    page.clock().fastForward(Duration.ofHours(39).toMillis());
    assertThat(stub.timesAsked("status")).isEqualTo(1);
    stub.opensFrom = Instant.EPOCH;
    page.clock().fastForward(Duration.ofMinutes(61).toMillis());
    sees("You are invited");
    assertThat(stub.timesAsked("status")).isEqualTo(2);
    opens();
    sees("Selectiegesprek");
  }

  @Test
  void tooEarlyAQuestionIsToldToo() {
    page.navigate(stub.link());
    sees("You are invited");
    stub.opensFrom = Instant.now().plus(Duration.ofHours(1));
    types("digits", PageStub.DIGITS);
    press("send-code");
    sees("Not open yet");
    assertThat(page.locator("input:visible")).hasCount(0);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      en | If it was not you  | Then this one takes its place
      nl | Was u het niet     | Dan komt deze ervoor in de plaats
      """)
  void changedInvitationSaysThatItTakesThePlaceOfAnEarlierOne(String language, String alarm, String replaces) {
    stub.locale = language;
    stub.sequence = 1;
    page.navigate(stub.link());
    sees(replaces);
    assertThat(page.locator("body")).not().containsText(alarm);
    picture("changed-" + language);
    stub.sequence = 0;
    page.reload();
    assertThat(page.locator("#digits")).isVisible();
    assertThat(page.locator("body")).not().containsText(replaces);
  }

  @Test
  void calendarFileHasTheSequenceOfTheMeeting() throws Exception {
    stub.close();
    stub = new PageStub(MEETING.replace("\"title\"", "\"sequence\":3,\"title\""));
    walkToMeeting();
    var file = java.nio.file.Files.readString(page.waitForDownload(() -> press("save-calendar")).path());
    org.assertj.core.api.Assertions.assertThat(file).contains("UID:3f1c@sluis.example\r\nSEQUENCE:3\r\nDTSTAMP:");
    page.onDialog(dialog -> dialog.accept());
    page.reload();
  }

  /** A gateway of the former version beside this one, while an operator upgrades. */
  @Test
  void statusWithoutOpeningsIsOneThatOpensOnce() {
    page.route("**/link/status", route -> {
      var answer = route.fetch();
      route.fulfill(new com.microsoft.playwright.Route.FulfillOptions().setResponse(answer)
          .setBody(answer.text().replaceAll("\"openings\":\\{[^}]*},", "")));
    });
    walkToMeeting();
    sees("You see this meeting only once");
    press("have-all");
    await().untilAsserted(() -> assertThat(stub.acknowledged).isTrue());
    assertThat(page.evaluate("history.state")).isEqualTo(Map.of("opened", true));
    page.reload();
    page.navigate(stub.link());
    sees("Already opened", "Was it not you?");
    assertThat(List.copyOf(stub.asked)).doesNotContain("ask");
  }

  private void opens() {
    types("digits", PageStub.DIGITS);
    press("send-code");
    types("code", PageStub.CODE);
    press("open-invitation");
    assertThat(page.locator("#meeting-title")).isVisible();
  }
}
