package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import nl.sluis.testing.Browser;
import nl.sluis.testing.InviteePage;
import nl.sluis.testing.JarSluis;
import nl.sluis.testing.Pictures;
import nl.sluis.testing.Visitor;
import org.junit.jupiter.api.Test;

/** A newcomer, by clicking only: from the mail to the opened meeting, and the keys rotated. */
class DemoIT {
  private static final Pattern CODE = Pattern.compile("#([0-9]{6})");

  @Test
  void newcomerPlaysAllThreeRoles() {
    try (var sluis = JarSluis.started(settings -> settings.set("demo", "true"));
        var browser = Browser.start();
        var visitor = browser.desktop("en-GB", "Europe/Amsterdam")) {
      var demo = visitor.page();
      demo.navigate(sluis.settings.publicUrl() + "/demo");
      demo.click("#post");
      demo.waitForSelector("#mails a");
      var tab = demo.context().waitForPage(() -> demo.click("#mails a"));
      var page = new InviteePage(tab);
      assertThat(tab.textContent("body")).contains("Demonstration");
      page.asksForCode("5678");
      page.waitsForCodeField();

      demo.bringToFront();
      demo.waitForSelector("#messages li");
      var code = CODE.matcher(demo.textContent("#messages li"));
      assertThat(code.find()).isTrue();
      tab.bringToFront();
      page.enters(code.group(1));
      page.waitsForMeeting();
      assertThat(page.text("#meeting-title")).isEqualTo("Selectiegesprek");

      demo.bringToFront();
      demo.click("#rotate");
      demo.waitForCondition(() -> demo.textContent("#rotate-said").contains("destroyed"));
      Pictures.take(demo, "5-demo");
      assertThat(visitor.complaints()).isEmpty();
      assertThat(visitor.origins()).containsExactly(sluis.settings.publicUrl());
    }
  }

  @Test
  void theSchedulerMovesAndCancels() {
    try (var sluis = JarSluis.started(settings -> settings.set("demo", "true"));
        var browser = Browser.start();
        var visitor = browser.desktop("en-GB", "Europe/Amsterdam")) {
      var demo = visitor.page();
      demo.navigate(sluis.settings.publicUrl() + "/demo");
      demo.click("#move");
      demo.waitForCondition(() -> demo.textContent("#move-said").contains("Post a meeting here first"));
      demo.click("#post-three");
      demo.waitForSelector("#mails li:nth-child(1)");
      demo.click("#move");
      demo.waitForSelector("#mails li:nth-child(2)");
      assertThat(demo.textContent("#mails li:nth-child(1)")).contains("ervoor in de plaats");
      demo.click("#cancel");
      demo.waitForSelector("#mails li:nth-child(3)");
      assertThat(demo.textContent("#mails li:nth-child(1)")).contains("gaat niet door");
    }
  }

  /** The shape of the page on a phone is looked at in the picture. */
  @Test
  void demonstrationFitsAPhone() {
    try (var sluis = JarSluis.started(settings -> settings.set("demo", "true"));
        var browser = Browser.start();
        Visitor visitor = browser.phone("nl-NL", "Europe/Amsterdam")) {
      visitor.page().navigate(sluis.settings.publicUrl() + "/demo");
      visitor.page().click("#post");
      visitor.page().waitForSelector("#mails a");
      Pictures.take(visitor.page(), "6-demo-phone");
      assertThat(visitor.scrollsSideways()).isFalse();
    }
  }
}
