package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropwizard.configuration.FileConfigurationSourceProvider;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import nl.sluis.testing.Http;
import nl.sluis.testing.LocalSluis;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A gateway starts safe, or says what to change. */
@Tag("slow")
class StartTest {
  @Test
  void shippedConfigurationIsValidAsItIs() throws Exception {
    assertThat(StartRules.faults(configuration(Map.of()))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "publicUrl=http://invitations.example.org | publicUrl is plain http",
    "publicUrl=https://invitations.example.org/ | without a trailing slash",
    "publicUrl=https://invitations.example.org/sub | without a path",
    "publicUrl=ftp://127.0.0.1 | publicUrl must be",
    "publicUrl=http://127.0.0.1.example.org | publicUrl is plain http",
    "publicUrl=https://invitations.example.org | console prints codes",
    "server.applicationConnectors[0].bindHost=0.0.0.0 | plain http",
    "server.adminConnectors[0].bindHost=0.0.0.0 | adminConnectors",
    "organization= | organization",
    "organization=\u200b | organization must be 1 to 100 characters",
    "locale=it | locale must be one of [de, en, fr, nl]",
    "brand.color=#FFD500 | needs 3:1",
    "brand.ink=#0B6570 | a contrast of 1.00:1 and needs 4.5:1",
    "brand.logo=config.yml | brand.logo must be a PNG",
    "mail.host=relay.example.org&mail.tls=none | mail.tls",
    "sms.provider=pigeon | sms.provider",
    "sms.provider=twilio | accountSid",
    "database.url=jdbc:mysql://x | database.url",
    "database.url=jdbc:h2:./data/x;AUTO_SERVER=TRUE | AUTO_SERVER",
    "database.url=jdbc:h2:mem:x | must name a file",
    "database.url=jdbc:postgresql://db.example.org/sluis | sslmode=verify-full",
    "keys.rotateEvery=59 minutes | keys.rotateEvery",
    "keys.token.library=/x.so&keys.password=y | both set",
    "keys.token.library=x.so | must be the absolute path",
    "codes.length=5 | codes.length",
    "codes.validFor=11 minutes | codes.validFor",
    "conference.provider=pigeon | conference.provider must be none or zoom. Its variable is SLUIS_CONFERENCE_PROVIDER",
    "conference.provider=zoom | conference.zoom.accountId is missing. Its variable is SLUIS_ZOOM_ACCOUNT_ID",
    "conference.provider=zoom | conference.zoom.clientSecret (SLUIS_ZOOM_CLIENT_SECRET) is missing",
    "conference.provider=zoom&conference.zoom.baseUrl=http://api.zoom.us/v2 | conference.zoom.baseUrl must be an https URL",
    "test=true&conference.provider=zoom | conference.zoom.hosts is missing",
    "demo=true&test=true | demo: true and test: true (SLUIS_TEST) are two things",
    "test=true&server.applicationConnectors[0].bindHost=0.0.0.0 | plain http",
    "test=true&publicUrl=http://invitations.example.org | publicUrl is plain http",
    "demo=true&server.applicationConnectors[0].bindHost=0.0.0.0 | demo: true"})
  void unsafeOrHalfConfiguredIsRefusedInWords(String overrides, String words) throws Exception {
    var values = new java.util.HashMap<String, String>();
    for (var override : overrides.split("&")) {
      values.put(override.substring(0, override.indexOf('=')), override.substring(override.indexOf('=') + 1));
    }
    assertThat(StartRules.faults(configuration(values))).anySatisfy(fault -> assertThat(fault).contains(words));
  }

  /** As a sandbox for others, it may be reached from elsewhere, with TLS as a live one. */
  @Test
  void aTestGatewayNeedsNoRelayAndNoProviderAndMayBeReachedFromElsewhere() throws Exception {
    var elsewhere = Map.of("test", "true", "publicUrl", "https://test.example.org", "mail.from", "none", "sms.provider", "twilio");
    assertThat(StartRules.faults(configuration(elsewhere))).isEmpty();
    assertThat(StartRules.faults(configuration("test.yml", Map.of()))).isEmpty();
    assertThat(configuration("test.yml", Map.of()).test()).isTrue();
  }

  @Test
  void firstStartDrawsWhatIsMissingForItsOwnerOnly() throws Exception {
    try (var sluis = LocalSluis.started(settings -> settings.set("operator.key", "").set("operator.keyFile",
        settings.folder().resolve("secrets/operator-key").toString()))) {
      for (var file : new String[] {"secrets/operator-key", "secrets/keyring-password", "keys/keyring.bcfks"}) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sluis.folder.resolve(file)))).as(file)
            .isEqualTo("rw-------");
      }
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sluis.folder.resolve("keys")))).isEqualTo("rwx------");
      var key = Files.readString(sluis.folder.resolve("secrets/operator-key")).strip();
      assertThat(Http.send("GET", sluis.settings.adminUrl() + "/keys", null, "Authorization", "Bearer " + key).status()).isEqualTo(200);
    }
  }

  /** An older browser sends no Sec-Fetch-Site, and names the origin as browsers spell it. */
  @Test
  void aPublicUrlInCapitalsLocksNoOlderBrowserOut() {
    try (var sluis = LocalSluis.started(settings -> settings.set("publicUrl", "HTTP://LOCALHOST:" + settings.port()))) {
      var asked = "http://127.0.0.1:" + sluis.settings.port() + "/link/status";
      var access = "{\"access\":\"" + "A".repeat(43) + "\"}";
      assertThat(Http.send("POST", asked, access, "Origin", "http://localhost:" + sluis.settings.port()).status()).isEqualTo(404);
      assertThat(Http.send("POST", asked, access, "Origin", "http://localhost").status()).isEqualTo(403);
    }
  }

  @Test
  void keyringOfAnotherDatabaseIsRefusedAndNamed() throws Exception {
    var sluis = LocalSluis.started();
    var id = sluis.operates("GET", "/keys").json().at("/keys/0/id").asText();
    sluis.stop();
    Files.delete(sluis.folder.resolve("keys/keyring.bcfks"));
    assertThatThrownBy(sluis::start).hasStackTraceContaining(id);
    sluis.mailbox.close();
    sluis.twilio.close();
  }

  @Test
  void demonstrationShowsMailboxAndPhoneAndSaysWhatItIs() {
    try (var sluis = LocalSluis.started(settings -> settings.set("demo", "true"))) {
      var url = sluis.settings.publicUrl();
      assertThat(Http.send("GET", url + "/i", null).http().body()).contains("Demonstration");
      assertThat(Http.send("GET", url + "/demo", null).http().body()).containsIgnoringCase("demonstration");
      assertThat(Http.send("POST", url + "/demo/post", "", "Sec-Fetch-Site", "same-origin").status()).isEqualTo(204);
      org.awaitility.Awaitility.await().until(() -> Http.send("GET", url + "/demo/state", null).json().path("mails").size() == 1);
    }
  }

  private static SluisConfiguration configuration(Map<String, String> overrides) throws Exception {
    return configuration("config.yml", overrides);
  }

  private static SluisConfiguration configuration(String file, Map<String, String> overrides) throws Exception {
    overrides.forEach((name, value) -> System.setProperty("dw." + name, value));
    try {
      return new ConfigurationReader(Validators.newValidator(), ConfigurationReader.strict(Jackson.newObjectMapper()), "dw", Map.of())
          .build(new FileConfigurationSourceProvider(), file);
    } finally {
      overrides.keySet().forEach(name -> System.clearProperty("dw." + name));
    }
  }
}
