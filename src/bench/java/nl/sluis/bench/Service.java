package nl.sluis.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A gateway or a floor as a process of its own, that can be stopped and started again. */
abstract class Service implements AutoCloseable {
  private static final int LAST_WORDS = 3_000;
  private static final int START_SECONDS = 300;
  private static final int STOP_SECONDS = 120;
  final String name;
  final int port = freePort();
  final int adminPort = freePort();
  private final List<String> jvm;
  private final Path folder;
  private final Path log;
  private Process process;

  Service(String name, Path folder, List<String> jvm) {
    this.name = name;
    this.jvm = new ArrayList<>(jvm);
    this.folder = folder;
    this.log = folder.resolve(name + ".log");
  }

  /** @return what stands behind the JVM's options */
  abstract List<String> arguments();

  abstract Map<String, String> environment();

  /** Posts one meeting. @throws IOException while nobody listens */
  abstract void post(HttpConnection connection, String meeting) throws IOException;

  void launch() throws IOException {
    var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(jvm);
    command.addAll(arguments());
    var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(variable -> variable.startsWith("SLUIS_"));
    builder.environment().putAll(environment());
    process = builder.start();
  }

  /** Starts, and waits until it is healthy. */
  void start() throws Exception {
    launch();
    for (var tries = 0; !isHealthy(); tries++) {
      if (!process.isAlive() || tries > START_SECONDS * 10) {
        var said = Files.readString(log);
        throw new IllegalStateException(name + " does not start: " + said.substring(Math.max(0, said.length() - LAST_WORDS)));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** Makes an archive of the classes that a start and a post load, for the starts to come; the service is stopped then. */
  void archiveClasses(String meeting) throws Exception {
    var archive = folder.resolve(name + ".jsa");
    close();
    jvm.add("-XX:ArchiveClassesAtExit=" + archive);
    start();
    try (var connection = new HttpConnection(port)) {
      post(connection, meeting);
    }
    close();
    if (Files.notExists(archive)) {
      throw new IllegalStateException(name + " made no archive of its classes: see the end of " + log);
    }
    jvm.set(jvm.size() - 1, "-XX:SharedArchiveFile=" + archive);
  }

  long pid() {
    return process.pid();
  }

  private boolean isHealthy() {
    try (var connection = new HttpConnection(adminPort)) {
      return connection.ask("GET", "/healthcheck", "", "").status() < 600;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroy();
      process.onExit().orTimeout(STOP_SECONDS, TimeUnit.SECONDS).exceptionally(late -> process.destroyForcibly()).join();
    }
  }

  static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
