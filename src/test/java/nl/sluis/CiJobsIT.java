package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nl.sluis.testing.Node;
import nl.sluis.testing.Ports;
import nl.sluis.testing.Python;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jobs of an integrator's CI, as the documents show them: each starts the jar that ships with the test.yml that ships, and opens an invitation. */
class CiJobsIT {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin");
  @TempDir private Path folder;

  @Test
  void inBash() throws Exception {
    for (var needed : List.of("jq", "curl", "openssl")) {
      assumeThat(isThere(needed)).as(needed + " is on this machine (Debian: apt install " + needed + ")").isTrue();
    }
    opens("bash", "docs/examples/ci-job.sh");
  }

  @Test
  void inJava() throws Exception {
    opens(JAVA.resolve("java").toString(), "-Djava.io.tmpdir=" + folder, "-cp", "target/sluis.jar", "docs/examples/CiJob.java");
  }

  @Test
  void inJavaScript() throws Exception {
    opens(Node.path(), "docs/examples/ci-job.mjs");
  }

  @Test
  void inPython() throws Exception {
    opens(Python.path(), "docs/examples/ci_job.py");
  }

  private void opens(String... command) throws Exception {
    var whole = new ArrayList<>(List.of(command));
    whole.addAll(List.of("target/sluis.jar", "test.yml", String.valueOf(twoPorts())));
    var said = folder.resolve("said");
    var process = new ProcessBuilder(whole).redirectErrorStream(true).redirectOutput(said.toFile());
    process.environment().put("PATH", JAVA + File.pathSeparator + process.environment().get("PATH"));
    process.environment().put("TMPDIR", folder.toString());
    // What the guide to the clients sets, and a gateway refuses.
    process.environment().put("SLUIS_URL", "http://127.0.0.1:8080");
    var job = process.start();
    try {
      assertThat(job.waitFor(4, TimeUnit.MINUTES)).isTrue();
      assertThat(Files.readString(said, StandardCharsets.UTF_8))
          .matches("(?s).*invitation\\.queued\n.*invitation\\.opened\nopened [A-Za-z0-9_-]{22}\n");
      assertThat(job.exitValue()).isZero();
    } finally {
      job.destroy();
    }
  }

  /** @return the first of two neighbours */
  private static int twoPorts() {
    var first = Ports.next();
    for (var second = Ports.next(); second != first + 1; second = Ports.next()) {
      first = second;
    }
    return first;
  }

  private static boolean isThere(String program) throws InterruptedException {
    try {
      return new ProcessBuilder(program, program.equals("openssl") ? "version" : "--version")
          .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
