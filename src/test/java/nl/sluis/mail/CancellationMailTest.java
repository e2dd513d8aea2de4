package nl.sluis.mail;

import java.net.URI;
import java.util.List;
import nl.sluis.meeting.Organizer;
import nl.sluis.words.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static nl.sluis.mail.SmtpFixture.BRAND;
import static org.assertj.core.api.Assertions.assertThat;

class CancellationMailTest {
  private static final String ID = "AAECAwQFBgcICQoLDA0ODw";
  private static final Organizer ORGANIZER = new Organizer("Selection desk", "selection@example.org");

  static List<String> languages() {
    return Words.LANGUAGES;
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      nl | Voor u gaat die afspraak niet door | beantwoord dan deze mail
      en | is cancelled       | reply to this email
      de | Für Sie fällt dieser Termin aus | antworten Sie auf diese E-Mail
      fr | est annulé         | répondez à ce mail
      """)
  void saysWhatIsCancelledAndWhomToAsk(String language, String cancelled, String ask) {
    assertThat(compose(language, ORGANIZER).text().replaceAll("\\n *", " ")).contains(cancelled, ask, "Selection desk", "Example HR",
        "BBBC");
  }

  @ParameterizedTest
  @MethodSource("languages")
  void carriesNoLinkAndNoWordOfInviteeOrMeeting(String language) {
    var mail = compose(language, ORGANIZER);
    assertThat(mail.to()).isEqualTo("invitee@example.net");
    assertThat(mail.toName()).isNull();
    assertThat(mail.fromName()).isEqualTo("Example HR");
    assertThat(mail.replyTo()).isEqualTo("selection@example.org");
    assertThat(mail.subject()).doesNotContain("Selection desk", "Example HR", "BBBC");
    assertThat(List.of(mail.text(), mail.html().split("</head>")[1])).allSatisfy(words -> assertThat(words).contains("Selection desk")
        .doesNotContain("://", "/i#", "href", "sluis.example", "invitee@example.net", ID, "{"));
  }

  @Test
  void isTheSameMailAtEveryTryAndNotTheInvitations() {
    assertThat(compose("nl", ORGANIZER)).isEqualTo(compose("nl", ORGANIZER)).hasToString("Mail[redacted]");
    assertThat(compose("nl", ORGANIZER).messageId()).isEqualTo("<" + ID + ".cancellation@sluis.example>");
  }

  @Test
  void aNameIsOneLineAndNoHtmlAndSomeoneIsAlwaysNamed() {
    var mail = compose("en", new Organizer("Eve\r\n\r\n<b>bold</b>", "selection@example.org"));
    assertThat(mail.text()).contains("Eve <b>bold</b>");
    assertThat(mail.html()).doesNotContain("<b>");
    assertThat(compose("en", new Organizer("\u200b", "selection@example.org")).text()).contains("Example HR of Example HR had invited you");
    assertThat(compose("it", ORGANIZER).subject()).isEqualTo(compose("nl", ORGANIZER).subject());
  }

  private static Mail compose(String language, Organizer organizer) {
    return new CancellationMail("Example HR", URI.create("https://sluis.example"), "nl", BRAND)
        .compose(ID, "invitee@example.net", language, organizer);
  }
}
