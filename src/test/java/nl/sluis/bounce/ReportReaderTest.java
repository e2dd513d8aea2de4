package nl.sluis.bounce;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import nl.sluis.bounce.Report.Action;
import nl.sluis.testing.Reports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports as mail systems write them, and as strangers do who mean no good. */
class ReportReaderTest {
  private static final String TAG = "aaaqeayeaudaocajbifqydiob4uptg4u7q2gc7a";
  private static final String TO = "bounces+" + TAG + "@bureau.example";
  private static final int MEBIBYTE = 1_048_576;

  @ParameterizedTest
  @CsvSource({"exchange-online-failed, FAILED, 5.1", "gmail-failed, FAILED, 5.1", "gmail-delayed, DELAYED, 4.4",
    "postfix-failed, FAILED, 5.2",
    "postfix-delayed, DELAYED, 4.4", "exim-failed, FAILED, 5.0", "exim-plain, NONE,", "forwarder-failed, FAILED, 5.4", "delivered, OTHER,",
    "out-of-office, NONE,"})
  void eachShapeSaysWhatItSays(String name, Action action, String status) {
    var report = read(Reports.of(name, TO, "one@voorbeeld.example", "https://sluis.example/i#x"));
    assertThat(report.action()).isEqualTo(action);
    assertThat(report.statusText()).isEqualTo(status);
    assertThat(report.tags()).containsExactly(TAG);
    assertThat(report.toString()).doesNotContain(TAG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"To: " + TO, "to:" + TO, "To: \"Bounces\" <" + TO + ">", "To: one@bureau.example,\r\n\t<" + TO + ">",
    "To:\r\n " + TO, "To: bounces+aaaqeayeaudaocajbif\r\n qydiob4uptg4u7q2gc7a@bureau.example",
    "To: \"bounces+" + TAG + "\"@bureau.example",
    "Delivered-To: somebody+" + TAG + "@mailbox.example\r\nTo: undisclosed-recipients:;", "Envelope-To: " + TO, "X-Original-To: " + TO})
  void theTagIsFoundWhereverTheMailSystemLeavesIt(String header) {
    assertThat(read(header + "\r\n\r\n").tags()).containsExactly(TAG);
    assertThat(read(header.toUpperCase(Locale.ROOT) + "\r\n\r\n").tags()).containsExactly(TAG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"From: " + TO, "Subject: " + TO, "To: bounces@bureau.example", "To: bounces-" + TAG + "@bureau.example",
    "To: bounces+" + TAG + "a@bureau.example", "To: bounces+" + TAG, "X: y\r\n\r\nTo: " + TO})
  void elsewhereItIsNone(String header) {
    assertThat(read(header + "\r\n\r\n").tags()).isEmpty();
  }

  @Test
  void ofManyTagsAFewAreLookedAt() {
    var many = new StringBuilder("To: ");
    for (var i = 0; i < 10_000; i++) {
      many.append("b+").append(TAG, 0, 34).append(Integer.toString(10_000 + i, 6).replaceAll("[01]", "7").substring(0, 5))
          .append("@x.example, ");
    }
    assertThat(read(many + "\r\n\r\n").tags()).hasSizeBetween(2, 5);
  }

  /** The end of a long one is cut off before it comes here. */
  @Test
  void whatIsCutOffBehindTheReportIsNotMissed() {
    var whole = Reports.of("exchange-online-failed", TO, "one@voorbeeld.example", "https://sluis.example/i#x");
    for (var end = whole.length(); end > 0; end -= 7) {
      var cut = read(whole.substring(0, end));
      assertThat(cut.action()).isIn(Action.FAILED, Action.OTHER, Action.NONE);
      if (whole.substring(0, end).contains("Diagnostic-Code")) {
        assertThat(cut.statusText()).isEqualTo("5.1");
      }
    }
  }

  @Test
  void ofSeveralRecipientsTheWorstCounts() {
    assertThat(status("Action: delivered\nStatus: 2.0.0\n\nAction: failed\nStatus: 4.4.7\n\nAction: delayed\nStatus: 4.1.1\n"))
        .isEqualTo("FAILED 4.4");
    assertThat(status("Action: relayed\n\n\n\n Status: 5.1.1\nAction: DELAYED\n")).isEqualTo("DELAYED null");
    assertThat(status("action:\n failed\nSTATUS:5.7.509\n")).isEqualTo("FAILED 5.7");
    assertThat(status("Action: failed\nStatus: 5.1000.1\n")).isEqualTo("FAILED null");
    assertThat(status("Action: failed\nStatus: 9.1.1\n")).isEqualTo("FAILED null");
    assertThat(status("Action: failed\nX-Status: 5.1.1\nDiagnostic-Code: smtp; 550 Status: 5.7.1\n")).isEqualTo("FAILED null");
    assertThat(status("Action: ⁂\nStatus: 5.1.1\n")).isEqualTo("NONE null");
    assertThat(status("")).isEqualTo("NONE null");
  }

