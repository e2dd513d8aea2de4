package nl.sluis.mail;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import nl.sluis.meeting.Invitee;
import nl.sluis.meeting.Organizer;
import nl.sluis.words.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static nl.sluis.mail.SmtpFixture.BRAND;
import static org.assertj.core.api.Assertions.assertThat;

class InvitationMailTest {
  private static final String ID = "AAECAwQFBgcICQoLDA0ODw";
  private static final String LINK = "https://sluis.example:8443/i#AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
  private static final Organizer ORGANIZER = new Organizer("Selection desk", "selection@example.org");

  static Iterable<String> languages() {
    return Words.LANGUAGES;
  }

  @ParameterizedTest
  @MethodSource("languages")
  void putsTheLinkAloneOnOneLine(String language) {
    var mail = compose(language, ORGANIZER);
    assertThat(mail.text().lines().filter(line -> line.contains("://"))).containsExactly(LINK);
    assertThat(mail.html()).containsOnlyOnce("<a ").containsOnlyOnce("href=\"" + LINK + "\"").containsOnlyOnce(">" + LINK + "</p>");
    assertThat(mail.text().lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(76));
  }

  @ParameterizedTest
  @MethodSource("languages")
  void saysWhoInvitesAndNothingOfTheInvitee(String language) {
    var mail = compose(language, ORGANIZER);
    assertThat(List.of(mail.text(), mail.html())).allSatisfy(words -> assertThat(words.replace('\n', ' '))
        .contains("Selection desk", "Example HR")
        .doesNotContain("Invitee One", "invitee@example.net", "612345678", "5678"));
    assertThat(mail.subject()).contains("Example HR").doesNotContain("Selection desk", "Invitee", "BBBC");
    assertThat(mail.toName()).isNull();
  }

  @Test
  void tellsTheReaderWhatToDo() {
    assertThat(unwrapped(compose("nl", ORGANIZER))).contains("opent één keer", "agenda bij de hand", "sms met een code",
        "nooit om een wachtwoord", "niet voor u", "Stuur de mail niet door", "te beantwoorden");
    assertThat(unwrapped(compose("en", ORGANIZER))).contains("opens once", "calendar at hand",
        "text message with a code", "never ask you for a password", "not for you", "Do not forward it", "by replying");
  }

  @ParameterizedTest
  @MethodSource("languages")
  void thePointerSaysWhoInvitesAndCarriesNoLink(String language) {
    var mail = pointer(language);
    assertThat(List.of(mail.text(), mail.html())).allSatisfy(words -> assertThat(words.replace('\n', ' '))
        .contains("Selection desk", "Example HR")
        .doesNotContain("Invitee One", "invitee@example.net", "5678", "://", "/i#", "href"));
    assertThat(mail.to()).isEqualTo("invitee@example.net");
    assertThat(mail.replyTo()).isEqualTo("selection@example.org");
  }

