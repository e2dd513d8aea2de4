package nl.sluis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import nl.sluis.testing.Browser;
import nl.sluis.testing.Folders;
import nl.sluis.testing.Http;
import nl.sluis.testing.InviteePage;
import nl.sluis.testing.JarSluis;
import nl.sluis.testing.OtherJvm;
import nl.sluis.testing.Pictures;
import nl.sluis.testing.Visitor;
import org.junit.jupiter.api.Test;

/** A newcomer, by clicking only: from the mail to the opened meeting, and the keys rotated. */
class DemoIT {
  private static final Pattern CODE = Pattern.compile("#([0-9]{6})");

  @Test
  void newcomerPlaysAllFourRoles() {
    try (var sluis = JarSluis.started(settings -> settings.set("demo", "true"));
        var browser = Browser.start();
        var visitor = browser.desktop("en-GB", "Europe/Amsterdam")) {
      var demo = visitor.page();
      demo.navigate(sluis.settings.publicUrl() + "/demo");
      demo.click("#post");
      var mail = demo.frameLocator("#mails li:first-child iframe");
      mail.locator("a").waitFor();
      demo.click("#steal");
      assertThat(attempts(demo)).contains("403", "wrong-digits", "it does not open");
      assertThat(demo.textContent("#row")).contains("share", "envelope", "contact").doesNotContain("Selectiegesprek", "87654321",
          "invitee@");
      Pictures.take(demo, "4-demo-thief");
      var tab = demo.context().waitForPage(() -> mail.locator("a").click());
      var page = new InviteePage(tab);
      assertThat(tab.textContent("body")).contains("Demonstration");
      page.asksForCode("4321");
      page.waitsForCodeField();

      demo.bringToFront();
      demo.waitForSelector("#messages li");
      var code = CODE.matcher(demo.textContent("#messages li"));
      assertThat(code.find()).isTrue();
      tab.bringToFront();
      page.enters(code.group(1));
      page.waitsForMeeting();
      assertThat(page.text("#meeting-title")).isEqualTo("Selectiegesprek");
      tab.click("#have-all");
      tab.waitForCondition(() -> tab.url().endsWith("/i"));

      demo.bringToFront();
      demo.waitForCondition(() -> demo.textContent("#events").contains("invitation.acknowledged"));
      assertThat(demo.textContent("#invitations")).contains("opened");
      assertThat(demo.textContent("#events")).contains("invitation.opened", "invitation.code-sent", "invitation.wrong-try")
          .doesNotContain("Invitee", "invitee@");
      demo.click("#steal");
      demo.waitForCondition(() -> demo.textContent("#attempts").contains("nothing is there any more"));
      assertThat(demo.textContent("#attempts")).contains("410", "opened");
      demo.click("#rotate");
      demo.waitForCondition(() -> demo.textContent("#rotate-said").contains("destroyed"));
      Pictures.take(demo, "5-demo");
      assertThat(visitor.complaints()).isEmpty();
      assertThat(visitor.origins()).containsExactly(sluis.settings.publicUrl());
    }
  }

