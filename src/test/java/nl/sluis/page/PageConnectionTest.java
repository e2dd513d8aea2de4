package nl.sluis.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Route;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A connection that breaks anywhere loses nothing and costs nothing twice. */
class PageConnectionTest extends VisitorOnPage {
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

  /** The first release stalls in the gateway and is committed after the ticket was asked for: the second comes too late. */
  @Test
  void releaseThatOvertookItsOwnRepetitionIsNotTakenForATheft() {
    walkToCode();
    stub.loseAnswers("release", 1);
    stub.answerNext("fetch", 404, "unknown-ticket");
    stub.answerNext("release", 410, "gone", "state", "opened", "at", Instant.now().toString());
    types("code", PageStub.CODE);
    press("open-invitation");
    sees("Selectiegesprek");
    assertThat(stub.asked.subList(2, 7)).containsExactly("release", "fetch", "status", "release", "fetch");
  }

  /** The stalled release has spent its try already, and so looks like a wrong code. */
  @Test
  void newCodeAfterAReleaseThatWasCommittedAfterAllOpensTheMeeting() {
    stub.resendAfter = 0;
    walkToCode();
    stub.loseAnswers("release", 1);
    stub.answerNext("fetch", 404, "unknown-ticket");
    stub.triesLeft = 9;
    types("code", PageStub.CODE);
    press("open-invitation");
    sees("That code is wrong or has expired");
    press("resend");
    sees("Selectiegesprek");
  }

  @Test
  void openedIsNoAlarmWhileItIsNotKnownByWhom() {
    walkToCode();
    stub.answerNext("release", 410, "gone", "state", "opened", "at", stub.at);
    stub.loseQuestions("fetch", 1);
    types("code", PageStub.CODE);
    press("open-invitation");
    sees("No connection");
    stub.state = "opened";
    press("try-again");
    sees("Already opened", "Was it not you?", "Since: 5 January 2027 at 09:30");
  }

  @Test
  void wrongCodeWhoseAnswerWasLostCostsOneTry() {
    walkToCode();
    stub.loseAnswers("release", 1);
    types("code", "000000");
    press("open-invitation");
    sees("That code is wrong or has expired", "9 tries are left");
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
    passTimeUntil(page.getByText("Still no answer"));
    sees("Still no answer", "nothing is lost");
    assertThat(page.locator("#status")).isInViewport();
    picture("try-again");
    press("open-invitation");
    sees("Selectiegesprek");
  }

  @Test
  void failingAcknowledgementDoesNotDisturb() {
    stub.loseQuestions("acknowledge", 2);
    walkToCode();
    types("code", PageStub.CODE);
    press("open-invitation");
    sees("Selectiegesprek");
    press("have-all");
    await().untilAsserted(() -> assertThat(stub.acknowledged).isTrue());
    assertThat(stub.timesAsked("acknowledge")).isEqualTo(3);
  }

  @Test
  void gatewayOutOfReachCanBeTriedAgain() {
    stub.loseQuestions("status", 3);
    page.navigate(stub.link());
    sees("No connection", "nothing is lost");
    picture("unreachable");
    press("try-again");
    sees("You are invited");
  }

  @Test
  void pageOfWirelessNetworkIsNotTakenForAnAnswer() {
    page.route("**/link/status", route -> route.fulfill(
        new Route.FulfillOptions().setStatus(200).setContentType("text/html").setBody("<h1>Log in</h1>")));
    page.navigate(stub.link());
    sees("No connection");
    page.unroute("**/link/status");
    press("try-again");
    sees("You are invited");
  }
}
