package nl.sluis.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.ColorScheme;
import nl.sluis.testing.Browser;
import nl.sluis.testing.Pictures;
import nl.sluis.testing.Visitor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/**
 * What the tests of the page share: a visitor with a small phone, a stub of the gateway, and what must not be left
 * behind. Each state is pictured.
 */
@Tag("slow")
abstract class VisitorOnPage {
  static final String MEETING = """
      {"uid":"3f1c@sluis.example","title":"Selectiegesprek",
       "start":"2027-01-12T10:00:00+01:00","end":"2027-01-12T11:00:00+01:00","timeZone":"Europe/Amsterdam",
       "organizer":{"name":"Selection desk","email":"selection@example.org"},
       "joinUrl":"https://zoom.us/j/123456789","webClientUrl":"https://zoom.us/wc/join/123456789",
       "meetingId":"123 456 789","passcode":"482913","location":"Online",
       "description":"Neem mee:\\n- een legitimatiebewijs\\n- een glas water",
       "somethingNew":"is ignored"}""";

  static Browser browser;
  PageStub stub;
  Visitor visitor;
  Page page;

  @BeforeAll
  static void startBrowser() {
    browser = Browser.start();
  }

  @AfterAll
  static void closeBrowser() {
    browser.close();
  }

  @BeforeEach
  void openPhone() {
    stub = new PageStub(MEETING);
    use(browser.phone("en-GB", "Europe/Amsterdam"));
  }

  @AfterEach
  void nothingIsLeftBehind() {
    if (!page.url().equals("about:blank")) {
      assertThat(visitor.complaints()).isEmpty();
      assertThat(visitor.origins()).containsOnly(stub.origin());
      assertThat(visitor.traces()).isEmpty();
      assertThat(visitor.scrollsSideways()).isFalse();
    }
    visitor.close();
    stub.close();
  }

  final void use(Visitor other) {
    if (visitor != null) {
      visitor.close();
    }
    visitor = other;
    page = visitor.page();
  }

  final void useDevice(String device) {
    var options = new NewContextOptions();
    switch (device) {
      case "desktop" -> use(browser.desktop("en-GB", "Europe/Amsterdam"));
      case "narrow" -> use(browser.visitor(options.setViewportSize(320, 560), "en-GB", "Europe/Amsterdam"));
      case "dark" -> {
        options.setViewportSize(360, 740).setColorScheme(ColorScheme.DARK);
        use(browser.visitor(options, "en-GB", "Europe/Amsterdam"));
      }
      default -> {
      }
    }
  }

  final void walkToCode() {
    page.navigate(stub.link());
    types("digits", PageStub.DIGITS);
    press("send-code");
    assertThat(page.locator("#code")).isVisible();
  }

  final void walkToMeeting() {
    walkToCode();
    types("code", PageStub.CODE);
    press("open-invitation");
    assertThat(page.locator("#meeting-title")).isVisible();
  }

  final void types(String field, String text) {
    page.locator("#" + field).fill(text);
  }

  final void press(String button) {
    page.locator("#" + button).click();
  }

  /** Waits until the page shows each of the words. */
  final void sees(String... words) {
    for (var some : words) {
      assertThat(page.locator("body")).containsText(some, new ContainsTextOptions().setUseInnerText(true));
    }
  }

  final Locator heading() {
    return page.locator("main h1:visible");
  }

  /** Thin and unbreakable blanks of the locale's dates as ordinary ones. */
  final String text(String id) {
    return page.locator("#" + id).innerText().replaceAll("[\\u2009\\u202f\\u00a0]", " ");
  }

  final void leadsTo(String id, String address) {
    var link = page.locator("#" + id + " a");
    assertThat(link).hasAttribute("href", address);
    assertThat(link).hasAttribute("rel", "noreferrer");
    assertThat(page.locator("#" + id)).containsText(address);
  }

  final void passTimeUntil(Locator shown) {
    await().pollInSameThread().until(() -> {
      page.clock().runFor(1000);
      return shown.isVisible();
    });
  }

  final void picture(String name) {
    Pictures.take(page, "page-" + name);
  }
}