  @Test
  void anEncodedOneIsDecodedThoughNoneShouldBe() {
    var encoded = Base64.getMimeEncoder().encodeToString("Action: failed\r\nStatus: 5.1.1\r\n".getBytes(ISO_8859_1));
    assertThat(read(report("message/delivery-status\r\nContent-Transfer-Encoding: base64", encoded)).action()).isEqualTo(Action.FAILED);
    assertThat(read(report("message/global-delivery-status", "Action: failed\r\n")).action()).isEqualTo(Action.FAILED);
    for (var broken : List.of("base64", "quoted-printable", "x-uuencode", "gzip", "\0", "base64;;;")) {
      assertThat(read(report("message/delivery-status\r\nContent-Transfer-Encoding: " + broken, "=\u00ff\u0001=Z{{{")).action())
          .isEqualTo(Action.NONE);
    }
  }

  /** Each has a mebibyte, which is the most that comes in. None costs much more than to read it. */
  @ParameterizedTest
  @ValueSource(strings = {"parts", "headers", "fold", "levels", "parameters", "groups", "spaces", "tags", "boundary", "comments", "encoded",
    "zeros"})
  void whatIsMadeToCostMuchCostsLittle(String kind) {
    var hostile = hostile(kind).getBytes(ISO_8859_1);
    var bytes = java.util.Arrays.copyOf(hostile, Math.min(hostile.length, MEBIBYTE));
    read(bytes);
    var before = System.nanoTime();
    for (var i = 0; i < 3; i++) {
      assertThat(read(bytes).action()).isIn(Action.NONE, Action.OTHER);
    }
    // A quadratic one takes hours.
    assertThat(System.nanoTime() - before).as("nanoseconds").isLessThan(30_000_000_000L);
  }

  @Test
  void whatIsBrokenAtRandomIsReadOrNot() {
    var random = new Random(7);
    var names = List.of("exchange-online-failed", "gmail-failed", "postfix-delayed", "exim-failed", "forwarder-failed");
    for (var i = 0; i < 3_000; i++) {
      var bytes = Reports.of(names.get(i % names.size()), TO, "one@voorbeeld.example", "x").getBytes(ISO_8859_1);
      for (var changes = random.nextInt(30); changes >= 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      assertThat(read(bytes)).isNotNull();
    }
  }

  private static String hostile(String kind) {
    var head = "To: " + TO + "\r\nContent-Type: multipart/report; boundary=b\r\n\r\n";
    return switch (kind) {
      case "parts" -> head + "--b\n\n".repeat(MEBIBYTE / 5);
      case "headers" -> "To: " + TO + "\n" + "a:\n".repeat(MEBIBYTE / 3);
      case "fold" -> "To: " + "x\n ".repeat(MEBIBYTE / 3);
      case "levels" -> head + "--b\nContent-Type: multipart/report; boundary=b\n\n".repeat(MEBIBYTE / 50);
      case "parameters" -> "Content-Type: multipart/report" + "; boundary*0=b".repeat(MEBIBYTE / 14) + "\n\n--b\n";
      case "groups" -> head + "--b\nContent-Type: message/delivery-status\n\n" + "Action: x\n\n".repeat(MEBIBYTE / 11);
      case "spaces" -> head + "--b\nContent-Type: message/delivery-status\n\n" + ("\n" + " ".repeat(500)).repeat(MEBIBYTE / 501);
      case "tags" -> "To: " + ("+" + TAG).repeat(MEBIBYTE / 40) + "\n\n";
      case "boundary" -> "Content-Type: multipart/report; boundary=" + "b".repeat(MEBIBYTE / 2) + "\n\n--" + "b".repeat(MEBIBYTE / 2);
      case "comments" -> "Content-Type: " + "(".repeat(MEBIBYTE) + "\n\n";
      case "encoded" ->
        head + "--b\nContent-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\n" + "QUJD\n".repeat(MEBIBYTE / 5);
      default -> "\0".repeat(MEBIBYTE);
    };
  }

  private static String status(String text) {
    var report = read(report("message/delivery-status", text));
    return report.action() + " " + report.statusText();
  }

  private static String report(String type, String status) {
    return "To: " + TO + "\r\nContent-Type: multipart/report; boundary=\"b b\"\r\n\r\n--b b\r\nContent-Type: " + type + "\r\n\r\n" + status
        + "\r\n--b b--\r\n";
  }

  private static Report read(String mail) {
    return read(mail.getBytes(ISO_8859_1));
  }

  private static Report read(byte[] mail) {
    return ReportReader.read(mail);
  }
}
