package nl.sluis;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import nl.sluis.testing.Answer;
import nl.sluis.testing.Browser;
import nl.sluis.testing.Http;
import nl.sluis.testing.InviteePage;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Mailbox;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Numbers;
import nl.sluis.words.Words;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a meeting that moves, as the invitee sees it: over HTTP, by mail, and in a browser that decrypts, in each language. */
@Tag("slow")
class MovedPageTest {
  private static LocalSluis sluis;
  private static Browser browser;

  @BeforeAll
  static void start() {
    sluis = LocalSluis.started();
    browser = Browser.start();
  }

  @AfterAll
  static void stop() {
    browser.close();
    sluis.close();
  }

  @AfterEach
  void setTheClockBack() {
    sluis.clock.reset();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nl", "en", "de", "fr"})
  void changedCancelledAndClosed(String language) {
    var words = Words.load("page", language);
    var request = request(language, 1);
    var organizer = "moved." + System.nanoTime() + "@example.org";
    request.withObject("/meeting/organizer").put("email", organizer).put("locale", language);
    posts(request);
    var former = link(request);
    request.withObject("/meeting").put("sequence", 1).put("title", "Selectiegesprek, later");
    posts(request);
    var link = link(request);
    var mail = Mailbox.text(sluis.mailbox.mailsTo(email(request)).get(1)).replaceAll("\\s+", " ");
    assertThat(mail).contains(Words.load("mail", language).getProperty("invitation.replaces"));

    try (var visitor = browser.phone(language, "Europe/Amsterdam")) {
      var page = new InviteePage(visitor);
      page.opens(former);
      assertThat(page.page().locator("#ended-title")).hasText(words.getProperty("ended.replaced.title"));
      pressesEverything(page.page());
      await().until(() -> sluis.mailbox.mailsTo(organizer).size() == 1);

      page.opens(link);
      assertThat(page.page().locator("#replaces")).isVisible();
      opens(page, request);
      assertThat(page.page().locator("#meeting-title")).hasText("Selectiegesprek, later");
    }
    for (var end : List.of("cancel", "close")) {
      var other = request(language, 1);
      posts(other);
      var ended = link(other);
      await().until(() -> sluis.ask("GET", "/v1/invitations?meeting=" + other.at("/meeting/uid").asText()).json()
          .at("/invitations/0/state").asText(), "mailed"::equals);
      assertThat(call(end, other).status()).isEqualTo(200);
      try (var visitor = browser.phone(language, "Europe/Amsterdam")) {
        var page = new InviteePage(visitor);
        page.opens(ended);
        assertThat(page.page().locator("#ended-title"))
            .hasText(words.getProperty(end.equals("cancel") ? "ended.cancelled.title" : "ended.closed.title"));
        assertThat(visitor.complaints()).isEmpty();
      }
      if (end.equals("cancel")) {
        await().until(() -> sluis.mailbox.mailsTo(email(other)).size() == 2);
        assertThat(Mailbox.text(sluis.mailbox.mailsTo(email(other)).get(1))).doesNotContain("/i#", "Selectiegesprek");
      }
    }
    assertThat(sluis.mailbox.mailsTo(organizer)).as("whatever was pressed").hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nl", "en", "de", "fr"})
  void opensThreeTimesAndComesBackAsOftenAsItMay(String language) {
    var request = request(language, 1).put("openings", 3);
    posts(request);
    var link = link(request);
    for (var opening = 1; opening <= 3; opening++) {
      try (var visitor = browser.phone(language, "Europe/Amsterdam")) {
        var page = new InviteePage(visitor);
        page.opens(link);
        assertThat(page.page().locator("#opened-before").isVisible()).as("opened before").isEqualTo(opening > 1);
        opens(page, request);
        // In one language to the end, because each takes a second of a core.
        for (var reload = 0; reload < (language.equals("nl") ? 12 : 2); reload++) {
          page.page().reload();
          page.waitsForMeeting();
        }
        assertThat(page.page().locator("#meeting-title")).hasText(request.at("/meeting/title").asText());
        assertThat(visitor.complaints()).isEmpty();
      }
      sluis.clock.advance(Duration.ofSeconds(61));
    }
    try (var visitor = browser.phone(language, "Europe/Amsterdam")) {
      var page = new InviteePage(visitor);
      page.opens(link);
      assertThat(page.page().locator("#ended-title")).hasText(Words.load("page", language).getProperty("ended.opened.title"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nl", "en", "de", "fr"})
  void opensFromItsDay(String language) {
    var request = request(language, 1).put("opensFrom", Instant.now().plus(Duration.ofHours(30)).toString());
    posts(request);
    var link = link(request);
    try (var visitor = browser.phone(language, "Europe/Amsterdam")) {
      var page = new InviteePage(visitor);
      page.opens(link);
      assertThat(page.page().locator("body")).containsText(words(language).getProperty("not-yet.title"));
      assertThat(page.page().locator("#digits")).isHidden();
      assertThat(sluis.twilio.textsTo(phone(request))).isEmpty();
      sluis.clock.advance(Duration.ofHours(31));
      page.page().reload();
      opens(page, request);
    }
  }

  /** As a scanner does, or an impatient thumb. */
  private static void pressesEverything(Page page) {
    for (var round = 0; round < 4; round++) {
      page.evaluate("document.querySelectorAll('button, a[href]').forEach(one => one.click())");
    }
    page.locator("#ask-anew").click();
    page.locator("#yes-ask").dblclick();
    assertThat(page.locator("button:visible")).hasCount(0);
    page.reload();
    assertThat(page.locator("#ended-title")).isVisible();
    assertThat(page.locator("#ask-anew")).isHidden();
  }

  private static void opens(InviteePage page, JsonNode request) {
    page.page().waitForSelector("#digits");
    page.asksForCode(phone(request).substring(phone(request).length() - 4));
    page.waitsForCodeField();
    page.enters(sluis.twilio.lastCodeTo(phone(request)));
    page.waitsForMeeting();
  }

  private static Properties words(String language) {
    return Words.load("page", language);
  }

  private static void posts(JsonNode request) {
    assertThat(sluis.post(request).status()).isEqualTo(201);
  }

  private static Answer call(String what, JsonNode request) {
    return Http.send("POST", sluis.settings.publicUrl() + "/v1/meetings/" + what,
        Meetings.JSON.valueToTree(Map.of("uid", request.at("/meeting/uid").asText())).toString(), "Authorization",
        "Bearer " + sluis.clientKey());
  }

  private static String link(JsonNode request) {
    return sluis.mailbox.takeLink(email(request));
  }

  private static ObjectNode request(String language, int invitees) {
    var request = Meetings.request(Meetings.interview(), invitees);
    Meetings.invitee(request, 0).put("phone", Numbers.next()).put("email", "moved." + System.nanoTime() + "@example.net").put("locale",
        language);
    return request;
  }

  private static String email(JsonNode request) {
    return request.at("/invitees/0/email").asText();
  }

  private static String phone(JsonNode request) {
    return request.at("/invitees/0/phone").asText();
  }
}
