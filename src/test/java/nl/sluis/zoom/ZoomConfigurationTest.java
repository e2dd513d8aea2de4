package nl.sluis.zoom;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.jackson.Jackson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import nl.sluis.secret.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A section that is half right is refused in words that name the setting, and never a value that is secret. */
class ZoomConfigurationTest {
  @TempDir private Path folder;

  @Test
  void readsEveryNameThatOperatorsRelyOn() throws IOException {
    var read = read("""
        {"accountId": "A1", "clientId": "C1", "clientSecret": "topsecret", "webhookSecret": "alsosecret", "hosts": ["h@example.org"],
         "topic": " Afspraak ", "regions": ["NL"], "baseUrl": "http://127.0.0.1:1/v2/", "oauthUrl": "http://127.0.0.1:1/oauth/token"}""");
    assertThat(read.faults()).isEmpty();
    assertThat(read.clientSecret().revealText()).isEqualTo("topsecret");
    assertThat(read.webhookSecret().revealText()).isEqualTo("alsosecret");
    assertThat(read.topic()).isEqualTo("Afspraak");
    assertThat(read.baseUrl()).isEqualTo("http://127.0.0.1:1/v2");
    assertThat(read.toString()).doesNotContain("topsecret", "alsosecret");
  }

  @Test
  void whatIsAbsentOrBlankHasASafeDefaultOrIsMissing() throws IOException {
    var read = read("{\"topic\": \" \", \"baseUrl\": \"\", \"regions\": []}");
    assertThat(read).isEqualTo(ZoomConfiguration.byDefault());
    assertThat(read.topic()).isEqualTo("Gesprek");
    assertThat(read.regions()).containsExactly("NL", "DE");
    assertThat(read.baseUrl()).isEqualTo("https://api.zoom.us/v2");
    assertThat(read.oauthUrl()).isEqualTo("https://zoom.us/oauth/token");
    assertThat(read.webhookSecret().isPresent()).as("Zoom's events need not be taken").isFalse();
    assertThat(read.faults()).containsExactly("conference.zoom.accountId is missing", "conference.zoom.clientId is missing",
        "conference.zoom.clientSecret (SLUIS_ZOOM_CLIENT_SECRET) is missing",
        "conference.zoom.hosts is missing: name the users of the account whose meetings are made");
  }

  @Test
  void secretsComeFromFilesAndAreReadAnew() throws IOException {
    var file = secretFile("first\n");
    var configuration = new ZoomConfiguration("A", "C", null, file.toString(), null, file.toString(), List.of("h"), null, null, null, null);
    assertThat(configuration.faults()).isEmpty();
    assertThat(configuration.clientSecret().revealText()).isEqualTo("first");
    Files.writeString(file, "second\n");
    assertThat(configuration.clientSecret().revealText()).isEqualTo("second");
    assertThat(configuration.webhookSecret().revealText()).isEqualTo("second");
    var both = new ZoomConfiguration("A", "C", Secret.of("x"), file.toString(), null, folder.resolve("none").toString(), List.of("h"), null,
        null,
        null, null);
    assertThat(both.faults()).satisfiesExactly(
        fault -> assertThat(fault).contains("SLUIS_ZOOM_CLIENT_SECRET_FILE", "both given"),
        fault -> assertThat(fault).contains("SLUIS_ZOOM_WEBHOOK_SECRET_FILE", "is not there"));
  }

  @Test
  void hostsAreOneToFiftyAndDifferent() {
    assertThat(hosts(IntStream.range(0, 50).mapToObj(i -> "host" + i + "@example.org").toList()).faults()).isEmpty();
    assertThat(hosts(IntStream.range(0, 51).mapToObj(i -> "host" + i + "@example.org").toList()).faults())
        .containsExactly("conference.zoom.hosts must be at most 50");
    assertThat(hosts(List.of("a@example.org", "A@example.org")).faults()).containsExactly("conference.zoom.hosts names a user twice");
    assertThat(hosts(List.of("a".repeat(128))).faults()).isEmpty();
    for (var bad : List.of("", " ", "a".repeat(129), "me", "..", "a b", "caf\u00e9@example.org", "a\nb")) {
      assertThat(hosts(List.of("h", bad)).faults()).as(bad).singleElement().asString().startsWith("An entry of conference.zoom.hosts");
    }
    var withNull = new ArrayList<String>();
    withNull.add(null);
    assertThat(hosts(withNull).faults()).hasSize(1);
  }

  @Test
  void topicAndRegionsHaveBounds() {
    assertThat(with("t".repeat(100), List.of("NL", "DE", "IE")).faults()).isEmpty();
    assertThat(with("t".repeat(101), null).faults()).singleElement().asString().startsWith("conference.zoom.topic");
    assertThat(with("two\nlines", null).faults()).singleElement().asString().startsWith("conference.zoom.topic");
    for (var bad : List.of(List.of("EU"), List.of("nl"), List.of("NL", "NL"), List.of(""))) {
      assertThat(with(null, bad).faults()).as(bad.toString()).singleElement().asString().startsWith("conference.zoom.regions");
    }
  }

  @Test
  void idsAndSecretsAreOfTheirShapes() {
    assertThat(
        new ZoomConfiguration("A/1", "C\r\n1", Secret.of("t\u00e9"), null, Secret.of("a b"), null, List.of("h"), null, null, null, null)
            .faults())
        .containsExactly("conference.zoom.accountId must be letters, digits, - and _",
            "conference.zoom.clientId must be letters, digits, - and _",
            "conference.zoom.clientSecret (SLUIS_ZOOM_CLIENT_SECRET) must be visible ASCII characters",
            "conference.zoom.webhookSecret (SLUIS_ZOOM_WEBHOOK_SECRET) must be visible ASCII characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://api.zoom.us/v2", "http://127.0.0.1.example", "ftp://localhost", "api.zoom.us", "https://",
    "https://user:word@zoom.us", "https://zoom.us/?q", "https://zoom.us/#f", "http://10.0.0.1", "%"})
  void plainHttpGoesToLoopbackOnly(String url) {
    var configuration = new ZoomConfiguration("A", "C", Secret.of("s"), null, null, null, List.of("h"), null, null, url, url);
    assertThat(configuration.faults()).satisfiesExactly(fault -> assertThat(fault).startsWith("conference.zoom.baseUrl"),
        fault -> assertThat(fault).startsWith("conference.zoom.oauthUrl"));
  }

  private static ZoomConfiguration hosts(List<String> hosts) {
    return new ZoomConfiguration("A", "C", Secret.of("s"), null, null, null, hosts, null, null, null, null);
  }

  private static ZoomConfiguration with(String topic, List<String> regions) {
    return new ZoomConfiguration("A", "C", Secret.of("s"), null, null, null, List.of("h"), topic, regions, null, null);
  }

  private Path secretFile(String content) throws IOException {
    return Files.writeString(Files.createFile(folder.resolve("secret"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))), content);
  }

  private static ZoomConfiguration read(String json) throws IOException {
    return Jackson.newObjectMapper().readValue(json, ZoomConfiguration.class);
  }
}