  /** Once where it is once; how often, from when and in whose place where it is not. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      nl | één keer         | maximaal 3 keer    | maandag 11 januari 2027 om 00:30 uur (UTC)    | ervoor in de plaats
      en | once             | up to 3 times      | 11 January 2027 at 00:30 (UTC)                | takes its place
      de | einmal           | bis zu 3-mal       | Montag, 11. Januar 2027, 00:30 Uhr (UTC)      | an ihre Stelle
      fr | une seule fois   | jusqu’à 3 fois     | lundi 11 janvier 2027 à 00:30 (UTC)           | Celle-ci la remplace
      """)
  void saysTheTermsOfThisInvitationOnly(String language, String once, String times, String from, String replaces) {
    var terms = new Terms(3, 2, Instant.parse("2027-01-11T00:30:00Z"));
    for (var mail : List.of(compose(language, ORGANIZER, terms), pointer(language, terms))) {
      assertThat(List.of(unwrapped(mail), mail.html().split("</head>")[1])).allSatisfy(words -> assertThat(words)
          .contains(times, from, replaces).doesNotContain(once, "{"));
    }
    for (var mail : List.of(compose(language, ORGANIZER), pointer(language))) {
      assertThat(unwrapped(mail)).contains(once).doesNotContain(times, "UTC", replaces);
    }
  }

  @ParameterizedTest
  @MethodSource("languages")
  void saysHowToTellItFromAForgedOne(String language) {
    var mail = compose(language, ORGANIZER);
    assertThat(List.of(mail.text(), mail.html()))
        .allSatisfy(words -> assertThat(words).contains(" sluis.example:8443", " BBBC", "Selection desk"));
    var pointer = pointer(language);
    assertThat(List.of(pointer.text(), pointer.html()))
        .allSatisfy(words -> assertThat(words).contains(" sluis.example", " BBBC", "Selection desk"));
  }

  @Test
  void theHtmlHasNothingFromElsewhere() {
    var html = compose("en", ORGANIZER).html();
    assertThat(html.toLowerCase(Locale.ROOT)).doesNotContain("<img", "<script", "<link", "src=", "url(", "@import", "@font-face");
    assertThat(html.split("https?://")).hasSize(3);
  }

  /** A phone's lock screen shows it: it is the operator's word and the same for all, never the scheduler's. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      nl | Uitnodiging van Example HR | Uitnodiging van Example HR wacht op u
      en | Invitation from Example HR | Invitation from Example HR is waiting
      de | Einladung von Example HR   | Einladung von Example HR wartet auf Sie
      fr | Invitation de Example HR   | Une invitation de Example HR vous attend
      """)
  void theSubjectNamesTheOrganization(String language, String subject, String ofPointer) {
    assertThat(compose(language, ORGANIZER).subject()).isEqualTo(subject);
    assertThat(pointer(language).subject()).isEqualTo(ofPointer);
  }

  @ParameterizedTest
  @MethodSource("languages")
  void theMailIsShort(String language) {
    assertThat(compose(language, ORGANIZER).text().split("\\s+")).hasSizeLessThan(200);
  }

  @Test
  void isTheSameMailAtEveryTry() {
    assertThat(compose("nl", ORGANIZER)).isEqualTo(compose("nl", ORGANIZER));
    assertThat(compose("nl", ORGANIZER).messageId()).isEqualTo("<" + ID + ".invitation@sluis.example>");
    assertThat(compose("nl", ORGANIZER).replyTo()).isEqualTo("selection@example.org");
    assertThat(compose("nl", ORGANIZER)).hasToString("Mail[redacted]");
  }

  @Test
  void aNameIsOneLineAndNoHtml() {
    var name = "Eve\r\nBcc: all@example.net\r\n\r\n<script>alert(1)</script>\u2028\u202e&\"'" + "x".repeat(300);
    var mail = compose("en", new Organizer(name, "selection@example.org"));
    assertThat(mail.html()).doesNotContain("<script", "\u202e")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp;&quot;&#39;x");
    assertThat(mail.text()).doesNotContain("\r", "\u2028", "\u202e", "x".repeat(101));
    assertThat(unwrapped(mail)).contains("Eve Bcc: all@example.net <script>");
    assertThat(mail.text().lines()).noneSatisfy(line -> assertThat(line).startsWith("Bcc:"));
  }

  @Test
  void aNameWithoutALetterGivesWayToTheOrganization() {
    assertThat(unwrapped(compose("en", new Organizer("\u200b\r\n", "selection@example.org"))))
        .contains("Example HR of Example HR has sent you");
  }

  @Test
  void cutsALongNameBetweenCharacters() {
    assertThat(OneLine.of("😀".repeat(101))).isEqualTo("😀".repeat(100) + "…");
    assertThat(OneLine.of("😀".repeat(100))).isEqualTo("😀".repeat(100));
    assertThat(OneLine.of(" Zoë \t van\u00a0 der Meer\ud800 ")).isEqualTo("Zoë van der Meer");
    assertThat(OneLine.of(null)).isEmpty();
  }

  @Test
  void aNameKeepsTheJoinersThatItIsWrittenWith() {
    var england = "\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc65\udb40\udc6e\udb40\udc67\udb40\udc7f";
    var family = "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67";
    for (var name : List.of("\u0645\u0631\u06cc\u0645 \u0645\u06cc\u200c\u0631\u0627\u062f", "\u0d1c\u0d2f\u200d",
        "\u0dc1\u0dca\u200d\u0dbb\u0dd3", family, england,
        "\u2764\ufe0f", "\u05d0.\u200f")) {
      assertThat(OneLine.of(name)).isEqualTo(name);
      assertThat(unwrapped(compose("en", new Organizer(name, "selection@example.org")))).contains(name);
    }
    // Never half of one.
    assertThat(OneLine.of("x".repeat(98) + family)).isEqualTo("x".repeat(98) + "\u2026");
    assertThat(OneLine.of("x".repeat(95) + england)).isEqualTo("x".repeat(95) + "\u2026");
  }

  @Test
  void aNameTurnsNothing() {
    for (var turning : List.of("\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069", "\u206a",
        "\u206f")) {
      assertThat(OneLine.of("Eve" + turning + " Zoë")).isEqualTo("Eve Zoë");
      assertThat(OneLine.of(turning + "\u200d")).isEmpty();
    }
  }

  private static Mail compose(String language, Organizer organizer) {
    return compose(language, organizer, Terms.ONCE);
  }

  private static Mail compose(String language, Organizer organizer, Terms terms) {
    var invitee = new Invitee("Invitee One", "invitee@example.net", "+31612345678", language);
    return new InvitationMail("Example HR", URI.create("https://sluis.example:8443"), "nl", BRAND)
        .compose(ID, invitee, organizer, SmtpFixture.SECRET, terms);
  }

  private static Mail pointer(String language) {
    return pointer(language, Terms.ONCE);
  }

  private static Mail pointer(String language, Terms terms) {
    return new InvitationMail("Example HR", URI.create("https://sluis.example"), "nl", BRAND)
        .composePointer(ID, new Invitee("Invitee One", "invitee@example.net", "+31612345678", language), ORGANIZER, terms);
  }

  private static String unwrapped(Mail mail) {
    return mail.text().replaceAll("\n *", " ");
  }
}
