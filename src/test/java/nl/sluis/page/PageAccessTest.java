package nl.sluis.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.util.List;
import nl.sluis.testing.Pictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page for everybody: axe in every state, language and colour scheme; the keyboard alone; what a screen reader reads. */
class PageAccessTest extends VisitorOnPage {
  private static final List<String> ENDED = List.of("opened", "revoked", "replaced", "cancelled", "closed", "expired", "locked",
      "undeliverable", "held", "here", "calendar");
  private static final String AXE_FINDS = """
      async () => (await axe.run(document, { resultTypes: ['violations'],
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
        .violations.flatMap((rule) => rule.nodes.map((node) => rule.id + ' ' + node.target + ' ' + node.failureSummary))""";
  private static final String TOO_SMALL = """
      () => [...document.querySelectorAll('button, a, input, select, summary')]
        .filter((element) => element.checkVisibility())
        .map((element) => [element.id || element.outerHTML, element.getBoundingClientRect()])
        .filter(([name, box]) => box.height < (name === 'level-more' ? 24 : 44) || box.width < 24)
        .map(([name, box]) => `${name} ${box.width} x ${box.height}`)""";

  /** A word that stands on two lines, but for one with a hyphen. */
  private static final String CUT = """
      () => {
        const range = document.createRange();
        return [...document.querySelectorAll('h1, h2, p, output, button, a, label, summary, dt')]
          .filter((element) => element.checkVisibility())
          .flatMap((element) => [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE))
          .flatMap((node) => [...node.data.matchAll(/[^\\s-]+/g)].filter(({ 0: word, index }) => {
            range.setStart(node, index);
            range.setEnd(node, index + word.length);
            return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1;
          }).map(({ 0: word }) => word));
      }""";

