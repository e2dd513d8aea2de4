package nl.sluis.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An invitation that does not open asks its organizer for a new one, in two steps. */
class PageAnewTest extends VisitorOnPage {
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      nl | replaced  | Uitnodiging gewijzigd     | Geen nieuwere mail gekregen? Vraag het Selection desk | Vraag Selection desk om een nieuwe      | met het kenmerk       | doorgegeven aan Selection
      en | replaced  | Invitation changed        | No newer email? Ask Selection desk                    | Ask Selection desk for a new invitation | with the reference    | Selection desk was asked
      de | replaced  | Einladung geändert        | Fragen Sie bei Selection desk nach                    | Selection desk um eine neue Einladung   | mit der Kennung       | an Selection desk weitergegeben
      fr | replaced  | Invitation modifiée       | Demandez à Selection desk                             | une nouvelle invitation à Selection     | avec la référence     | transmise à Selection desk
      """)
  void organizerIsAskedWithTwoPresses(String language, String state, String title, String whom, String ask, String what, String asked) {
    ended(language, state, true);
    sees(title, whom, ask);
    picture("anew-1-" + language);
    assertThat(page.locator("#yes-ask")).isHidden();
    press("ask-anew");
    sees(what);
    assertThat(stub.timesAsked("ask")).isZero();
    picture("anew-2-" + language);
    press("yes-ask");
    sees(asked);
    assertThat(page.locator("button:visible")).hasCount(0);
    assertThat(stub.timesAsked("ask")).isEqualTo(1);
    picture("anew-3-" + language);
    page.reload();
    sees(title);
    assertThat(page.locator("#ask-anew")).isHidden();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      nl | replaced  | gewijzigd               | Kijk of u een nieuwere mail hebt | Vraag het Selection desk
      nl | cancelled | De afspraak gaat niet   | afgezegd                         | contact op met Selection desk
      nl | closed    | Uitnodiging gesloten    | kan niet meer worden geopend     | Vraag Selection desk om een nieuwe
      en | cancelled | The meeting is cancelle | remove it                        | Ask Selection desk
      en | closed    | Invitation closed       | no longer open                   | Ask Selection desk for a new
      de | cancelled | Der Termin fällt aus    | abgesagt                         | Wenden Sie sich an Selection desk
      de | closed    | Einladung geschlossen   | nicht mehr öffnen                | Bitten Sie Selection desk
      fr | cancelled | Le rendez-vous est      | annulé                           | Adressez-vous à Selection desk
      fr | closed    | Invitation fermée       | ne peut plus                     | Demandez à Selection desk
      """)
  void endedByTheOrganizerSaysWhatHappenedAndWhomToAsk(String language, String state, String title, String what, String whom) {
    ended(language, state, false);
    sees(title, what, whom);
    assertThat(page.locator("#ended-at")).isVisible();
    assertThat(page.locator("button:visible")).hasCount(0);
    picture("ended-" + state + "-" + language);
  }

  /** Whoever used up the tries may ask at once: a refusal does not say so, the status does. */
  @Test
  void lockedOrEndedMeanwhileOffersToAskToo() {
    stub.triesLeft = 1;
    stub.askable = true;
    page.navigate(stub.link());
    types("digits", "0000");
    press("send-code");
    sees("Invitation locked", "Ask Selection desk for a new invitation");
    assertThat(page.locator("#ask-anew")).isVisible();
    picture("anew-locked");
  }

  @ParameterizedTest
  @ValueSource(strings = {"replaced", "cancelled", "closed", "revoked"})
  void endedMeanwhileIsToldByARefusal(String state) {
    walkToCode();
    stub.state = state;
    stub.askable = true;
    types("code", PageStub.CODE);
    press("open-invitation");
    assertThat(page.locator("#ask-anew")).isVisible();
    assertThat(page.locator("#ended-title")).not().hasText("Not open now");
  }

  @Test
  void scannerThatPressesByScriptAsksNobody() {
    ended("en", "expired", true);
    assertThat(page.locator("#ask-anew")).isVisible();
    page.evaluate("() => { document.getElementById('ask-anew').click(); document.getElementById('yes-ask').click(); }");
    page.waitForTimeout(300);
    assertThat(stub.timesAsked("ask")).isZero();
  }

  /** Nor does a second press on the same place. */
  @Test
  void doublePressAsksNobody() {
    ended("en", "expired", true);
    page.locator("#ask-anew").dblclick();
    sees("with the reference of this invitation");
    page.waitForTimeout(300);
    assertThat(stub.timesAsked("ask")).isZero();
    page.locator("#anew").press("Enter");
    assertThat(stub.timesAsked("ask")).isZero();
    page.keyboard().press("Tab");
    assertThat(page.locator("#yes-ask")).isFocused();
    page.keyboard().press("Enter");
    sees("was asked for a new invitation");
  }

  @Test
  void whatAnotherTabAskedCannotBeAskedAgain() {
    ended("en", "opened", true);
    press("ask-anew");
    stub.askable = false;
    press("yes-ask");
    sees("no longer possible here", "Get in touch with Selection desk yourself");
    picture("anew-not");
  }

  @Test
  void questionWhoseAnswerWasLostIsAskedAgainAndCountsAsAsked() {
    ended("en", "undeliverable", true);
    press("ask-anew");
    stub.loseAnswers("ask", 1);
    press("yes-ask");
    sees("No answer. Try again");
    picture("anew-lost");
    stub.answerNext("ask", 429, "too-soon", "retryAfter", 1);
    press("yes-ask");
    sees("too many requests came from here");
    press("yes-ask");
    sees("Selection desk was asked for a new invitation");
  }

  private void ended(String language, String state, boolean askable) {
    stub.locale = language;
    stub.state = state;
    stub.askable = askable;
    page.navigate(stub.link());
    assertThat(page.locator("#step-ended")).isVisible();
  }
}
