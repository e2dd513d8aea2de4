package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Reports;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The script that a mail server runs: it says nothing, and never anything but *done* or *come again*, so that nobody bounces a bounce. */
@Tag("slow")
class BounceScriptTest {
  private static final String KEY = "bounce-key-of-the-tests";

  @Test
  void itSaysNothingAndItsStatusIsDoneOrComeAgain() throws Exception {
    assumeThat(isThere("curl")).as("curl is on this machine (Debian: apt install curl)").isTrue();
    try (var sluis = LocalSluis.started(settings -> settings.set("mail.bounces", "bounces@bureau.example").set("mail.bounceKey", KEY))) {
      var header = Files.writeString(sluis.folder.resolve("header"), "Authorization: Bearer " + KEY + "\n");
      var report = Reports.of("postfix-failed", "bounces+" + "a".repeat(39) + "@bureau.example", "x@example.net", "");
      assertThat(runs(report, header.toString(), sluis.settings.adminUrl())).isZero();
      assertThat(counted(sluis, "wrong-tag")).isEqualTo(1);
      assertThat(runs(report + "x".repeat(5_000_000), header.toString(), sluis.settings.adminUrl())).isZero();
      assertThat(counted(sluis, "wrong-tag")).as("what is long is cut").isEqualTo(2);
      assertThat(runs("", header.toString(), sluis.settings.adminUrl())).isZero();
      assertThat(runs("\u0000\u00ff\n", header.toString(), sluis.settings.adminUrl())).isZero();
      assertThat(counted(sluis, "no-report")).isEqualTo(2);

      var wrong = Files.writeString(sluis.folder.resolve("wrong"), "Authorization: Bearer another-key\n");
      assertThat(runs(report, wrong.toString(), sluis.settings.adminUrl())).isEqualTo(75);
      assertThat(runs(report, sluis.folder.resolve("nothing").toString(), sluis.settings.adminUrl())).isEqualTo(75);
      assertThat(runs(report, header.toString(), "http://127.0.0.1:1")).isEqualTo(75);
      assertThat(runs(report)).isEqualTo(75);
    }
  }

  private static long counted(LocalSluis sluis, String outcome) {
    return sluis.operates("GET", "/metrics").json().path("meters").path("nl.sluis.bounces." + outcome).path("count").asLong();
  }

  private static boolean isThere(String program) throws InterruptedException {
    try {
      return new ProcessBuilder(program, "--version").redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static int runs(String mail, String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("sh", "docs/examples/sluis-bounce"));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var in = process.getOutputStream()) {
      in.write(mail.getBytes(StandardCharsets.ISO_8859_1));
    }
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(said).isEmpty();
    return process.exitValue();
  }
}