  @ParameterizedTest
  @ValueSource(strings = {"nl", "en", "de", "fr"})
  void axeFindsNothingInAnyState(String language) throws IOException {
    stub.locale = language;
    axeIsLoaded(stub.link());
    assertThat(page.locator("#digits")).isVisible();
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })");
    finds("digits", language);
    types("digits", "0000");
    press("send-code");
    assertThat(page.locator("#digits-error")).not().isEmpty();
    finds("wrong-digits", language);
    types("digits", PageStub.DIGITS);
    press("send-code");
    assertThat(page.locator("#code")).isVisible();
    finds("code", language);
    types("code", "111111");
    press("open-invitation");
    assertThat(page.locator("#code-error")).not().isEmpty();
    finds("wrong-code", language);
    types("code", PageStub.CODE);
    press("open-invitation");
    assertThat(page.locator("#meeting-title")).isVisible();
    page.waitForDownload(() -> press("save-calendar"));
    finds("meeting", language);
    press("have-all");
    finds("kept", language);
    for (var state : ENDED) {
      page.evaluate("async (state) => (await import('/i/ends.js')).showEnded(state, { at: ['2027-01-05T08:30:00Z'] })", state);
      finds("ended-" + state, language);
    }
    page.evaluate("async () => (await import('/i/ends.js')).showNotYet('2031-03-02T00:00:00Z')");
    finds("not-yet", language);
    page.evaluate("async () => (await import('/i/ends.js')).showEnded('expired', { access: 'none' })");
    assertThat(page.locator("#ask-anew")).isVisible();
    finds("ask-anew", language);
    press("ask-anew");
    finds("yes-ask", language);
    for (var trouble : List.of("unreachable", "refused", "damaged", "browser")) {
      page.evaluate("async (kind) => (await import('/i/show.js')).showTrouble(kind, kind !== 'browser')", trouble);
      finds("trouble-" + trouble, language);
    }
    for (var known : List.of(true, false)) {
      page.evaluate("async (known) => (await import('/i/ends.js')).showPaste(known)", known);
      press("use-link");
      finds(known ? "paste" : "unknown", language);
    }
    axeIsLoaded(stub.origin() + "/i/levels#" + language);
    finds("levels", language);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nl", "en", "de", "fr"})
  void axeFindsNothingInTheStatesThatFewMeet(String language) throws IOException {
    stub.locale = language;
    stub.delivery = "unknown";
    stub.resendAfter = 0;
    axeIsLoaded(stub.link());
    assertThat(page.locator("#digits")).isVisible();
    types("digits", PageStub.DIGITS);
    stub.answerNext("code", 422, "number-takes-no-sms");
    press("send-code");
    assertThat(page.locator("#status")).not().isEmpty();
    finds("no-sms", language);
    stub.answerNext("code", 503, "sms-unavailable");
    press("send-code");
    assertThat(page.locator("#send-code")).hasAttribute("aria-disabled", "false");
    finds("sms-unavailable", language);
    stub.answerNext("code", 429, "too-soon", "retryAfter", 4);
    press("send-code");
    assertThat(page.locator("#send-code")).hasAttribute("aria-disabled", "true");
    finds("too-soon", language);
    assertThat(page.locator("#send-code")).hasAttribute("aria-disabled", "false");
    press("send-code");
    assertThat(page.locator("#code")).isVisible();
    finds("unknown-delivery", language);
    stub.state = "opened";
    stub.allowed = 3;
    stub.sequence = 1;
    stub.codePending = false;
    stub.openedAt.addAll(List.of("2027-01-05T08:30:00Z", "2027-01-06T18:45:00Z"));
    page.navigate("about:blank");
    axeIsLoaded(stub.link());
    assertThat(page.locator("#opened-before")).isVisible();
    finds("opened-before", language);
    if (language.equals("en")) {
      // In all languages at once, and not before four seconds.
      page.evaluate("() => document.querySelectorAll('main > *').forEach((part) => { part.hidden = !/needs|step-wait/.test(part.id); })");
      assertThat(page.locator("#needs p").last()).isVisible();
      axeFindsNothing("needs", language);
    }
  }

  /** Tab, Shift and Enter, digits and blanks: no hand leaves the keyboard. */
  @Test
  void keyboardAloneGoesTheWholeWay() {
    page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    page.navigate(stub.link());
    sees("You are invited");
    assertThat(heading()).isFocused();
    tabTo("digits", 1);
    page.keyboard().type("12");
    page.keyboard().press("Enter");
    assertThat(page.locator("#digits")).isFocused();
    page.keyboard().type(PageStub.DIGITS);
    page.keyboard().press("Enter");
    sees("Enter the code");
    assertThat(heading()).isFocused();
    tabTo("code", 1);
    page.keyboard().type("482 913");
    tabTo("open-invitation", 1);
    page.keyboard().press("Space");
    sees("Selectiegesprek");
    assertThat(heading()).isFocused();
    tabTo("save-calendar", 1);
    page.waitForDownload(() -> page.keyboard().press("Enter"));
    tabTo("save-discreet", 1);
    tabTo("copy-join", 2);
    page.keyboard().press("Enter");
    sees("Copied: Join the meeting");
    tabTo("copy-id", 3);
    tabTo("copy-passcode", 1);
    page.keyboard().press("Enter");
    sees("Copied: Passcode");
    assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo("482913");
    tabTo("copy-all", 1);
    page.keyboard().press("Enter");
    sees("Copied. Paste it where you keep it");
    assertThat((String) page.evaluate("navigator.clipboard.readText()"))
        .startsWith("Selectiegesprek\nTuesday, 12 January 2027\n")
        .contains("\nLink: https://zoom.us/j/123456789\n", "\nPasscode: 482913\n");
  }

  @Test
  void screenReaderReadsSentences() {
    page.navigate(stub.link());
    sees("You are invited");
    assertThat(page.locator("main")).matchesAriaSnapshot("""
        - paragraph: Step 1 of 3
        - progressbar "Step 1 of 3"
        - heading "You are invited" [level=1]
        - paragraph: Selection desk of Example Assessments invites you to a meeting.
        - paragraph: /you also need a code/
        - text: Last 4 digits of your own phone number
        - paragraph: The number that Selection desk has for you. For 06 1234 5678, type 5678.
        - textbox "Last 4 digits of your own phone number"
        - button "Send code"
        - paragraph: /It is shown only once/
        - group: Is this real?
        - group: Having trouble?
        - status
        """);
    types("digits", "0000");
    press("send-code");
    sees("9 tries are left");
    assertThat(page.locator("#digits")).hasAccessibleDescription(
        java.util.regex.Pattern.compile("The number that Selection desk has.*No text message was sent. 9\\stries are left."));
    types("digits", PageStub.DIGITS);
    press("send-code");
    sees("Enter the code");
    assertThat(heading()).hasAccessibleDescription("Step 2 of 3");
    assertThat(page.locator("main")).matchesAriaSnapshot("""
        - paragraph: Step 2 of 3
        - heading "Enter the code" [level=1]
        - paragraph: A text message with a code of 6 digits was sent to your phone.
        - paragraph:
          - text: Look for the message with reference
          - strong: KX
        - textbox "Code from the text message"
        - button "Open the invitation"
        - button /Send a new code \\(in .*\\)/ [disabled]
        - group: Didn’t get a code?
        - status
        """);
    types("code", PageStub.CODE);
    press("open-invitation");
    sees("Selectiegesprek");
    assertThat(page.locator("main")).matchesAriaSnapshot("""
        - heading "Selectiegesprek" [level=1]
        - paragraph: /Tuesday, 12 January 2027/
        - paragraph: /You see this meeting only once/
        - button "Add to calendar"
        - button "Add only the time"
        - term: Link
        - definition:
          - link "Join the meeting"
        - definition:
          - 'button "Copy: Join the meeting"'
        - term: Passcode
        - definition: "482913"
        - definition:
          - 'button "Copy: Passcode"'
        - button "Copy everything"
        - button "I have everything"
        """);
  }

  @Test
  void whereNoClipboardIsTheTextIsSelected() {
    page.addInitScript("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
    walkToMeeting();
    press("copy-passcode");
    sees("Copying does not work here. The text is selected");
    assertThat(page.evaluate("String(getSelection())")).isEqualTo("482913");
  }

  /** 400 % of a window of 1280 is one of 320, as the other tests of the page have it; text alone may grow to 200 %. */
  @Test
  void nothingIsCutWhenTextIsTwiceAsLarge() {
    page.setViewportSize(640, 800);
    walkToMeeting();
    page.evaluate("document.documentElement.style.fontSize = '200%'");
    assertThat(visitor.scrollsSideways()).isFalse();
    page.setViewportSize(360, 740);
    assertThat(visitor.scrollsSideways()).isFalse();
    assertThat((List<?>) page.evaluate(CUT.replace("'h1, h2,", "'dd, h2,"))).as("an ID and a passcode are read in one piece").isEmpty();
    picture("phone-text-twice-as-large");
  }

  @Test
  void nothingMovesAndForcedColoursKeepEveryEdge() {
    page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(com.microsoft.playwright.options.ForcedColors.ACTIVE)
        .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE));
    walkToCode();
    assertThat(page.evaluate("document.getAnimations().length")).isEqualTo(0);
    for (var pressed : List.of("open-invitation", "resend")) {
      assertThat((String) page.evaluate("(id) => getComputedStyle(document.getElementById(id)).borderTopStyle", pressed))
          .isNotEqualTo("none");
      assertThat((String) page.evaluate("(id) => getComputedStyle(document.getElementById(id)).borderTopColor", pressed))
          .isNotEqualTo("rgba(0, 0, 0, 0)");
    }
    picture("forced-colours");
  }

  private void axeIsLoaded(String address) throws IOException {
    page.navigate(address);
    try (var axe = PageAccessTest.class.getResourceAsStream("/axe.min.js")) {
      page.evaluate(new String(axe.readAllBytes(), UTF_8));
    }
  }

  private void finds(String state, String language) {
    if (Pictures.areWanted()) {
      pictures(state + (language.equals("en") ? "" : "-" + language));
    }
    page.setViewportSize(320, 740);
    assertThat((List<?>) page.evaluate(CUT)).as("cut in two on a narrow phone: " + state + " " + language).isEmpty();
    page.setViewportSize(360, 740);
    axeFindsNothing(state, language);
  }

  private void pictures(String name) {
    for (var scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      var shade = scheme == ColorScheme.DARK ? "-dark" : "";
      page.setViewportSize(1280, 800);
      picture("desktop-" + name + shade);
      page.setViewportSize(360, 740);
      picture("phone-" + name + shade);
    }
  }

  private void axeFindsNothing(String state, String language) {
    // A language changes no colour, so the dark ones are looked at once.
    for (var scheme : language.equals("en") ? List.of(ColorScheme.LIGHT, ColorScheme.DARK) : List.of(ColorScheme.LIGHT)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      assertThat((List<?>) page.evaluate(AXE_FINDS)).as(state + " " + language + " " + scheme).isEmpty();
    }
    assertThat((List<?>) page.evaluate(TOO_SMALL)).as("to press: " + state).isEmpty();
  }

  private void tabTo(String id, int presses) {
    for (var i = 0; i < presses; i++) {
      page.keyboard().press("Tab");
    }
    assertThat(page.locator("#" + id)).isFocused();
  }
}
