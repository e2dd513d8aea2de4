package nl.sluis.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import nl.sluis.testing.Http;
import nl.sluis.testing.LocalSluis;
import nl.sluis.words.Words;
import org.junit.jupiter.api.Test;

/** Who types the host of a mail alone reads whose it is, and who finds a weakness reads whom to tell. */
class HomePageTest {
  @Test
  void theHostAloneSaysWhoseItIsAndHowToCheckAMail() {
    try (var sluis = LocalSluis.started(settings -> settings.set("organization", "Bureau <b>&Voorbeeld"))) {
      var answer = Http.send("GET", sluis.settings.publicUrl() + "/", null);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.http().headers().firstValue("Content-Type")).hasValue("text/html;charset=utf-8");
      assertThat(answer.http().headers().firstValue("Content-Security-Policy").orElseThrow()).contains("script-src 'self'");
      var page = answer.http().body();
      assertThat(page).contains("Bureau &lt;b&gt;&amp;Voorbeeld", "<strong>" + sluis.settings.publicUrl() + "/</strong>", "/i/levels#nl")
          .doesNotContain("<b>", "{", "<script");
      for (var language : Words.LANGUAGES) {
        assertThat(page).contains("<section id=\"" + language + "\" lang=\"" + language + "\">");
      }
      assertThat(Http.send("GET", sluis.settings.publicUrl() + "/.well-known/security.txt", null).status()).isEqualTo(404);
      assertThat(Http.send("GET", sluis.settings.publicUrl() + "/elsewhere", null).status()).isEqualTo(404);
    }
  }

  @Test
  void securityTxtNamesTheContactAndIsValidForLessThanAYear() {
    try (var sluis = LocalSluis.started(settings -> settings.set("securityContact", "mailto:security@example.org"))) {
      var text = Http.send("GET", sluis.settings.publicUrl() + "/.well-known/security.txt", null);
      assertThat(text.status()).isEqualTo(200);
      assertThat(text.http().headers().firstValue("Content-Type")).hasValue("text/plain;charset=utf-8");
      assertThat(text.http().body()).startsWith("Contact: mailto:security@example.org\n")
          .contains("\nCanonical: " + sluis.settings.publicUrl() + "/.well-known/security.txt\n");
      var expires = Pattern.compile("(?m)^Expires: (.*)$").matcher(text.http().body());
      assertThat(expires.find()).isTrue();
      assertThat(Instant.parse(expires.group(1))).isBetween(Instant.now().plus(Duration.ofDays(30)),
          Instant.now().plus(Duration.ofDays(365)));
    }
  }

  @Test
  void aContactThatIsNoUrlRefusesTheStart() {
    var sluis = new LocalSluis();
    for (var wrong : List.of("security@example.org", "http://example.org/contact", "mailto:", "https://a\nExpires: x")) {
      sluis.settings.set("securityContact", wrong);
      assertThat(sluis.refusesToStart()).contains("securityContact (SLUIS_SECURITY_CONTACT) must be a URL");
    }
    sluis.mailbox.close();
    sluis.twilio.close();
  }
}
