package nl.sluis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import nl.sluis.testing.Browser;
import nl.sluis.testing.InviteePage;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Pictures;
import nl.sluis.testing.TestInbox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every page of a test gateway says that it is a test, in the visitor's language, at every step, and on paper. */
@Tag("slow")
class TestGatewayPageTest {
  private static final Map<String, String> BANNERS = Map.of("nl", "hier wordt niemand echt uitgenodigd", "en",
      "nobody is really invited here", "de",
      "Hier wird niemand wirklich eingeladen", "fr", "n’est vraiment invité ici");
  private static final String AXE_FINDS = """
      async () => (await axe.run(document, { resultTypes: ['violations'],
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
        .violations.flatMap((rule) => rule.nodes.map((node) => rule.id + ' ' + node.target + ' ' + node.failureSummary))""";
  private static LocalSluis sluis;
  private static Browser browser;

  @BeforeAll
  static void start() {
    sluis = LocalSluis.started(settings -> settings.set("test", "true"));
    browser = Browser.start();
  }

  @AfterAll
  static void stop() {
    browser.close();
    sluis.close();
  }

  @Test
  void aVisitorIsToldAtEveryStep() throws IOException {
    var inbox = new TestInbox(sluis, sluis.clientKey());
    var posted = sluis.postsInterview();
    try (var visitor = browser.phone("nl-NL", "Europe/Amsterdam")) {
      var page = new InviteePage(visitor);
      page.opens(inbox.takes(posted.id(), "mail", 1).path("link").asText());
      isSaid(page, "digits");
      for (var language : List.of("en", "de", "fr", "nl")) {
        page.page().selectOption("#language", language);
        page.page().waitForFunction("language => document.documentElement.lang === language", language);
        assertThat(page.text("aside")).contains(BANNERS.get(language)).doesNotContain("\n");
      }
      page.asksForCode(posted.digits());
      page.waitsForCodeField();
      isSaid(page, "code");
      page.enters(inbox.takes(posted.id(), "sms", 1).path("code").asText());
      page.waitsForMeeting();
      isSaid(page, "meeting");
      page.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(com.microsoft.playwright.options.Media.PRINT));
      assertThat(page.page().isVisible("aside")).as("on paper").isTrue();
      assertThat(visitor.scrollsSideways()).isFalse();
      assertThat(visitor.complaints()).isEmpty();
    }
  }

  @Test
  void pagesWithoutAScriptSayItInEveryLanguage() {
    try (var visitor = browser.visitor(new com.microsoft.playwright.Browser.NewContextOptions().setJavaScriptEnabled(false), "nl-NL",
        "Europe/Amsterdam")) {
      for (var path : List.of("/i", "/i/levels")) {
        visitor.page().navigate(sluis.settings.publicUrl() + path);
        assertThat(visitor.page().textContent("aside")).as(path).contains(BANNERS.values());
      }
    }
  }

  private static void isSaid(InviteePage page, String step) throws IOException {
    assertThat(page.page().isVisible("aside")).isTrue();
    assertThat(page.text("aside")).contains(BANNERS.get("nl"));
    Pictures.take(page.page(), "page-phone-test-" + step);
    try (var axe = TestGatewayPageTest.class.getResourceAsStream("/axe.min.js")) {
      page.page().evaluate(new String(axe.readAllBytes(), UTF_8));
    }
    assertThat((List<?>) page.page().evaluate(AXE_FINDS)).as(step).isEmpty();
  }
}