  /** A stand-in of Zoom makes the meeting; all join, somebody records, and an administrator loosens a rule. */
  @Test
  void theVideoServiceMakesAMeetingAndTellsWhenAllAreIn() {
    try (var sluis = JarSluis.started(settings -> settings.set("demo", "true"));
        var browser = Browser.start();
        var visitor = browser.desktop("en-GB", "Europe/Amsterdam")) {
      var demo = visitor.page();
      demo.navigate(sluis.settings.publicUrl() + "/demo");
      demo.click("#join");
      demo.waitForCondition(() -> demo.textContent("#join-said").contains("Post a meeting here first"));
      demo.waitForCondition(() -> demo.textContent("#proof").contains("no-recording"));
      demo.click("#post-made");
      var mail = demo.frameLocator("#mails li:first-child iframe");
      var tab = demo.context().waitForPage(() -> mail.locator("a").click());
      var page = new InviteePage(tab);
      page.asksForCode("4321");
      page.waitsForCodeField();
      demo.bringToFront();
      demo.waitForSelector("#messages li");
      var code = CODE.matcher(demo.textContent("#messages li"));
      assertThat(code.find()).isTrue();
      tab.bringToFront();
      page.enters(code.group(1));
      page.waitsForMeeting();
      var shown = tab.textContent("body");
      assertThat(shown).contains("Selectiegesprek");
      assertThat(tab.locator("a[href^='https://']").evaluateAll("all => all.map(one => one.href)").toString())
          .contains("zoom.us/j/", "https://app.zoom.us/wc/join/").doesNotContain("pwd");
      tab.setViewportSize(390, 844);
      Pictures.take(tab, "demo-made-meeting");

      demo.bringToFront();
      demo.click("#join");
      demo.waitForCondition(() -> demo.textContent("#events").contains("meeting.all-in"));
      demo.click("#record");
      demo.waitForCondition(() -> demo.textContent("#events").contains("meeting.recording-started"));
      demo.click("#loosen");
      demo.waitForCondition(() -> demo.textContent("#proof").contains("Does not hold"));
      assertThat(demo.textContent("#proof")).contains("cloud_recording");
      demo.waitForCondition(() -> demo.textContent("#events").contains("conference.rule-loosened"));
      demo.setViewportSize(390, 844);
      Pictures.take(demo, "demo-video-service");
      assertThat((Integer) demo.evaluate("document.documentElement.scrollWidth")).as("nothing is cut on a phone").isLessThanOrEqualTo(390);
      demo.click("#loosen");
      demo.waitForCondition(() -> !demo.textContent("#proof").contains("Does not hold"));
      assertThat(demo.textContent("#video + .note")).contains("stand-in of Zoom");
      assertThat(visitor.complaints()).as("of the join that had no meeting, and of nothing else").hasSize(1);
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

  private static String attempts(Page demo) {
    demo.waitForSelector("#attempts li:nth-child(2)");
    return demo.textContent("#attempts");
  }

  /** Without Maven, a file or a setting; what stands in the environment is another gateway's. */
  @Test
  void theCommandRunsAloneAndLeavesNothing() throws Exception {
    var command = OtherJvm.command();
    command.addAll(List.of("-jar", Path.of("target/sluis.jar").toAbsolutePath().toString(), "demo"));
    var elsewhere = Folders.make("sluis-elsewhere");
    var builder = new ProcessBuilder(command).directory(elsewhere.toFile()).redirectErrorStream(true);
    builder.environment().put("SLUIS_ORGANIZATION", "Somebody else");
    builder.environment().put("SLUIS_DATABASE_URL", "jdbc:postgresql://live.example/sluis");
    var process = builder.start();
    try (var said = process.inputReader(UTF_8)) {
      var words = new StringBuilder();
      for (var line = said.readLine(); line != null; line = said.readLine()) {
        words.append(line).append('\n');
        if (line.contains("Ctrl-C")) {
          break;
        }
      }
      var url = Pattern.compile("Open +(http://127.0.0.1:[0-9]+)/demo").matcher(words);
      var folder = Pattern.compile("Everything lies in (.*);").matcher(words);
      assertThat(url.find() && folder.find()).as(words.toString()).isTrue();
      assertThat(Http.send("GET", url.group(1) + "/", null).http().body()).contains("Bureau Voorbeeld").doesNotContain("Somebody else");
      var key = Files.readString(Path.of(folder.group(1), "client-header")).strip().substring("Authorization: ".length());
      assertThat(Http.send("GET", url.group(1) + "/v1/invitations", null, "Authorization", key).status()).isEqualTo(200);
      await().until(() -> Http.send("GET", url.group(1) + "/demo/state", null).json().path("mails").size() == 1);
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(Path.of(folder.group(1))).doesNotExist();
      assertThat(elsewhere).isEmptyDirectory();
    } finally {
      process.destroyForcibly();
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
      visitor.page().frameLocator("#mails iframe").locator("a").waitFor();
      Pictures.take(visitor.page(), "6-demo-phone");
      assertThat(visitor.scrollsSideways()).isFalse();
    }
  }
}
