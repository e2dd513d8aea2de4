package nl.sluis.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The jar that ships, as a process of its own that can be killed. */
public final class JarSluis extends Gateway {
  private static final Path JAR = Path.of("target/sluis.jar");
  private static final int LAST_WORDS = 4_000;
  /** What stands before every other option, as {@code -Duser.language=tr}. */
  private static final List<String> MACHINE = Stream.of(System.getProperty("sluis.machine", "").split(" "))
      .filter(option -> !option.isBlank()).toList();
  private final Path log;
  private List<String> classes;
  private Path jar = JAR;
  private String configuration = Settings.shippedConfiguration();
  private final List<String> options = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private Process process;

  /** Not started yet. */
  public JarSluis() {
    this(ClassArchive.of(JAR));
  }

  /** @param classes the option that says where its classes lie ready, or where to leave them */
  JarSluis(List<String> classes) {
    this.classes = classes;
    log = folder.resolve("log.txt");
  }

  private JarSluis(Gateway first) {
    super(first);
    classes = ClassArchive.of(JAR);
    log = folder.resolve("log-" + settings.port() + ".txt");
  }

  /** Not started yet. */
  public static JarSluis of(Consumer<Settings> change) {
    var sluis = new JarSluis();
    change.accept(sluis.settings);
    return sluis;
  }

  /** A further gateway on the database and the keys of the first, not started yet; to be closed before it. */
  public static JarSluis beside(Gateway first, Consumer<Settings> change) {
    var sluis = new JarSluis(first);
    change.accept(sluis.settings);
    return sluis;
  }

  public static JarSluis started(Consumer<Settings> change) {
    var sluis = of(change);
    sluis.start();
    return sluis;
  }

  /**
   * Another version, from the next start on.
   *
   * @param folder where it was built: its jar and its configuration are there
   */
  public void version(Path folder) {
    jar = folder.resolve(JAR);
    configuration = folder.resolve("config.yml").toString();
    classes = List.of();
  }

  /** This version again, from the next start on. */
  public void thisVersion() {
    jar = JAR;
    configuration = Settings.shippedConfiguration();
    classes = ClassArchive.of(JAR);
  }

  public boolean isThisVersion() {
    return jar.equals(JAR);
  }

  /** @param more of the JVM, from the next start on */
  public void options(List<String> more) {
    options.addAll(more);
  }

  /** @param more of the process, from the next start on */
  public void environment(Map<String, String> more) {
    environment.putAll(more);
  }

  @Override
  public void start() {
    launch();
    Awaitility.await().atMost(Duration.ofMinutes(3)).until(this::isHealthy);
  }

  /** Starts without waiting until it is there. */
  public void launch() {
    launches("server");
  }

  /** Begins a command of the jar, and does not wait for it. */
  public void launches(String... words) {
    var command = OtherJvm.command();
    command.addAll(classes);
    command.addAll(MACHINE);
    command.addAll(options);
    command.addAll(List.of(settings.options()));
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(List.of(words));
    command.add(configuration);
    try {
      var builder = new ProcessBuilder(command).redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      // Those of the test, and none of who runs it.
      builder.environment().keySet().removeIf(name -> name.startsWith("SLUIS_"));
      builder.environment().putAll(environment);
      builder.environment().putAll(settings.variables());
      process = builder.start();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  public Path log() {
    return log;
  }

  /** As a power cut is to the process: nothing is finished. */
  public void kill() {
    process.destroyForcibly();
    await();
  }

  /** Has the JVM print all threads into the log, for who must find out why it hangs. */
  public void printThreads() {
    try {
      new ProcessBuilder("kill", "-QUIT", String.valueOf(process.pid())).start().waitFor();
      TimeUnit.SECONDS.sleep(2);
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until it ends by itself. @return its exit status */
  public int ends() {
    await();
    return process.exitValue();
  }

  @Override
  public void stop() {
    process.destroy();
    await();
  }

  /** True once it answers; an error if it ended by itself. */
  public boolean isHealthy() {
    if (!process.isAlive()) {
      var said = readLog();
      throw new AssertionError("the gateway ended: … " + said.substring(Math.max(0, said.length() - LAST_WORDS)));
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
  public HeapDump dumpsHeap(String name) {
    var dump = folder.resolve(name + ".hprof");
    try {
      var jcmd = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), String.valueOf(process.pid()),
          "GC.heap_dump", dump.toString()).redirectErrorStream(true).start();
      var said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (jcmd.waitFor() != 0 || Files.notExists(dump)) {
        throw new AssertionError("no heap dump: " + said);
      }
      return new HeapDump(dump);
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
