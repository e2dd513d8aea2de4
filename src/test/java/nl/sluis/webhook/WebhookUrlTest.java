package nl.sluis.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookUrlTest {
  @ParameterizedTest
  @ValueSource(strings = {"https://receiver.example", "https://receiver.example:8443/a/b?token=%20x", "https://8.8.8.8/",
    "https://[2606:4700::1111]/x",
    "HTTPS://Receiver.Example/", "https://xn--bcher-kva.example/", "https://localhost/"})
  void isRight(String url) {
    assertThat(WebhookUrl.complaint(url, false)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://receiver.example/", "http://127.0.0.1/", "ftp://receiver.example/", "//receiver.example",
    "receiver.example", "",
    "https://", "https:///x", "https://user@receiver.example/", "https://user:pass@receiver.example/", "https://@receiver.example/",
    "https://receiver.example/#part", "https://receiver.example/#", "https://receiver.example:0/", "https://receiver.example:65536/",
    "https://receiver.example./", "https://2130706433/", "https://0177.0.0.1/", "https://0x7f000001/", "https://0x7f.1/", "https://127.1/",
    "https://127.0.0.1./", "https://[fe80::1%25eth0]/", "https://[::ffff:127.0.0.1]/", "https://b\u00fccher.example/",
    "https://\uff11\uff12\uff17.0.0.1/",
    "https://receiver.example/\u00fc", "https://receiver.example/a b", "https://receiver.example\\@other.example/",
    "https://under_score.example/",
    "https://receiver.example/%zz", "https://receiver.example/\n", "https://receiver.example/{x}", "javascript:alert(1)",
    "file:///etc/passwd"})
  void isWrong(String url) {
    assertThat(WebhookUrl.complaint(url, false)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:8080/x", "http://localhost/", "http://[::1]:80/"})
  void plainHttpIsForThisMachineWhereInviteesAreOnItToo(String url) {
    assertThat(WebhookUrl.complaint(url, true)).isNull();
    assertThat(WebhookUrl.complaint(url, false)).isEqualTo("must begin with https://");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://receiver.example/", "http://10.0.0.1/", "http://localhost.example/", "http://127.0.0.1.example/"})
  void plainHttpIsForNobodyElse(String url) {
    assertThat(WebhookUrl.complaint(url, true)).isEqualTo("must begin with https://");
  }

  @ParameterizedTest
  @ValueSource(ints = {2_001, 100_000})
  void itHasAnEnd(int length) {
    var url = "https://receiver.example/" + "x".repeat(length);
    assertThat(WebhookUrl.complaint(url.substring(0, length), false)).isNotNull();
    assertThat(WebhookUrl.complaint(url.substring(0, 2_000), false)).isNull();
  }
}
