package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import nl.sluis.testing.Answer;
import nl.sluis.testing.IndependentOpener;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.SealedPosts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an invitation sealed by the sender must not carry, and what the gateway can tell of it without its secrets. */
class SealedRequestTest {
  private static LocalSluis sluis;

  @BeforeAll
  static void start() {
    sluis = LocalSluis.started();
  }

  @AfterAll
  static void stop() {
    sluis.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"meeting", "title", "start", "end", "timeZone", "joinUrl", "passcode", "description", "plaintext", "link",
    "linkSecret",
    "secret", "fragment", "key"})
  void plaintextAndLinkSecretAreRefusedByNameWhereverTheyAre(String name) {
    for (var place : List.of("", "/organizer", "/invitees/0", "/invitees/1/sealed")) {
      var answer = posted(sender -> ((ObjectNode) sender.request.at(place)).put(name, "Wieringermeer"));
      assertThat(pointers(answer)).containsExactly(place + "/" + name);
      assertThat(answer.http().body()).contains("without plaintext and without link secret").doesNotContain("Wieringermeer");
    }
  }

  @Test
  void aMeetingBesideWhatWasSealedIsRefused() {
    assertThat(pointers(posted(sender -> sender.request.set("meeting", sender.meeting)))).containsExactly("/meeting");
    var plain = Meetings.request();
    plain.put("delivery", "sender");
    assertThat(pointers(sluis.post(plain))).contains("/meeting", "/organizer", "/expiresAt", "/invitees/0/sealed");
  }

  @Test
  void allIsRequiredButTheUid() {
    var empty = Meetings.JSON.createObjectNode();
    empty.withArray("/invitees").addObject().putObject("sealed");
    assertThat(pointers(sluis.post(empty))).containsExactlyInAnyOrder("/organizer", "/expiresAt", "/delivery", "/invitees/0/name",
        "/invitees/0/email", "/invitees/0/phone", "/invitees/0/sealed/id", "/invitees/0/sealed/share", "/invitees/0/sealed/envelope",
        "/invitees/0/sealed/accessHash", "/invitees/0/sealed/ackHash");

    var drawn = posted(sender -> sender.request.remove("uid"));
    assertThat(drawn.status()).isEqualTo(201);
    assertThat(sluis.ask("GET", "/v1/invitations?meeting=" + drawn.text("meeting")).json().path("invitations")).hasSize(2);
  }

  @Test
  void onlyTwoDeliveriesAreKnown() {
    var answer = posted(sender -> sender.request.put("delivery", "gateway"));
    assertThat(answer.json().at("/errors/0/detail").asText()).isEqualTo("must be one of sender, pointer");
    assertThat(pointers(posted(sender -> sender.request.put("delivery", "SENDER")))).containsExactly("/delivery");
  }

  @Test
  void everyValueHasItsLength() {
    for (var field : List.of("id", "share", "accessHash", "ackHash")) {
      var length = field.equals("id") ? 16 : 32;
      for (var wrong : new int[] {0, length - 1, length + 1, 64}) {
        assertThat(refusedOf(field, new byte[wrong])).as(field + " of " + wrong + " bytes").isEqualTo("must be " + length + " bytes");
      }
      assertThat(refusedOf(field, IndependentOpener.encode(new byte[length]) + "=")).contains("base64url");
      assertThat(refusedOf(field, "/".repeat(length * 4 / 3 + 1))).contains("base64url");
    }
  }

  @Test
  void anEnvelopeHasTheVersionAndWholeBlocks() {
    for (var version : new byte[] {0, 2, (byte) 0x81}) {
      var envelope = new byte[61 + 1024];
      envelope[0] = version;
      assertThat(refusedOf("envelope", envelope)).isEqualTo("must begin with the version byte 1");
    }
    for (var length : new int[] {1, 60, 61, 62, 1024, 61 + 1023, 61 + 1025, 61 + 67 * 1024}) {
      var envelope = new byte[length];
      envelope[0] = 1;
      assertThat(refusedOf("envelope", envelope)).as(length + " bytes").contains("a multiple of 1,024");
    }
    var largest = new byte[61 + 66 * 1024];
    largest[0] = 1;
    assertThat(posted(sender -> sender.sealed(1).put("envelope", IndependentOpener.encode(largest))).status()).isEqualTo(201);
  }

  @Test
  void aLinkSecretInThePlaceOfTheShareIsFoundOut() {
    var answer = posted(sender -> sender.sealed(1).put("share", sender.links.get(1).substring(1)));
    assertThat(pointers(answer)).containsExactly("/invitees/1/sealed/share");
    assertThat(answer.json().at("/errors/0/detail").asText()).startsWith("is the link secret");
  }

  @Test
  void oneSealingIsForOneInvitee() {
    var answer = posted(sender -> sender.invitee(1).set("sealed", sender.sealed(0)));
    assertThat(pointers(answer)).containsExactly("/invitees/1/sealed/id", "/invitees/1/sealed/accessHash");
  }

  @Test
  void expiryIsInTheFutureAndNearEnough() {
    assertThat(pointers(posted(sender -> sender.request.put("expiresAt", "2020-01-01T00:00:00Z")))).containsExactly("/expiresAt");
    assertThat(pointers(posted(sender -> sender.request.put("expiresAt", "2099-01-01T00:00:00Z")))).containsExactly("/expiresAt");
  }

  @Test
  void nothingOfAWrongRequestIsStored() {
    var sender = new SealedPosts("sender", 2);
    sender.invitee(1).put("phone", "nonsense");
    assertThat(sluis.post(sender.request).status()).isEqualTo(422);
    assertThat(sluis.find(sender.posted(0).id()).status()).isEqualTo(404);
  }

  private static String refusedOf(String field, byte[] value) {
    return refusedOf(field, IndependentOpener.encode(value));
  }

  private static String refusedOf(String field, String value) {
    var answer = posted(sender -> sender.sealed(1).put(field, value));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(pointers(answer)).containsExactly("/invitees/1/sealed/" + field);
    assertThat(value.length() < 8 || !answer.http().body().contains(value)).as("nothing is repeated").isTrue();
    return answer.json().at("/errors/0/detail").asText();
  }

  private static Answer posted(Consumer<SealedPosts> change) {
    var sender = new SealedPosts("sender", 2);
    change.accept(sender);
    return sluis.post(sender.request);
  }

  private static List<String> pointers(Answer answer) {
    assertThat(answer.problem()).as(answer.toString()).isEqualTo("invalid");
    return StreamSupport.stream(answer.json().path("errors").spliterator(), false).map(e -> e.path("pointer").asText()).toList();
  }
}
