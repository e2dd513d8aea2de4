package nl.sluis.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a visitor reads and can do in each state of an invitation. */
class PageStatesTest extends VisitorOnPage {
  @ParameterizedTest
  @ValueSource(strings = {"phone", "desktop", "narrow", "dark"})
  void visitorGoesFromLinkToMeeting(String device) {
    useDevice(device);
    page.navigate(stub.link());
    sees("You are invited", "Selection desk of Example Assessments invites you", "you also need a code",
        "shown only once: have your calendar at hand", "For ten minutes it comes back",
        "Encrypted from Example Assessments to your browser");
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
    sees("Enter the code", "code of 6 digits was sent to your phone", "reference KX", "Valid for 10 more minutes");
    assertThat(heading()).isFocused();
    assertThat(page.locator("#resend")).hasText(Pattern.compile("Send a new code \\(in 0:\\d\\d\\)|.*1:00.*"));
    picture(device + "-3-code");

    types("code", "111 111");
    press("open-invitation");
    sees("That code is wrong or has expired. Perhaps you mistyped it", "8 tries are left");
    picture(device + "-4-wrong-code");

    types("code", "482 913");
    press("open-invitation");
    sees("Selectiegesprek", "You see this meeting only once", "For 10 more minutes it comes back");
    assertThat(heading()).isFocused();
    assertThat(text("meeting-when")).isEqualTo("Tuesday, 12 January 2027\n10:00–11:00");
    assertThat(text("meeting-organizer")).isEqualTo("Selection desk\nselection@example.org");
    assertThat(text("meeting-id")).isEqualTo("123 456 789");
    assertThat(text("meeting-passcode")).isEqualTo("482913");
    assertThat(text("meeting-location")).isEqualTo("Online");
    assertThat(text("meeting-description")).isEqualTo("Neem mee:\n- een legitimatiebewijs\n- een glas water");
    assertThat(page.locator("#meeting-uid")).hasCount(0);
    // The visitor's clock is that of the meeting.
    assertThat(page.locator("#meeting-when-zone")).isHidden();
    assertThat(page.locator("#meeting-there, #meeting-zone")).hasCount(0);
    leadsTo("meeting-join", "https://zoom.us/j/123456789");
    leadsTo("meeting-web-client", "https://zoom.us/wc/join/123456789");
    assertThat(page.url()).isEqualTo(stub.link());
    assertThat(stub.timesAsked("acknowledge")).isZero();
    picture(device + "-5-meeting");
    press("have-all");
    sees("Once you leave this page, the meeting does not come back", "Selectiegesprek");
    await().untilAsserted(() -> assertThat(stub.acknowledged).isTrue());
    assertThat(page.url()).isEqualTo(stub.origin() + "/i");
    assertThat(stub.originHeaders).containsOnly(stub.origin());
  }

  @Test
  void scriptThatPressesButtonsSendsNothing() {
    page.navigate(stub.link());
    types("digits", PageStub.DIGITS);
    page.evaluate("document.getElementById('send-code').click()");
    page.evaluate("document.getElementById('digits-form').requestSubmit()");
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

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      opened        | Already opened           | Since: 5 January 2027 at 09:30         | tell Selection desk at once
      revoked       | Invitation withdrawn     | no longer opens                       | Ask Selection desk for a new
      expired       | Invitation expired       | Since: 5 January 2027 at 09:30         | Ask Selection desk for a new
      locked        | Invitation locked        | nobody has read it                    | Ask Selection desk for a new
      undeliverable | Invitation not delivered | reported as undeliverable             | Ask Selection desk for a new
      held          | Not open now             | Since: 5 January 2027 at 09:30         | Ask Selection desk for a new
      """)
  void endedInvitationSaysWhatHappenedWhenAndWhomToAsk(String state, String title, String what, String whom) {
    stub.state = state;
    page.navigate(stub.link());
    sees(title, what, whom);
    assertThat(heading()).isFocused();
    picture("ended-" + state);
  }

  /** Most press the link in the mail once more. So where to look comes first, then whom to ask, and what to do if it was somebody else. */
  @Test
  void alreadyOpenedSaysWhereToLookBeforeItAlarms() {
    stub.state = "opened";
    stub.askable = true;
    page.navigate(stub.link());
    sees("Already opened");
    assertThat(page.locator("#step-ended").innerText().replaceAll("\\s+", " ")).containsSubsequence("Was it you? Then all is well",
        "your own calendar", "the browser tab", "the calendar file", "Ask Selection desk for a new invitation", "Was it not you?",
        "tell Selection desk at once", "Ask Selection desk for a new invitation");
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
    sees("Already opened", "Was it not you?");
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
  void fewTriesAreSaidFromTheStart() {
    stub.triesLeft = 3;
    page.navigate(stub.link());
    sees("You are invited", "3 tries are left", "Reference of the invitation: BRTX");
  }

  @Test
  void logoStandsForTheNameOfTheOrganization() {
    stub.logo = true;
    page.navigate(stub.link());
    assertThat(page.getByAltText("Example Assessments")).isVisible();
    assertThat(page.locator("#organization")).isHidden();
    picture("phone-logo");
    for (var width : List.of(320, 1280)) {
      page.setViewportSize(width, 740);
      assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth")).as("no scrolling aside at %d", width)
          .isTrue();
    }
    picture("desktop-logo");
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
    sees("too often", "You can try again in 13:5", "or ask Selection desk");
    assertThat(page.locator("#send-code")).hasText(Pattern.compile("Send code \\(in 13:\\d\\d:\\d\\d\\)"));
  }

  @Test
  void phoneWithoutTextMessagesIsSaid() {
    page.navigate(stub.link());
    stub.answerNext("code", 422, "number-takes-no-sms");
    types("digits", PageStub.DIGITS);
    press("send-code");
    sees("cannot receive text messages", "Ask Selection desk", "another mobile number");
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
}
