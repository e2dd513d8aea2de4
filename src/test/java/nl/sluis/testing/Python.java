package nl.sluis.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The Python of this machine, if it has one: what needs it is skipped elsewhere, and says so. */
public final class Python {
  private Python() {}

  /** @return python3 of the path; the test that asks is skipped if there is none */
  public static String path() {
    var found = Arrays.stream(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, "python3")).filter(Files::isExecutable)
        .findFirst();
    Assumptions.assumeTrue(found.isPresent(), "No python3 on this machine: the Python example is not tested. Debian: apt install python3");
    return found.orElseThrow().toString();
  }

  /**
   * Runs a script that reads JSON and prints JSON.
   *
   * @param argument what it reads
   * @return what it printed
   */
  public static JsonNode evaluate(String script, Object argument) {
    try {
      var process = new ProcessBuilder(path(), "-c", script).redirectErrorStream(true).start();
      try (var in = process.getOutputStream()) {
        in.write(Meetings.JSON.writeValueAsBytes(argument));
      }
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError("Python failed: " + said);
      }
      return Meetings.JSON.readTree(said);
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
