package nl.sluis.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/** The jar that ships, as a process of its own that can be killed. */
public final class JarSluis extends Gateway {
  private Process process;

  public static JarSluis started(Consumer<Settings> change) {
    var sluis = new JarSluis();
    change.accept(sluis.settings);
    sluis.start();
    return sluis;
  }

  @Override
  public void start() {
    var jar = Path.of("target/sluis.jar");
    var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m"));
    command.addAll(List.of(settings.options()));
    command.addAll(List.of("-jar", jar.toString(), "server", Settings.shippedConfiguration()));
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile())).start();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(this::isHealthy);
  }

  public Path log() {
    return folder.resolve("log.txt");
  }

  /** As a power cut is to the process: nothing is finished. */
  public void kill() {
    process.destroyForcibly();
    await();
  }

  @Override
  public void stop() {
    process.destroy();
    await();
  }

  private boolean isHealthy() {
    if (!process.isAlive()) {
      throw new AssertionError("the gateway ended: " + readLog());
    }
    try {
      return Http.send("GET", settings.adminUrl() + "/healthcheck", null).status() == 200;
    } catch (java.io.UncheckedIOException e) {
      return false;
    }
  }

  public String readLog() {
    try {
      return Files.readString(log());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** @return all objects that live in the gateway's memory now */
  public Path dumpsHeap(String name) {
    var dump = folder.resolve(name + ".hprof");
    try {
      var jcmd = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), String.valueOf(process.pid()),
          "GC.heap_dump", dump.toString()).redirectErrorStream(true).start();
      var said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (jcmd.waitFor() != 0 || Files.notExists(dump)) {
        throw new AssertionError("no heap dump: " + said);
      }
      return dump;
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private void await() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new AssertionError("the gateway does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
