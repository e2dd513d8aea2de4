package nl.sluis.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nl.sluis.envelope.Base64Url;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import org.junit.jupiter.api.Test;

/** How long the secrets of a body live, and how large it may be. */
class LinkBodySecretsTest {
  private static final String SECRET = Base64Url.encode(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
    21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32});

  @Test
  void secretsAreWipedWhenTheBodyIsClosed() throws IOException {
    byte[] access;
    byte[] ticket;
    byte[] ack;
    try (var body = read("{\"access\":\"" + SECRET + "\",\"ticket\":\"" + SECRET + "\",\"ack\":\"" + SECRET + "\"}")) {
      access = body.access().orElseThrow();
      ticket = body.ticket();
      ack = body.ack();
      assertThat(List.of(access, ticket, ack)).allSatisfy(secret -> assertThat(Base64Url.encode(secret)).isEqualTo(SECRET));
    }
    assertThat(List.of(access, ticket, ack)).allSatisfy(secret -> assertThat(secret).containsOnly(0));
  }

  @Test
  void aSecretOfAnotherLengthIsNone() throws IOException {
    for (var length : new int[] {0, 31, 33}) {
      var other = Base64Url.encode(new byte[length]);
      try (var body = read("{\"access\":\"" + other + "\",\"ticket\":\"" + other + "\",\"ack\":\"" + other + "\"}")) {
        assertThat(body.access()).isEmpty();
        assertThat(catchThrowableOfType(ProblemException.class, body::ticket).problem()).isEqualTo(Problem.INVALID);
        assertThat(catchThrowableOfType(ProblemException.class, body::ack).problem()).isEqualTo(Problem.INVALID);
      }
    }
  }

  @Test
  void aBodyIsNoLargerThanFourKibibytes() throws IOException {
    var body = "{\"access\":\"" + SECRET + "\"}";
    try (var largest = read(body + " ".repeat(4_096 - body.length()))) {
      assertThat(largest.access()).isPresent();
    }
    assertThat(refused(body + " ".repeat(4_097 - body.length())).problem()).isEqualTo(Problem.TOO_LARGE);
  }

  @Test
  void ofManyUnknownFieldsTheFirstHundredAreNamed() {
    var fields = IntStream.range(0, 101).mapToObj(i -> "\"x" + i + "\":1").collect(Collectors.joining(",", "{", "}"));
    var errors = (List<?>) refused(fields).members().get("errors");
    assertThat(errors).hasSize(100);
    assertThat(errors.toString()).contains("is not known here");
  }

  private static ProblemException refused(String json) {
    return catchThrowableOfType(ProblemException.class, () -> read(json));
  }

  private static LinkBody read(String json) throws IOException {
    return LinkBody.read(new ByteArrayInputStream(json.getBytes(UTF_8)), "access", "ticket", "ack");
  }
}
