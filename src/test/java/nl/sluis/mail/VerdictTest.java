package nl.sluis.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class VerdictTest {
  private static final String FROM = "sluis@example.org";

  record Row(Verdict verdict, String verb, String reply) {
    static Row of(String line) {
      var parts = line.split(" ", 3);
      return new Row(Verdict.valueOf(parts[0]), parts[1], parts[2].replace("\\n", "\n"));
    }
  }

  static Stream<Row> replies() {
    try (var file = VerdictTest.class.getResourceAsStream("/relay/replies.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#")).map(Row::of).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("replies")
  void whatARelayAnswersIsAboutSomebody(Row row) {
    assertThat(verdict(row.verb(), row.reply())).isEqualTo(row.verdict());
  }

  @ParameterizedTest
  @MethodSource("replies")
  void caseAndLengthAndAlphabetChangeNothing(Row row) {
    assertThat(verdict(row.verb(), row.reply().toUpperCase(java.util.Locale.ROOT))).isEqualTo(row.verdict());
    assertThat(verdict(row.verb(), row.reply() + " " + "z".repeat(100_000))).isEqualTo(row.verdict());
    assertThat(verdict(row.verb(), row.reply() + " \u00ff\u00fe")).isEqualTo(row.verdict());
  }

  @ParameterizedTest
  @MethodSource("replies")
  void beforeARecipientIsNamedNothingIsAboutOne(Row row) {
    for (var verb : List.of("GREETING", "EHLO", "HELO", "STARTTLS", "AUTH", "MAIL", "RSET", "NOOP", "XYZZY")) {
      assertThat(verdict(verb, row.reply())).isIn(Verdict.US, Verdict.LATER);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"invitee@example.net", "<invitee@example.net>",
    "https://sluis.example/i#AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
    "sluis.example/i#AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
    "AAECAwQFBgcICQoLDA0ODxAR",
    "www.example.net", "mailto:invitee@example.net", "invitee=40example.net", "\u0007\u001b[31m", "\u202e",
    "\r\n2026-01-01 ERROR all is lost"})
  void theRelaysWordsAreMadeSafe(String quoted) {
    var words = RelayReply.of("RCPT", 554, "554-5.7.1 Never again: " + quoted + "\n554 5.7.1 100% sure\n").words();
    assertThat(words).startsWith("554 5.7.1 Never again: ").endsWith("5.7.1 100% sure")
        .doesNotContain("@", "example.net", "sluis.example", "AAECAwQF", "=40", "\u0007", "\u001b", "\u202e", "\n", "\r", "#");
  }

  @Test
  void theRelaysWordsAreBounded() {
    assertThat(RelayReply.of("MAIL", 550, "550 " + "never ".repeat(50_000)).words()).hasSizeLessThan(210);
    assertThat(RelayReply.of("MAIL", 550, "550 5.7.1 Empf\u00c3\u00a4nger").words()).isEqualTo("550 5.7.1 Empf\u00e4nger");
    assertThat(RelayReply.of("MAIL", 550, "550 5.7.1 Empf\u00e4nger").words()).isEqualTo("550 5.7.1 Empf\u00e4nger");
  }

  private static Verdict verdict(String verb, String reply) {
    // As Angus reads it: a letter for each byte.
    var raw = new String(reply.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    return Verdict.of(RelayReply.of(verb, Integer.parseInt(reply.substring(0, 3)), raw), List.of(FROM));
  }
}
