package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import nl.sluis.testing.CapturedLog;
import nl.sluis.testing.Http;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.OtherJvm;
import nl.sluis.testing.Ports;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway on a disk of its own, which is nearly full, then full, and then has room again. */
@Tag("slow")
class FullDiskTest {
  @TempDir private Path disk;

  @Test
  void aDiskThatFillsIsRecognizedBeforeItIsFullWhenItIsAndWhenItIsMended() throws Exception {
    assumeThat(unshare("true")).as("this machine lets us mount for ourselves").isZero();
    var java = String.join(" ",
        OtherJvm.command("-Djava.io.tmpdir='" + disk + "'", "-Dsluis.ports='" + Ports.folder() + "'", "-cp",
            "'" + System.getProperty("java.class.path") + "' "));
    assertThat(
        unshare(String.format(Locale.ROOT, "mount -t tmpfs -o size=1g none '%1$s' && ", disk) + java + "'" + OnItsDisk.class.getName()
            + "' '" + disk + "'"))
        .isZero();
  }

  private static int unshare(String command) throws IOException, InterruptedException {
    var process = new ProcessBuilder("unshare", "-Urm", "sh", "-c", command).inheritIO().start();
    return process.waitFor(300, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  /** In a process whose folder for files is the disk. */
  static final class OnItsDisk {
    private static LocalSluis sluis;

    private OnItsDisk() {}

    public static void main(String[] arguments) {
      var status = 1;
      try {
        fills(Path.of(arguments[0]));
        status = 0;
      } catch (Exception | AssertionError e) {
        System.out.println("FullDiskTest: " + e);
      }
      System.exit(status);
    }

    private static void fills(Path disk) throws Exception {
      sluis = LocalSluis.started();
      sluis.clientKey();
      assertThat(check("disk").path("healthy").asBoolean()).isTrue();
      remount(disk, "64m");
      assertThat(check("disk").path("message").asText()).contains(sluis.folder.resolve("data").toString(), "(database.url)",
          "(keys.folder)",
          "MiB left, which is less than 256");
      assertThat(sluis.post(Meetings.request()).status()).isEqualTo(201);

      try (var log = new CapturedLog()) {
        fill(disk.resolve("filler"));
        await().atMost(Duration.ofSeconds(120)).until(() -> sluis.post(Meetings.request()).status() == 503);
        await().atMost(Duration.ofSeconds(60)).until(() -> check("database").path("message").asText().matches(
            "(?s).*(H2 has closed its file, because the disk was full|The disk under the H2 file).*"));
        assertThat(Http.send("GET", sluis.settings.adminUrl() + "/ready", null).http().body()).contains("unhealthy: database");
        // Whatever breaks a start then: nobody is told to put a backup back.
        var stuck = Refusal.of(new FlywayException("stuck"), sluis.configuration());
        assertThat(stuck.status()).isEqualTo(Refusal.PASSES);
        assertThat(stuck.faults()).singleElement().asString().contains("is full: make room", "(database.url)");
        assertThat(Http.send("GET", sluis.settings.adminUrl() + "/live", null).status()).isEqualTo(200);
        assertThat(log.text()).contains("the database is away: JdbcSQL");
      }

      Files.delete(disk.resolve("filler"));
      remount(disk, "1g");
      await().atMost(Duration.ofSeconds(60)).until(() -> check("disk").path("healthy").asBoolean());
      stops();
      // In this process the former H2 may still be closing its file.
      await().atMost(Duration.ofSeconds(60)).until(OnItsDisk::starts);
      assertThat(check("database").path("healthy").asBoolean()).isTrue();
      assertThat(sluis.post(Meetings.request()).status()).isEqualTo(201);
      sluis.close();
    }

    /** As a process ends, whatever of it does not: H2 cannot close its file in order any more. */
    private static void stops() {
      try {
        sluis.stop();
      } catch (AssertionError e) {
        assertThat(e).hasMessage("the gateway did not stop");
      }
    }

    private static boolean starts() {
      try {
        sluis.start();
        return true;
      } catch (AssertionError e) {
        return false;
      }
    }

    private static void fill(Path file) throws IOException {
      try (var out = Files.newOutputStream(file)) {
        var block = new byte[4096];
        while (true) {
          out.write(block);
        }
      } catch (IOException full) {
        assertThat(full).hasMessageContaining("No space left on device");
      }
    }

    private static void remount(Path disk, String size) throws IOException, InterruptedException {
      assertThat(new ProcessBuilder("mount", "-o", "remount,size=" + size, disk.toString()).inheritIO().start().waitFor()).isZero();
    }

    private static JsonNode check(String name) {
      return Http.send("GET", sluis.settings.adminUrl() + "/healthcheck", null).json().path(name);
    }
  }
}
