package nl.sluis.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The right-hand side of the accepted ones is what Chromium's {@code new URL(…).origin} says. */
class PublicUrlTest {
  @ParameterizedTest
  @CsvSource({"https://invitations.example.org, https://invitations.example.org",
    "https://invitations.example.org:443, https://invitations.example.org",
    "https://invitations.example.org:0443, https://invitations.example.org",
    "https://invitations.example.org:, https://invitations.example.org",
    "HTTPS://Invitations.Example.ORG, https://invitations.example.org",
    "https://invitations.example.org., https://invitations.example.org",
    "https://invitations.example.org.:443, https://invitations.example.org",
    "' https://invitations.example.org ', https://invitations.example.org",
    "https://invitations.example.org:8443, https://invitations.example.org:8443",
    "https://invitations.example.org:80, https://invitations.example.org:80",
    "http://127.0.0.1:80, http://127.0.0.1", "http://LOCALHOST:8080, http://localhost:8080", "http://localhost., http://localhost",
    "http://127.0.0.1:443, http://127.0.0.1:443", "https://XN--MNCHEN-3YA.example, https://xn--mnchen-3ya.example",
    "https://[2001:DB8::1]:443, https://[2001:db8::1]", "http://[0:0:0:0:0:0:0:1]:8080, http://[::1]:8080",
    "https://[2001:0:0:1:0:0:0:1], https://[2001:0:0:1::1]", "https://[2001:DB8:0:1:1:1:1:1], https://[2001:db8:0:1:1:1:1:1]",
    "https://192.0.2.1, https://192.0.2.1"})
  void isSpelledAsABrowserSpellsAnOrigin(String written, String spelled) {
    assertThat(PublicUrl.of(written)).hasToString(spelled);
    assertThat(PublicUrl.isOrigin(spelled, spelled)).isTrue();
    assertThat(PublicUrl.isOrigin(spelled, written)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"https://invitations.example.org/ | trailing slash",
    "https://invitations.example.org/i | without a path",
    "https://invitations.example.org? | without a path", "https://invitations.example.org# | without a path",
    "https://user@invitations.example.org | must be", "https://user:topsecret@invitations.example.org | must be",
    "https://invitations.example.org:0 | must be", "https://invitations.example.org:65536 | must be", "https:// | not a URL",
    "https:invitations.example.org | not a URL", "invitations.example.org | must be", "'' | must be", "ftp://127.0.0.1 | must be",
    "https://münchen.example | xn--", "https://invit ations.example.org | not a URL", "https://my_host.example | must be",
    "https://%69.example | must be", "https://127.1 | must be", "https://192.0.02.1 | leading zeros", "https://[fe80::1%25eth0] | no zone",
    "https://[::ffff:192.0.2.1] | IPv4 as itself", "http://invitations.example.org | plain http",
    "http://127.0.0.1.example.org | plain http",
    "http://[::2] | plain http"})
  void whatNoLinkCanBeginWithIsRefusedWithoutRepeatingIt(String written, String words) {
    assertThatIllegalArgumentException().isThrownBy(() -> PublicUrl.of(written)).withMessageContaining(words)
        .withMessageNotContaining("topsecret");
  }

  @Test
  void anotherOriginIsNotOurs() {
    for (var other : new String[] {null, "null", "", "https://invitations.example.org.evil.example", "http://invitations.example.org",
      "https://invitations.example.org:8443", "https://evil.example", "https://invitations.example.org/"}) {
      assertThat(PublicUrl.isOrigin("https://invitations.example.org", other)).as(other).isFalse();
    }
  }

  @Test
  void oneIpv6AddressIsOneOriginInEverySpelling() {
    var ours = PublicUrl.of("https://[2001:db8::1]").toString();
    assertThat(PublicUrl.isOrigin(ours, "https://[2001:db8::1]")).isTrue();
    assertThat(PublicUrl.isOrigin(ours, "https://[2001:db8::2]")).isFalse();
  }
}
