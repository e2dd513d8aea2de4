package nl.sluis.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.impl.driver.Driver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Node that nobody need install: Playwright's driver is one. Another one, as the oldest we speak to, by SLUIS_NODE. */
public final class Node {
  /** The page's modules and the client, where a scheduler's author finds them. */
  public static final Path MODULES = Path.of("src/main/resources/page").toAbsolutePath();

  private Node() {}

  public static String path() {
    return Stream.of(System.getProperty("sluis.node"), System.getenv("SLUIS_NODE")).filter(Objects::nonNull).findFirst()
        .orElseGet(() -> Driver.ensureDriverInstalled(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"), false)
            .createProcessBuilder().command().get(0));
  }

  /**
   * Calls a function, written as in {@code page.evaluate}, with an argument.
   *
   * @return what it gave
   */
  public static JsonNode evaluate(String function, Object argument) {
    var script = "const result = await (" + function + ")(" + Meetings.JSON.valueToTree(argument) + ");\n"
        + "process.stdout.write(JSON.stringify(result));";
    try {
      var process = new ProcessBuilder(path(), "--input-type=module", "-").redirectErrorStream(true).start();
      try (var in = process.getOutputStream()) {
        in.write(script.getBytes(StandardCharsets.UTF_8));
      }
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError("Node failed: " + said);
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
