package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import nl.sluis.testing.Browser;
import nl.sluis.testing.CapturedLog;
import nl.sluis.testing.Http;
import nl.sluis.testing.LinkHolder;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Mailbox;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Visitor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Link rewriters and mail scanners, as they are known to behave: they ask for the head, follow the link with its # rewritten once or twice,
 * or run the page in a real browser, press all there is and type nonsense. Nothing of an invitation is used up by that.
 */
@Tag("slow")
class ScannerTest {
  private static final int LINKS = 200;
  private static final int IN_CHROMIUM = 5;
  private static final Pattern LINK = Pattern.compile("https?://\\S+/i#[A-Za-z0-9_-]{43}");

  @Test
  void twoHundredLinksPassAScannerAndNothingIsSpent() {
    try (var sluis = LocalSluis.started(); var browser = Browser.start(); var visitor = browser.desktop("en-US", "UTC")) {
      var posted = sluis.post(Meetings.request(Meetings.interview(), LINKS)).json().path("invitations");
      await().until(() -> sluis.mailbox.mails().size() == LINKS);
      var links = sluis.mailbox.mails().stream().map(Mailbox::text).map(ScannerTest::link).toList();
      try (var log = new CapturedLog()) {
        links.parallelStream().forEach(ScannerTest::follow);
        for (var link : links.subList(0, IN_CHROMIUM)) {
          press(visitor, link.replace("#", "%23"));
        }
        var logged = log.text();
        assertThat(logged).contains("GET /i 200", "HEAD /i 200");
        assertThat(links.stream().filter(link -> logged.contains(secret(link)))).as("links in a log").isEmpty();
      }
      assertThat(sluis.twilio.messages()).as("text messages").isEmpty();
      for (var invitation : posted) {
        assertThat(sluis.find(invitation.path("id").asText()).text("state")).isEqualTo("mailed");
      }
      var holder = new LinkHolder(sluis.settings.publicUrl(), links.get(0));
      assertThat(holder.status().json().path("triesLeft").asInt()).as("four digits are a wrong try, pressed once or twice").isBetween(8, 9);
      assertThat(holder.asksForCode(Meetings.DIGITS).status()).isEqualTo(202);
      assertThat(holder.releases(sluis.twilio.lastCode()).status()).isEqualTo(200);
      var metrics = sluis.operates("GET", "/metrics");
      assertThat(metrics.json().at("/counters/nl.sluis.page.RewrittenLinks.met/count").asInt()).isEqualTo(3 * LINKS + IN_CHROMIUM);
    }
  }

  /** Without a script: nothing can be told from the answer but that there is a page. */
  private static void follow(String link) {
    var answers = new ArrayList<String>();
    for (var hash : List.of("%23", "%2523")) {
      answers.add(Http.send("GET", link.replace("#", hash), null).http().body());
    }
    assertThat(Http.send("HEAD", link.replace("#", "%23"), null).status()).isEqualTo(200);
    assertThat(Http.send("HEAD", link.replaceAll("#.*", ""), null).status()).isEqualTo(200);
    assertThat(answers).containsOnly(Http.send("GET", link.replaceAll("#.*", ""), null).http().body());
  }

  /** As a person would press, so that the browser vouches for it; first with nothing in the fields, then with nonsense. */
  private static void press(Visitor visitor, String link) {
    var page = visitor.page();
    page.navigate(link);
    page.waitForSelector("#send-code");
    assertThat(page.url()).as("scrubbed").contains("/i#").doesNotContain("%23");
    for (var nonsense : List.of("", "scanner@example.org", "1234")) {
      page.fill("#digits", nonsense);
      for (var button : page.locator("main button:visible, summary:visible").all()) {
        button.click(new Locator.ClickOptions().setForce(true));
      }
      page.locator("#digits").press("Enter");
    }
    page.waitForSelector("#digits-error:not(:empty)");
    page.waitForSelector("#send-code[aria-disabled=false]");
    page.navigate("about:blank");
  }

  private static String link(String mail) {
    var found = LINK.matcher(mail);
    assertThat(found.find()).isTrue();
    return found.group();
  }

  private static String secret(String link) {
    return link.substring(link.indexOf('#') + 1);
  }
}
