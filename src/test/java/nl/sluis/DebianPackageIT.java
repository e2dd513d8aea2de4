package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's package, as an operator meets it. What happens is in src/test/deb; it needs root, or sudo without a password. */
class DebianPackageIT {
  private static final Path DEB = Path.of("target/sluis.deb");
  private static final int NO_SUCH_MACHINE = 77;
  @TempDir private Path folder;

  @BeforeAll
  static void isBuilt() throws IOException {
    assumeThat(DEB).as("the package is built: mvn -Pdeb verify").exists();
    assumeThat(Files.getLastModifiedTime(DEB)).as("the package is of this jar: mvn -Pdeb verify")
        .isGreaterThanOrEqualTo(Files.getLastModifiedTime(Path.of("target/sluis.jar")));
  }

  @Test
  void itIsInstalledStartedUpgradedRemovedAndPurgedAndNothingIsLost() throws Exception {
    var command = new ArrayList<String>();
    if (!"root".equals(System.getProperty("user.name"))) {
      assumeThat(run(List.of("sudo", "-n", "true"))).as("this user is root, or sudo asks for no password").isZero();
      command.addAll(List.of("sudo", "-n"));
    }
    command.addAll(List.of("src/test/deb/life", DEB.toString(), Path.of(System.getProperty("java.home"), "bin").toString()));
    var status = run(command);
    assumeThat(status).as(said()).isNotEqualTo(NO_SUCH_MACHINE);
    assertThat(status).as(said()).isZero();
    assertThat(said()).contains("== the end");
  }

  @Test
  void lintianFindsNoError() throws Exception {
    assumeThat(run(List.of("lintian", "--version"))).as("lintian is on this machine (Debian: apt install lintian)").isZero();
    run(List.of("lintian", "--allow-root", DEB.toString()));
    assertThat(said().lines().filter(line -> line.startsWith("E:"))).isEmpty();
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("said"));
  }

  /** @return its status; 127 if it is not there */
  private int run(List<String> command) throws InterruptedException {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile()).start();
      try {
        assertThat(process.waitFor(8, TimeUnit.MINUTES)).as(command.toString()).isTrue();
        return process.exitValue();
      } finally {
        process.destroy();
      }
    } catch (IOException e) {
      return 127;
    }
  }
}
