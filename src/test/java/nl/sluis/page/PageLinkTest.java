package nl.sluis.page;

import static nl.sluis.page.SealedForPage.b64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The link as it arrives: whole, cut, rewritten by a scanner, followed again, or loaded anew. */
class PageLinkTest extends VisitorOnPage {
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
  void wrappedAndBrokenLinkIsFoundInThePastedText() {
    page.navigate(stub.origin() + "/i");
    sees("The link is not complete");
    assertThat(stub.paths).as("what few visitors need").doesNotContain("/i/paste.js");
    var wrapped = stub.link().replace("-", "-2D").replace("_", "-5F").replace("://", "-3A__").replace("/i#", "_i-23")
        .replaceAll(":([0-9]+)_", "-3A$1_");
    types("link", "> https://urldefense.proofpoint.com/v2/url?u=" + wrapped + "&d=DwMFaQ&c=x");
    press("use-link");
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
    sees("You are invited", "For a new code, type your four digits again");
    press("have-code");
    sees("Enter the code");
    press("resend");
    types("digits", PageStub.DIGITS);
    press("send-code");
    types("code", PageStub.CODE);
    press("open-invitation");
    sees("Selectiegesprek");
    assertThat(stub.timesAsked("code")).isEqualTo(2);
  }

  /** As from the application that shows the text message; or the tab was discarded meanwhile. */
  @Test
  void comingBackGoesOnWithTheCodeAndCostsNothing() {
    walkToCode();
    page.navigate("about:blank");
    page.goBack();
    sees("Enter the code", "reference KX");
    types("code", PageStub.CODE);
    press("open-invitation");
    sees("Selectiegesprek");
    assertThat(stub.timesAsked("code")).isEqualTo(1);
    assertThat(stub.triesLeft).isEqualTo(10);
  }

  @Test
  void reloadAfterOpeningSaysWhereItIsGone() {
    walkToCode();
    types("code", PageStub.CODE);
    press("open-invitation");
    sees("Selectiegesprek");
    press("have-all");
    page.reload();
    sees("The invitation was opened here", "does not come back here");
  }

  @Test
  void secondTapOnTheSpentLinkKeepsTheMeetingShown() {
    walkToCode();
    types("code", PageStub.CODE);
    press("open-invitation");
    sees("Selectiegesprek");
    // Replaces the entry of the tab's history by one that knows no ticket.
    followsAgain();
    press("have-all");
    page.waitForURL(stub.origin() + "/i");
    followsAgain();
    page.waitForURL(stub.origin() + "/i");
    sees("Selectiegesprek");
    assertThat(stub.timesAsked("status")).isEqualTo(1);
  }

  @Test
  void reloadFetchesWhatAReleaseGaveWhoseAnswersWereLost() {
    releaseIsLost();
    page.reload();
    sees("Selectiegesprek");
    assertThat(stub.timesAsked("release")).isEqualTo(1);
    assertThat(page.evaluate("history.state")).asInstanceOf(InstanceOfAssertFactories.MAP).containsEntry("ticket", stub.ticket)
        .containsEntry("shown", true);
    press("have-all");
    assertThat(page.evaluate("history.state")).isEqualTo(Map.of("opened", true));
    await().untilAsserted(() -> assertThat(stub.acknowledged).isTrue());
  }

  /** As a phone does with a link tapped in the mail, and as a visitor who goes back. */
  @Test
  void anotherLinkFetchesNothingWithTheTicketOfTheFirst() {
    releaseIsLost();
    var first = stub.sealed;
    stub.sealed = SealedForPage.seal("{}");
    page.evaluate("link => { location.hash = link.split('#')[1]; }", stub.link());
    sees("Already opened");
    assertThat(stub.asked.get(stub.asked.size() - 1)).isEqualTo("status");
    stub.sealed = first;
    page.evaluate("history.back()");
    sees("Selectiegesprek");
  }

  @Test
  void pastedLinkFetchesNothingWithTheTicketOfTheFirst() {
    walkToCode();
    stub.answerNext("release", 404, "unknown-link");
    types("code", PageStub.CODE);
    press("open-invitation");
    sees("This link is not known");
    stub.sealed = SealedForPage.seal("{}");
    stub.state = "opened";
    types("link", stub.link());
    press("use-link");
    sees("Already opened");
    assertThat(stub.timesAsked("fetch")).isZero();
  }

  @Test
  void ticketThatGivesNothingLeavesTheAlarm() {
    releaseIsLost();
    stub.ticket = null;
    page.reload();
    sees("Already opened", "Was it not you?");
  }

  private void followsAgain() {
    page.evaluate("link => { const a = document.createElement('a'); a.href = link; document.body.append(a); a.click(); a.remove(); }",
        stub.link());
    page.waitForFunction("!location.hash || history.state?.ticket");
  }

  /** Committed in the gateway; this document never learns of it, the next one may. */
  private void releaseIsLost() {
    walkToCode();
    stub.loseAnswers("release", 1);
    page.evaluate(
        "() => { const ask = fetch; globalThis.fetch = (url, how) => url === '/link/fetch' ? new Promise(() => { }) : ask(url, how); }");
    types("code", PageStub.CODE);
    press("open-invitation");
    sees("The connection is bad");
  }
}
