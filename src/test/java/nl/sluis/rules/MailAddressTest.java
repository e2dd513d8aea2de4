package nl.sluis.rules;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {
  private static final String LABEL = "a".repeat(63);
  /** 188 characters with the dots. */
  private static final String DOMAIN = String.join(".", LABEL, LABEL, "b".repeat(57), "nl");

  @ParameterizedTest
  @ValueSource(strings = {
    "invitee@example.net", "Invitee.One@Example.NET", "jan+hr@example.nl", "o'neill@example.ie", "j@x.nl",
    "a!#$%&'*+/=?^_`{|}~-z@example.nl", "_@example.nl", "123@example.nl", "a@1.2.nl", "a@b-c.co.uk",
    "jan@xn--bcher-kva.example", "jan@example.xn--p1ai", "a@under.a.deep.and.deeper.example.museum"})
  void addressesPass(String address) {
    assertThat(MailAddress.isAddress(address)).isTrue();
    assertThat(MailAddress.complaint(address)).isNull();
    assertThat(MailAddress.organizersComplaint(address)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "", " ", "@", "jan", "jan@", "@example.nl", "jan@@example.nl", "jan@example@example.nl", "jan@example.nl@",
    ".jan@example.nl", "jan.@example.nl", "j..n@example.nl", "j n@example.nl", " jan@example.nl", "jan@example.nl ",
    "jan@.nl", "jan@example.", "jan@example..nl", "jan@-example.nl",
    "jan@example-.nl", "jan@exam_ple.nl", "jan@exam ple.nl", "jan@192.0.2.1", "jan@[192.0.2.1]", "jan@[IPv6:::1]",
    "jan@example.nl:25", "\"jan jansen\"@example.nl", "Jan <jan@example.nl>", "<jan@example.nl>",
    "jan(hr)@example.nl", "jan@example.nl(hr)", "jan@example.nl,piet@example.nl", "jan@example.nl;piet@example.nl",
    "jan@example.nl piet@example.nl", "mailto:jan@example.nl", "jan@example.nl?subject=x", "jan,piet@example.nl",
    "jan:x@example.nl", "jan\\@example.nl", "jan@example.nl\r\nBcc: x@example.nl", "jan@example.nl\n",
    "ja\u0000n@example.nl", "jan@exam\tple.nl", "jän@example.nl", "jan@bücher.example", "jan@example。nl",
    "jan＠example.nl", "jan@example.nl\u200B", "\uD83D@x.nl"})
  void everythingElseIsRefused(String address) {
    assertThat(MailAddress.isAddress(address)).isFalse();
    assertThat(MailAddress.complaint(address)).startsWith("must ").isEqualTo(MailAddress.organizersComplaint(address));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    " jan@example.nl", "jan@example.nl ", "j n@example.nl", "jan@exam ple.nl", "jan@exam\tple.nl", "jan@example.nl\n",
    "jan@example.nl\u200B",
    "\uFEFFjan@example.nl", "jan@example.nl\u00a0", "ja\u0000n@example.nl", "jan@example.nl\u00ad", " jan@b\u00fccher.example"})
  void blanksAroundItOrWithinAreNamed(String address) {
    assertThat(MailAddress.complaint(address)).isEqualTo("must not contain blanks or invisible characters, around it or within");
  }

  @ParameterizedTest
  @CsvSource({
    "bücher.example,            xn--bcher-kva.example",
    "Bücher.Example,            xn--bcher-kva.example",
    "bu\u0308cher.example,     xn--bcher-kva.example",
    "post.müller.de,            post.xn--mller-kva.de",
    "señor.example,             xn--seor-hqa.example",
    "почта.рф,                  xn--80a1acny.xn--p1ai",
    "例え.テスト,               xn--r8jz45g.xn--zckzah",
    "παράδειγμα.δοκιμή,         xn--hxajbheg2az3al.xn--jxalpdlp",
    "실례.테스트,               xn--9n2bp8q.xn--9t4b11yi5a",
    "データ.example,             xn--5ckp3n.example",
  })
  void anInternationalDomainIsToldItsAsciiForm(String domain, String ascii) {
    assertThat(MailAddress.complaint("jan@" + domain.replace("\\u0308", "\u0308")))
        .isEqualTo("must have its international domain in ASCII: post its domain as " + ascii);
    assertThat(MailAddress.isAddress("jan@" + ascii)).isTrue();
  }

  /** What IDNA2003 and IDNA2008 take for two names, what only one of them takes, and what is no name. */
  @ParameterizedTest
  @ValueSource(strings = {
    "straße.example", "STRAẞE.example", "βόλος.example", "ıstanbul.example", "ｅxample.nl", "example。nl", "☕.example", "ﬁets.example",
    "ᾳ.example",
    "مثال.example", "bücher-.example", "-bücher.example", "xn--bücher.example", "bü..example", "bücher.1", "bü_cher.example", "ŀ.example",
    "äaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example"})
  void noFormIsGivenThatIsNotCertain(String domain) {
    assertThat(MailAddress.complaint("jan@" + domain)).isEqualTo("must have its international domain in ASCII, in its xn-- form");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jän@bücher.example", "Jan <jan@bücher.example>", "@bücher.example", "jan@x@bücher.example",
    "jan@bücher.example;x@y.nl",
    "jan@example.nl piet@example.nl", "Jan Jansen <jan@example.nl>", "jan@example.nl, piet@example.nl", " ", "jän@example.nl"})
  void whatIsWrongInAnotherWayIsToldTheRule(String address) {
    assertThat(MailAddress.complaint(address)).doesNotContain("xn--", "blanks");
  }

  @Test
  void aLocalPartHas64CharactersAtMost() {
    assertThat(MailAddress.isAddress("a".repeat(64) + "@example.nl")).isTrue();
    assertThat(MailAddress.isAddress("a".repeat(65) + "@example.nl")).isFalse();
  }

  @Test
  void anOrganizersLocalPartMayBeAsLongAsTheAddress() {
    var calendar = "c_" + "0123456789abcdef".repeat(4) + "@group.calendar.google.com";
    assertThat(MailAddress.isOrganizers(calendar)).isTrue();
    assertThat(MailAddress.isAddress(calendar)).isFalse();
    assertThat(MailAddress.isOrganizers("a".repeat(252) + "@b")).isTrue();
    assertThat(MailAddress.isOrganizers("a".repeat(253) + "@b")).isFalse();
    for (var wrong : new String[] {null, "", "@b", "a".repeat(100), "a".repeat(100) + "@", "a..".repeat(30) + "a@b",
      "ä".repeat(70) + "@b"}) {
      assertThat(MailAddress.isOrganizers(wrong)).isFalse();
    }
  }

  @Test
  void aLabelHas63CharactersAtMost() {
    assertThat(MailAddress.isAddress("jan@" + LABEL + ".nl")).isTrue();
    assertThat(MailAddress.isAddress("jan@" + LABEL + "a.nl")).isFalse();
  }

  @Test
  void anAddressHas254CharactersAtMost() {
    var longest = "a".repeat(64) + "@" + DOMAIN;
    assertThat(longest).hasSize(253);

    assertThat(MailAddress.isAddress(longest.replace(".nl", ".com"))).isTrue();
    assertThat(MailAddress.isAddress(longest.replace(".nl", ".info"))).isFalse();
  }

  @Test
  void noTextKeepsTheCheckBusy() {
    assertTimeoutPreemptively(ofSeconds(30), () -> {
      for (var repeated : new String[] {"a", "a.", "a@", "a-", "-", ".", "@"}) {
        assertThat(MailAddress.isAddress("jan@" + repeated.repeat(500_000) + "!")).isFalse();
        assertThat(MailAddress.isAddress("jan@" + repeated.repeat(100) + "!")).isFalse();
        assertThat(MailAddress.isAddress(repeated.repeat(30) + "!@")).isFalse();
      }
    });
  }

  @Test
  void noTextKeepsTheComplaintBusy() {
    assertTimeoutPreemptively(ofSeconds(30), () -> {
      for (var repeated : new String[] {"a", "ü", " ", " a", "@", " @", ".ü", "ü-"}) {
        assertThat(MailAddress.complaint("jan@" + repeated.repeat(250_000) + "!")).startsWith("must be one mail address");
        assertThat(MailAddress.complaint("jan@" + repeated.repeat(100) + "!")).startsWith("must ");
      }
    });
  }

  @Test
  void aLocalPartIsNeverQuoted() {
    for (var domain : new String[] {"bücher.example", "straße.example", "example.nl ", "-example", "exam ple.nl"}) {
      assertThat(MailAddress.complaint("jansen@" + domain)).doesNotContain("jansen");
    }
  }
}
