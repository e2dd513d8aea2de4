package nl.sluis.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import nl.sluis.testing.OtherJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLockedTest {
  private static final Duration AT_ONCE = Duration.ofMillis(50);

  @TempDir Path folder;

  @Test
  void oneAtATimeHoldsIt() {
    var path = folder.resolve("lock");
    var lock = FileLocked.exclusive(path, AT_ONCE);
    try (lock) {
      assertThat(FileLocked.attemptExclusive(path)).isEmpty();
      assertThatThrownBy(() -> FileLocked.shared(path, AT_ONCE))
          .isInstanceOf(FileException.class).hasMessageContaining(path.toString());
    }
    FileLocked.attemptExclusive(path).orElseThrow().close();
  }

  /** Linux would let go of it when another thread that was refused closes the file. */
  @Test
  void aThreadThatIsRefusedDoesNotReleaseItForOtherProcesses() throws Exception {
    var path = folder.resolve("lock");
    var lock = FileLocked.exclusive(path, AT_ONCE);
    try (lock) {
      assertThat(FileLocked.attemptExclusive(path)).isEmpty();
      try (var other = anotherProcess(path)) {
        assertThat(other.answer()).isEqualTo("refused");
      }
    }
    try (var other = anotherProcess(path)) {
      assertThat(other.answer()).isEqualTo("held");
    }
  }

  @Test
  void aProcessThatIsKilledLetsItGo() throws Exception {
    var path = folder.resolve("lock");
    try (var other = anotherProcess(path)) {
      assertThat(other.answer()).isEqualTo("held");
      assertThat(FileLocked.attemptExclusive(path)).isEmpty();
    }
    FileLocked.exclusive(path, Duration.ofSeconds(5)).close();
  }

  private static OtherProcess anotherProcess(Path path) throws IOException {
    var classes = System.getProperty("java.class.path");
    return new OtherProcess(new ProcessBuilder(OtherJvm.command("-cp", classes, Holder.class.getName(), path.toString()))
        .redirectErrorStream(true).start());
  }

  /** Closed as kill -9 does. */
  private record OtherProcess(Process process) implements AutoCloseable {
    String answer() throws IOException {
      return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    @Override
    public void close() {
      process.destroyForcibly().onExit().join();
    }
  }

  /** Holds the lock until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws InterruptedException {
      var lock = FileLocked.attemptExclusive(Path.of(arguments[0]));
      System.out.println(lock.isPresent() ? "held" : "refused");
      Thread.sleep(60_000);
    }
  }
}
