package nl.sluis.testing;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * SoftHSM: PKCS#11 tokens that are folders of files. Its module reads the tokens when a process first loads it, so they are made before,
 * and by one class of tests only.
 */
public final class SoftHsm {
  public static final String PIN = "token-pin-of-the-tests";
  private static final List<String> PLACES = List.of("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
      "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm2.so",
      "/opt/homebrew/lib/softhsm/libsofthsm2.so", "/usr/local/lib/softhsm/libsofthsm2.so");
  private final Path library;
  private final Path tokens;

  private SoftHsm(Path library, Path tokens) {
    this.library = library;
    this.tokens = tokens;
  }

  /** Without a token yet. Where the machine has no SoftHSM the test is skipped, with this word. */
  public static SoftHsm empty() {
    var library = PLACES.stream().map(Path::of).filter(Files::exists).findFirst();
    assumeThat(library).as("SoftHSM is on this machine (Debian: apt install softhsm2)").isPresent();
    var configuration = System.getenv("SOFTHSM2_CONF");
    assumeThat(configuration).as("SOFTHSM2_CONF, which Maven sets for the tests").isNotNull();
    var tokens = Path.of(configuration).resolveSibling("tokens");
    try {
      if (Files.exists(tokens)) {
        try (var former = Files.walk(tokens)) {
          for (var path : former.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
          }
        }
      }
      Files.createDirectories(tokens);
      Files.writeString(Path.of(configuration), "directories.tokendir = " + tokens + "\nlog.level = ERROR\n");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return new SoftHsm(library.get(), tokens);
  }

  public Path library() {
    return library;
  }

  /** Makes a token, with {@link #PIN}. */
  public Token token() {
    var before = folders();
    var said = run("softhsm2-util", "--init-token", "--free", "--label", "token-" + before.size(), "--pin", PIN, "--so-pin", "so-" + PIN);
    var added = new ArrayList<>(folders());
    added.removeAll(before);
    return new Token(Long.parseLong(said.strip().replaceAll("(?s).*slot (\\d+)$", "$1")), added.get(0));
  }

  private List<Path> folders() {
    try (Stream<Path> found = Files.list(tokens)) {
      return found.toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String run(String... command) {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(said);
      }
      return said;
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** @param folder where its keys are, for who takes it away */
  public record Token(long slot, Path folder) {}
}
