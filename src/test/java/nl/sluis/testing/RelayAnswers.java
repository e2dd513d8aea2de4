package nl.sluis.testing;

import java.util.List;
import java.util.Random;

/** Answers of relays as nobody would write them, from a seed: any status, any enhanced code, any shape of lines. */
public final class RelayAnswers {
  public static final List<String> VERBS = List.of("GREETING", "EHLO", "HELO", "MAIL", "RCPT", "DATA", ".", "RSET", "QUIT", "NOOP");
  private static final List<String> WORDS = List.of("User unknown", "no such user here", "relaying denied", "Relay access denied",
      "mailbox full",
      "sender", "not verified", "blocked using", "quota exceeded", "Message size exceeds", "spam", "<invitations@bureau.example>",
      "invitee@example.net",
      "https://relay.example/why", "Empf\u00e4nger unbekannt", "\u0000\u0007", "%s%n", "\u202e", "try later", "5.1.1", "(#5.1.1)", "", " ",
      "ok");
  private final Random random;

  public RelayAnswers(long seed) {
    random = new Random(seed);
  }

  public String verb() {
    return one(VERBS);
  }

  public String answer() {
    return switch (random.nextInt(12)) {
      case 0 -> FakeRelay.HANG_UP;
      case 1 -> noise(random.nextInt(200));
      case 2 -> "";
      case 3 -> line(' ') + "z".repeat(random.nextInt(200_000));
      case 4, 5, 6 -> lines(1 + random.nextInt(20));
      default -> line(' ');
    };
  }

  private String lines(int many) {
    var status = status();
    var text = new StringBuilder();
    for (var i = 0; i < many; i++) {
      text.append(random.nextInt(10) == 0 ? status() : status).append('-').append(words()).append(random.nextInt(10) == 0 ? "\n" : "\r\n");
    }
    return text.append(random.nextInt(10) == 0 ? status() : status).append(' ').append(words()).toString();
  }

  private String line(char between) {
    return status() + between + words();
  }

  private String status() {
    var first = one(List.of("5", "5", "5", "5", "4", "4", "2", "3", "1", "9"));
    return first + one(List.of("50", "51", "52", "53", "54", "21", "30", "35", "00", "01", "55", "56"))
        + (random.nextInt(40) == 0 ? "7" : "");
  }

  private String words() {
    var enhanced = random.nextInt(3) == 0
        ? ""
        : one(List.of("5", "5", "5", "4", "2")) + "." + random.nextInt(8) + "." + random.nextInt(70) + " ";
    return enhanced + one(WORDS) + " " + one(WORDS);
  }

  private String noise(int length) {
    var text = new StringBuilder();
    for (var i = 0; i < length; i++) {
      text.append((char) random.nextInt(256));
    }
    return text.toString();
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
