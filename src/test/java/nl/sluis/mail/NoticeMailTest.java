package nl.sluis.mail;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import nl.sluis.meeting.Organizer;
import nl.sluis.words.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static nl.sluis.mail.SmtpFixture.BRAND;
import static org.assertj.core.api.Assertions.assertThat;

class NoticeMailTest {
  private static final String ID = "AAECAwQFBgcICQoLDA0ODw";
  private static final Organizer ORGANIZER = new Organizer("Selection desk", "selection@example.org");

  static Stream<Arguments> kindsAndLanguages() {
    return Arrays.stream(NoticeKind.values()).filter(kind -> kind != NoticeKind.ASKED)
        .flatMap(kind -> Words.LANGUAGES.stream().map(language -> Arguments.of(kind, language)));
  }

  @ParameterizedTest
  @MethodSource("kindsAndLanguages")
  void namesInviteeAndInvitationAndCarriesNoLink(NoticeKind kind, String language) {
    var mail = compose(kind, "Invitee One", language);
    assertThat(mail.to()).isEqualTo("selection@example.org");
    assertThat(mail.text()).contains("Invitee One", ID, " BBBC,").doesNotContain("://", "{");
    assertThat(mail.html()).contains("Invitee One", ID).doesNotContain("://", "<a");
    assertThat(mail.html().split("</head>")[1]).doesNotContain("{");
    assertThat(mail.subject()).doesNotContain("Invitee", ID);
  }

  @ParameterizedTest
  @MethodSource("languages")
  void whoAsksForANewInvitationIsNamedByTheReferenceAlone(String language) {
    for (var name : new String[] {null, "Invitee One"}) {
      var mail = compose(NoticeKind.ASKED, name, language);
      assertThat(mail.to()).isEqualTo("selection@example.org");
      assertThat(mail.text()).contains(ID, "BBBC").doesNotContain("://", "{", "Invitee One", "null");
      assertThat(mail.html()).doesNotContain("://", "<a", "Invitee One");
      assertThat(mail.subject()).doesNotContain(ID, "BBBC");
    }
  }

  static List<String> languages() {
    return Words.LANGUAGES;
  }

  @ParameterizedTest
  @EnumSource
  void hasAMessageIdOfItsOwn(NoticeKind kind) {
    assertThat(compose(kind, "Invitee One", "nl").messageId())
        .isEqualTo("<" + ID + ".notice-" + kind.word() + "@sluis.example>");
  }

  @Test
  void publishesTheNamesOfItsKinds() {
    assertThat(Arrays.stream(NoticeKind.values()).map(NoticeKind::word))
        .containsExactly("third-wrong-try", "locked", "undeliverable", "bounced", "asked");
  }

  @Test
  void saysWhatToDo() {
    assertThat(unwrapped(NoticeKind.THIRD_WRONG_TRY)).contains("three times",
        "withdraw the invitation and send a new one");
    assertThat(unwrapped(NoticeKind.LOCKED)).contains("after too many wrong tries", "send a new invitation");
    assertThat(unwrapped(NoticeKind.UNDELIVERABLE)).contains("could not be delivered", "Check the email address");
    assertThat(unwrapped(NoticeKind.BOUNCED)).contains("could not be delivered", "is still valid", "check the email address",
        "could have made the report up");
    assertThat(unwrapped(NoticeKind.ASKED)).contains("asks for a new invitation", "perhaps it was not the invitee",
        "Take no new number or address from an answer to this email");
  }

  @Test
  void namesTheLevel() {
    assertThat(unwrapped(NoticeKind.LOCKED)).contains("Level: sealed by sender");
    var other = new NoticeMail("Example HR", URI.create("https://sluis.example"), "nl", BRAND)
        .compose(ID, NoticeKind.LOCKED, "Invitee One", ORGANIZER, "en", "sealed-at-intake");
    assertThat(other.text()).contains("Level: sealed at intake");
  }

  @Test
  void anInviteeNameIsOneLineAndNoHtml() {
    var mail = compose(NoticeKind.LOCKED, "Eve\r\n\r\n<b>bold</b>", "en");
    assertThat(mail.text()).contains("Eve <b>bold</b>");
    assertThat(mail.html()).contains("Eve &lt;b&gt;bold&lt;/b&gt;").doesNotContain("<b>");
  }

  private static Mail compose(NoticeKind kind, String inviteeName, String language) {
    return new NoticeMail("Example HR", URI.create("https://sluis.example"), "nl", BRAND)
        .compose(ID, kind, inviteeName, ORGANIZER, language, "sealed-by-sender");
  }

  private static String unwrapped(NoticeKind kind) {
    return compose(kind, "Invitee One", "en").text().replace('\n', ' ');
  }
}
