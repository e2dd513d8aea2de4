package nl.sluis.meeting;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
  void addressesPassUnchanged(String address) {
    assertThat(MailAddress.parse(address)).map(MailAddress::text).contains(address);
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
    assertThat(MailAddress.parse(address)).isEmpty();
  }

  @Test
  void aLocalPartHas64CharactersAtMost() {
    assertThat(MailAddress.parse("a".repeat(64) + "@example.nl")).isPresent();
    assertThat(MailAddress.parse("a".repeat(65) + "@example.nl")).isEmpty();
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
    assertThat(MailAddress.parse("jan@" + LABEL + ".nl")).isPresent();
    assertThat(MailAddress.parse("jan@" + LABEL + "a.nl")).isEmpty();
  }

  @Test
  void anAddressHas254CharactersAtMost() {
    var longest = "a".repeat(64) + "@" + DOMAIN;
    assertThat(longest).hasSize(253);

    assertThat(MailAddress.parse(longest.replace(".nl", ".com"))).isPresent();
    assertThat(MailAddress.parse(longest.replace(".nl", ".info"))).isEmpty();
  }

  @Test
  void noTextKeepsTheCheckBusy() {
    assertTimeoutPreemptively(ofSeconds(2), () -> {
      for (var repeated : new String[] {"a", "a.", "a@", "a-", "-", ".", "@"}) {
        assertThat(MailAddress.parse("jan@" + repeated.repeat(500_000) + "!")).isEmpty();
        assertThat(MailAddress.parse("jan@" + repeated.repeat(100) + "!")).isEmpty();
        assertThat(MailAddress.parse(repeated.repeat(30) + "!@")).isEmpty();
      }
    });
  }

  @Test
  void aRefusedAddressCannotBeMadeAndIsNotQuoted() {
    assertThatThrownBy(() -> new MailAddress("jan@-example"))
        .isInstanceOf(IllegalArgumentException.class).hasNoCause().hasMessageNotContaining("jan");
  }

  @Test
  void noAddressIsPrinted() {
    assertThat(new MailAddress("invitee@example.net").toString()).isEqualTo("MailAddress[redacted]");
  }
}
