package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nl.sluis.testing.OtherJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as a supervisor starts it: the sentence is on the standard error, and the process ends with the status. All kinds are in RefusedStartTest. */
class RefusedStartIT {
  private static final String SHIPPED = Path.of("config.yml").toAbsolutePath().toString();
  @TempDir private Path folder;

  @Test
  void aProcessThatIsRefusedEndsAndItsStatusSaysWhetherToStartItAgain() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var open = DriverManager.getConnection("jdbc:h2:" + folder.resolve("held/data/sluis"), "sluis", "")) {
      var unnamed = start("unnamed", List.of(), "server");
      var port = start("port",
          List.of("-Ddw.server.applicationConnectors[0].port=0", "-Ddw.server.adminConnectors[0].port=" + taken.getLocalPort()), "server",
          SHIPPED);
      var held = start("held", List.of(), "reconcile", SHIPPED);
      var password = start("password", List.of("-Ddw.keys.password=guessed"), "server", SHIPPED);
      var trust = start("trust", List.of("-Djavax.net.ssl.trustStore=" + SHIPPED), "server", SHIPPED);
      assertEnded("unnamed", unnamed, 78, "say which file to read");
      assertEnded("port", port, 75, "(server.adminConnectors[0].port) is taken by another process");
      assertEnded("held", held, 75, "The H2 file of database.url (SLUIS_DATABASE_URL) is open in another process");
      assertEnded("password", password, 78, "keys.password (SLUIS_KEYS_PASSWORD)");
      assertEnded("trust", trust, 78, "correct javax.net.ssl.trustStore");
      assertThat(open.isValid(1)).isTrue();
    }
  }

  private Process start(String name, List<String> options, String... words) throws IOException {
    var command = OtherJvm.command();
    command.addAll(options);
    command.addAll(List.of("-jar", Path.of("target/sluis.jar").toAbsolutePath().toString()));
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command).directory(Files.createDirectories(folder.resolve(name)).toFile())
        .redirectOutput(folder.resolve(name + ".out").toFile()).redirectError(folder.resolve(name + ".err").toFile());
    builder.environment().keySet().removeIf(variable -> variable.startsWith("SLUIS_"));
    return builder.start();
  }

  private void assertEnded(String name, Process process, int status, String words) throws Exception {
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).as(name).isTrue();
    } finally {
      process.destroyForcibly();
    }
    var err = Files.readString(folder.resolve(name + ".err"));
    assertThat(err.lines()).as(name).hasSize(2);
    assertThat(err).contains(words);
    assertThat(err + Files.readString(folder.resolve(name + ".out"))).doesNotContainPattern("(?m)^!?\\s+at ");
    assertThat(process.exitValue()).as(name).isEqualTo(status);
  }
}
