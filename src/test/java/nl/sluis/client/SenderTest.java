package nl.sluis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Map;
import nl.sluis.testing.IndependentOpener;
import nl.sluis.testing.Meetings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SenderTest {
  private static final ObjectMapper JSON = Meetings.JSON;
  private final Sender sender = new Sender(URI.create("https://invitations.example.org"));
  private final JsonNode interview = Meetings.interview();
  private final Meeting meeting = Meeting.of(JSON.convertValue(interview, new TypeReference<Map<String, Object>>() {}));

  @Test
  void whatIsPostedAndWhatIsMailedOpenTogether() throws Exception {
    try (var sealed = sender.seal(meeting)) {
      var posted = JSON.readTree(sealed.json());
      assertThat(posted.fieldNames()).toIterable().containsExactly("id", "share", "envelope", "accessHash", "ackHash");
      assertThat(posted.path("id").asText()).isEqualTo(sealed.id()).hasSize(22);
      assertThat(sealed.link()).startsWith("https://invitations.example.org/i#");

      var secret = secret(sealed);
      var id = bytes(posted, "id");
      var share = bytes(posted, "share");
      var opened = IndependentOpener.open(bytes(posted, "envelope"), secret, share, id);
      assertThat(JSON.readTree(opened)).isEqualTo(interview);
      var sha256 = MessageDigest.getInstance("SHA-256");
      assertThat(sha256.digest(IndependentOpener.access(secret))).isEqualTo(bytes(posted, "accessHash"));
      assertThat(sha256.digest(IndependentOpener.ack(secret, share, id))).isEqualTo(bytes(posted, "ackHash"));
      assertThat(sealed.json()).as("the gateway's half").doesNotContain(IndependentOpener.encode(secret));
    }
  }

  @Test
  void everyInviteeGetsASealingOfAnOwn() throws Exception {
    var drawn = new HashSet<String>();
    for (var i = 0; i < 3; i++) {
      try (var sealed = sender.seal(meeting)) {
        drawn.add(sealed.link());
        JSON.readTree(sealed.json()).forEach(value -> drawn.add(value.asText()));
      }
    }
    assertThat(drawn).hasSize(3 * 6);
  }

  @Test
  void aClosedSealingHasNoSecretsAnyMore() {
    var sealed = sender.seal(meeting);
    assertThat(sealed).hasToString("SealedInvitation[redacted]");
    sealed.close();
    assertThatIllegalStateException().isThrownBy(sealed::json);
    assertThatIllegalStateException().isThrownBy(sealed::link);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://invitations.example.org", "https://invitations.example.org/", "https://invitations.example.org/i",
    "https://x@h.example", "https://h.example?x", "https://h.example#x", "ftp://h.example",
    "https:h.example", "h.example", "//h.example"})
  void aLinkBeginsWithThePublicUrlOnly(String url) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Sender(URI.create(url))).withMessageContaining("publicUrl");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://h.example:8443", "http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:8080"})
  void plainHttpIsForLoopback(String url) {
    try (var sealed = new Sender(URI.create(url)).seal(meeting)) {
      assertThat(sealed.link()).startsWith(url + "/i#");
    }
  }

  @Test
  void aLinkIsSpelledAsTheGatewaySpellsItsOwn() {
    try (var sealed = new Sender(URI.create("HTTPS://Invitations.Example.org:443")).seal(meeting)) {
      assertThat(sealed.link()).startsWith("https://invitations.example.org/i#");
    }
  }

  private static byte[] secret(SealedInvitation sealed) {
    return IndependentOpener.decode(sealed.link().substring(sealed.link().indexOf('#') + 1));
  }

  private static byte[] bytes(JsonNode posted, String field) {
    return IndependentOpener.decode(posted.path(field).asText());
  }
}
