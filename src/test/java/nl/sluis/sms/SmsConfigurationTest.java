package nl.sluis.sms;

import io.dropwizard.jackson.Jackson;
import java.util.ArrayList;
import nl.sluis.secret.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SmsConfigurationTest {
  @Test
  void readsEveryNameThatOperatorsRelyOn() throws Exception {
    var read = read("""
        {"provider": "twilio", "twilio": {"accountSid": "AC123", "authToken": "topsecret", "from": "+15005550006",
         "messagingServiceSid": "", "region": "ie1", "edge": "dublin", "baseUrl": " "}}""");
    assertThat(read.faults()).isEmpty();
    var token = read.twilio().authToken();
    assertThat(read.twilio())
        .isEqualTo(new TwilioConfiguration("AC123", token, null, "+15005550006", null, "ie1", "dublin", null));
    assertThat(token.revealText()).isEqualTo("topsecret");
    assertThat(read.toString()).doesNotContain("topsecret");
  }

  @Test
  void blankIsAbsentAndTheProviderIsTwilioUnlessSaid() throws Exception {
    assertThat(read("{}")).isEqualTo(read("""
        {"provider": "", "twilio": {"accountSid": "", "authToken": "", "from": " ", "edge": "", "baseUrl": ""}}"""));
    assertThat(read("{}").usesConsole()).isFalse();
    assertThat(read("{}").faults()).containsExactly(
        "sms.twilio.accountSid is missing",
        "sms.twilio.authToken (SLUIS_TWILIO_AUTH_TOKEN) is missing",
        "one of sms.twilio.from and sms.twilio.messagingServiceSid is needed, and only one");
  }

  @Test
  void theConsoleNeedsNoAccount() {
    var console = new SmsConfiguration("console", null);
    assertThat(console.usesConsole()).isTrue();
    assertThat(console.faults()).isEmpty();
    assertThat(new SmsConfiguration("pigeon", null).faults())
        .containsExactly("sms.provider must be twilio or console");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://proxy.example", "https://proxy.example/twilio/", "http://127.0.0.1:9000",
    "http://localhost", "http://[::1]:9000"})
  void aBaseUrlIsHttpsOrLoopback(String baseUrl) {
    assertThat(withBase(baseUrl).faults()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://proxy.example", "http://127.0.0.1.example", "http://localhost.example",
    "ftp://localhost", "proxy.example", "https://", "https://user:word@proxy.example", "https://proxy.example/?q",
    "http://10.0.0.1", "%"})
  void anyOtherBaseUrlIsRefused(String baseUrl) {
    assertThat(withBase(baseUrl).faults()).hasSize(1).first().asString().startsWith("sms.twilio.baseUrl");
  }

  @Test
  void refusesATokenThatTheLoginWouldSpoil() {
    assertThat(new TwilioConfiguration("AC1", Secret.of("t\u00e9"), null, "+1", null, null, null, null).faults())
        .containsExactly("sms.twilio.authToken (SLUIS_TWILIO_AUTH_TOKEN) must be ASCII");
  }

  @Test
  void refusesAnEdgeThatLeadsOutOfTheUnion() {
    var wrong = new ArrayList<String>();
    wrong.addAll(new TwilioConfiguration("AC1", Secret.of("t"), null, "+1", null, null, "dublin", null).faults());
    wrong.addAll(new TwilioConfiguration("AC1", Secret.of("t"), null, "+1", null, "ie1.evil/", null, null).faults());
    wrong.addAll(new TwilioConfiguration("AC1/..", Secret.of("t"), null, "+1", "MG1", null, null, null).faults());
    assertThat(wrong).containsExactly(
        "sms.twilio.edge needs sms.twilio.region: an edge alone leads to the United States",
        "sms.twilio.region and sms.twilio.edge must be lower-case letters, digits and hyphens",
        "sms.twilio.accountSid must be letters and digits",
        "one of sms.twilio.from and sms.twilio.messagingServiceSid is needed, and only one");
  }

  private static SmsConfiguration read(String json) throws Exception {
    return Jackson.newObjectMapper().readValue(json, SmsConfiguration.class);
  }

  private static TwilioConfiguration withBase(String baseUrl) {
    return new TwilioConfiguration("AC1", Secret.of("t"), null, "+15005550006", null, null, null, baseUrl);
  }
}
