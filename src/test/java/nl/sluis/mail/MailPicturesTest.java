package nl.sluis.mail;

import static nl.sluis.mail.SmtpFixture.ID;
import static nl.sluis.mail.SmtpFixture.LINK;
import static nl.sluis.mail.SmtpFixture.SECRET;
import static nl.sluis.mail.SmtpFixture.PUBLIC_URL;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Instant;
import java.util.List;
import nl.sluis.brand.BrandConfiguration;
import nl.sluis.meeting.Invitee;
import nl.sluis.meeting.Organizer;
import nl.sluis.testing.Browser;
import nl.sluis.testing.Pictures;
import nl.sluis.testing.Visitor;
import nl.sluis.words.Words;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The HTML of our mails in a real browser, as mail programs show it. The pictures are in {@code target/pictures}. */
@Tag("slow")
class MailPicturesTest {
  private static final Organizer ORGANIZER = new Organizer("Werving & Selectie", "selection@example.org");
  private static final String PATIENCE = "Donau-" + "dampfschifffahrtsgesellschafts".repeat(3);
  private static final List<Look> LOOKS = List.of(new Look("phone", 360, ColorScheme.LIGHT), new Look("phone-dark", 360, ColorScheme.DARK),
      new Look("desktop", 1280, ColorScheme.LIGHT), new Look("desktop-dark", 1280, ColorScheme.DARK));
  private static final Terms CHANGED = new Terms(3, 1, Instant.parse("2027-01-11T00:00:00Z"));
  private static Browser browser;

  private record Look(String name, int width, ColorScheme scheme) {}

  @BeforeAll
  static void start() {
    browser = Browser.start();
  }

  @AfterAll
  static void stop() {
    browser.close();
  }

  @Test
  void everyMailFitsPhoneAndDesktopAndCanBeReadInLightAndDark() {
    for (var look : LOOKS) {
      try (var reader = browser.visitor(new NewContextOptions().setViewportSize(look.width, 800).setColorScheme(look.scheme), "nl-NL",
          "Europe/Amsterdam")) {
        for (var language : look.equals(LOOKS.get(0)) ? Words.LANGUAGES : List.of("nl")) {
          shows(reader, look, "invitation-" + language, invitation(language, "#0b6570", "#ffffff", ORGANIZER));
        }
        shows(reader, look, "invitation-branded", invitation("nl", "#8a1538", "#ffffff", ORGANIZER));
        shows(reader, look, "invitation-yellow-ink", invitation("en", "#1d3a2f", "#ffe066", new Organizer(PATIENCE, "a@example.org")));
        shows(reader, look, "pointer", mails("#0b6570", "#ffffff").composePointer(ID, invitee("nl"), ORGANIZER, Terms.ONCE));
        shows(reader, look, "notice", new NoticeMail("Bureau Voorbeeld", PUBLIC_URL, "nl", SmtpFixture.BRAND)
            .compose(ID, NoticeKind.THIRD_WRONG_TRY, "Invitee One", ORGANIZER, "nl", "sealed-at-intake"));
        for (var language : look.equals(LOOKS.get(0)) ? Words.LANGUAGES : List.of("nl")) {
          shows(reader, look, "changed-" + language,
              mails("#0b6570", "#ffffff").compose(ID, invitee(language), ORGANIZER, SECRET, CHANGED));
          shows(reader, look, "cancellation-" + language, new CancellationMail("Bureau Voorbeeld", PUBLIC_URL, "nl", SmtpFixture.BRAND)
              .compose(ID, "invitee@example.net", language, ORGANIZER));
          shows(reader, look, "asked-" + language, new NoticeMail("Bureau Voorbeeld", PUBLIC_URL, "nl", SmtpFixture.BRAND)
              .compose(ID, NoticeKind.ASKED, null, ORGANIZER, language, "sealed-at-intake"));
        }
        assertThat(reader.origins()).as("nothing is fetched").isEmpty();
        assertThat(reader.complaints()).isEmpty();
      }
    }
  }

  @Test
  void theButtonIsLargeAndLeadsToTheLink() {
    try (var reader = browser.phone("nl-NL", "Europe/Amsterdam")) {
      reader.page().setContent(invitation("nl", "#0b6570", "#ffffff", ORGANIZER).html());
      var button = reader.page().locator("a");
      assertThat(button.getAttribute("href")).isEqualTo(LINK);
      assertThat(button.boundingBox().height).isGreaterThanOrEqualTo(48);
      assertThat(reader.page().locator("h1").innerText()).isEqualTo("Uitnodiging van Bureau Voorbeeld");
      assertThat(reader.page().locator("h2").allInnerTexts()).containsExactly("Zo gaat het verder", "Is deze mail echt?");
    }
  }

  private static void shows(Visitor reader, Look look, String name, Mail mail) {
    var page = reader.page();
    page.setContent(mail.html());
    assertThat(reader.scrollsSideways()).as(name + " " + look.name).isFalse();
    assertThat(leastContrast(page)).as(name + " " + look.name).isGreaterThanOrEqualTo(4.5);
    Pictures.take(page, "mail-" + name + "-" + look.name);
  }

  /** The least contrast of any words with what lies behind them. */
  private static double leastContrast(Page page) {
    return ((Number) page.evaluate("""
        () => {
          const rgb = (colour) => colour.match(/[\\d.]+/g).map(Number);
          const behind = (element) => {
            const colour = rgb(getComputedStyle(element).backgroundColor);
            return colour.length === 4 && colour[3] === 0 ? behind(element.parentElement) : colour;
          };
          const luminance = (colour) => colour.slice(0, 3).map((channel) => channel / 255)
            .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
            .reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i], 0.05);
          const worded = [...document.querySelectorAll('body *')]
            .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
          return Math.min(...worded.map((element) => {
            const [ink, ground] = [rgb(getComputedStyle(element).color), behind(element)].map(luminance);
            return Math.max(ink, ground) / Math.min(ink, ground);
          }));
        }""")).doubleValue();
  }

  private static Mail invitation(String language, String color, String ink, Organizer organizer) {
    return mails(color, ink).compose(ID, invitee(language), organizer, SECRET, Terms.ONCE);
  }

  private static InvitationMail mails(String color, String ink) {
    return new InvitationMail("Bureau Voorbeeld", PUBLIC_URL, "nl", new BrandConfiguration(null, color, ink).brand());
  }

  private static Invitee invitee(String language) {
    return new Invitee("Invitee One", "invitee@example.net", "+31612345678", language);
  }
}
