package nl.sluis.mail;

import io.dropwizard.jackson.Jackson;
import nl.sluis.secret.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MailConfigurationTest {
  @Test
  void readsEveryNameThatOperatorsRelyOn() throws Exception {
    var read = read("""
        {"host": "relay.example", "port": 587, "user": "sluis", "password": "topsecret", "from": "sluis@example.org",
         "tls": "required", "connections": 16}""");
    assertThat(read.faults()).isEmpty();
    assertThat(read).isEqualTo(
        new MailConfiguration("relay.example", 587, "sluis", read.password(), null, "sluis@example.org", "required", null, 16, null, null,
            null));
    assertThat(read.password().revealText()).isEqualTo("topsecret");
    assertThat(read.toString()).doesNotContain("topsecret");
  }

  @Test
  void blankIsAbsent() throws Exception {
    var read = read("""
        {"host": "", "port": "", "user": " ", "password": "", "from": "sluis@localhost", "tls": "", "connections": ""}""");
    assertThat(read)
        .isEqualTo(new MailConfiguration("localhost", 25, null, Secret.none(), null, "sluis@localhost", "none", null, 8, null, null, null));
    assertThat(read.faults()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"localhost, none", "127.0.0.1, none", "::1, none", "relay.example, required",
    "127.0.0.1.example, required"})
  void tlsIsRequiredUnlessTheRelayIsLoopback(String host, String tls) {
    assertThat(new MailConfiguration(host, null, null, null, null, "sluis@example.org", null, null, null, null, null, null).tls())
        .isEqualTo(tls);
  }

  @ParameterizedTest
  @ValueSource(strings = {"relay.example", "10.0.0.1", "127.0.0.1.example", "localhost.example"})
  void clearTextIsForLoopbackOnly(String host) {
    assertThat(new MailConfiguration(host, 25, null, null, null, "sluis@example.org", "none", null, null, null, null, null).faults())
        .containsExactly("mail.tls may be none only if mail.host is loopback: the mail carries the link");
  }

  @Test
  void saysAllThatIsWrongAtOnce() {
    assertThat(new MailConfiguration("relay.example", 0, "sluis", null, null, null, "opportunistic", null, 65, null, null, null).faults())
        .containsExactly(
            "mail.port must be 1 to 65535",
            "mail.user and mail.password go together",
            "mail.from must be a mail address, in ASCII",
            "mail.tls must be required, implicit or none",
            "mail.connections must be 1 to 64");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sluis", "Sluis <sluis@example.org>", "š@example.org", "a@b\r\nRCPT TO:<c@d>", "a@b@c",
    "a b@c"})
  void fromIsOnePlainAddress(String from) {
    assertThat(new MailConfiguration(null, null, null, null, null, from, null, null, null, null, null, null).faults())
        .containsExactly("mail.from must be a mail address, in ASCII");
  }

  @ParameterizedTest
  @CsvSource(nullValues = "-", value = {"bounces@bureau.example, key-of-the-mail-server, -", "-, -, -",
    "abcdefghijklmnopqrstuvwx@bureau.example, key-of-the-mail-server, -",
    "abcdefghijklmnopqrstuvwxy@bureau.example, key-of-the-mail-server, mail.bounces is too long: each mail puts a plus sign and 39 letters",
    "bounces, key-of-the-mail-server, 'mail.bounces must be a mail address, in ASCII'",
    "bounces@bureau.example, -, mail.bounces and mail.bounceKey go",
    "-, key-of-the-mail-server, mail.bounces and mail.bounceKey go", "bounces@bureau.example, aaaaaaaaaaaa, could be guessed",
    "bounces@bureau.example, key of the mail server, without blanks"})
  void bouncesHaveAnAddressThatTheTagFitsBehindAndAKey(String bounces, String key, String fault) {
    var faults = new MailConfiguration(null, null, null, null, null, "sluis@example.org", null, null, null, bounces, Secret.of(key), null)
        .faults();
    if (fault == null) {
      assertThat(faults).isEmpty();
    } else {
      assertThat(faults).singleElement().asString().contains(fault);
    }
  }

  private static MailConfiguration read(String json) throws Exception {
    return Jackson.newObjectMapper().readValue(json, MailConfiguration.class);
  }
}
