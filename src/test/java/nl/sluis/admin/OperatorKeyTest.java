package nl.sluis.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import nl.sluis.files.FileException;
import nl.sluis.secret.Secret;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator key's file gets the care that the keyring's password gets. */
class OperatorKeyTest {
  private static final int TOGETHER = 8;
  @TempDir Path temp;
  private Path file;

  @BeforeEach
  void name() {
    file = temp.resolve("secrets").resolve("operator-key");
  }

  @Test
  void theFirstStartDrawsOneForItsOwnerOnlyAndTheNextFindsIt() throws IOException {
    var drawn = find();

    assertThat(Files.readString(file)).isEqualTo(drawn).matches("[A-Za-z0-9_-]{43}");
    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(mode(file.getParent())).isEqualTo("rwx------");
    assertThat(find()).isEqualTo(drawn);
  }

  @Test
  void aGivenOneIsNotWrittenAnywhere() {
    var given = OperatorKey.find(new OperatorConfiguration(Secret.of("given"), file.toString(), null), new SecureRandom());
    assertThat(given.revealText()).isEqualTo("given");
    assertThat(file).doesNotExist();
  }

  @Test
  void oneThatCouldBeGuessedOrDoesNotFitIntoAHeaderIsAFault() throws IOException {
    assertThat(faults("x")).singleElement().asString().contains("SLUIS_OPERATOR_KEY", "could be guessed");
    for (var wrong : List.of(" operator-key-of-a-test", "operator-key-of-a-test ", "operator-key-of-é-test", "operator-key\nof-a-test",
        "operator-key\tof-a-test")) {
      assertThat(faults(wrong)).singleElement().asString().contains("SLUIS_OPERATOR_KEY", "visible ASCII").doesNotContain("of-");
    }
    assertThat(faults("%@&*!{x}[x - ? ~ a #b: 'q' \"q\" ${X} \\n\n")).isEmpty();
    assertThat(faults(null)).as("it is drawn").isEmpty();

    Files.createDirectories(file.getParent());
    Files.writeString(file, "x\n");
    assertThat(faults(null)).singleElement().asString().contains(file.toString(), "operator.keyFile", "could be guessed");
    Files.writeString(file, "operator-key-of-é-test");
    assertThat(faults(null)).singleElement().asString().contains(file.toString(), "visible ASCII").doesNotContain("of-");
    assertRefused("visible ASCII");
    Files.write(file, new byte[] {'x', (byte) 0xE9});
    assertThat(faults(null)).singleElement().asString().contains(file.toString(), "UTF-8");
    Files.writeString(file, "\uFEFFoperator-key-of-a-test\r\n");
    assertThat(find()).isEqualTo("operator-key-of-a-test");
  }

  private List<String> faults(String key) {
    return new OperatorConfiguration(Secret.of(key), file.toString(), null).faults();
  }

  @Test
  void gatewaysThatStartTogetherAgree() throws Exception {
    var threads = Executors.newFixedThreadPool(TOGETHER);
    Callable<String> start = this::find;
    var found = new HashSet<String>();
    for (var key : threads.invokeAll(Collections.nCopies(TOGETHER, start))) {
      found.add(key.get());
    }
    threads.shutdown();
    assertThat(found).containsExactly(Files.readString(file));
  }

  @Test
  void anEmptyFileIsRefusedForItWouldLetNobodyIn() throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "\n");
    assertRefused("is empty", "SLUIS_OPERATOR_KEY");
  }

  @Test
  void whatOthersCouldWriteIsRefusedAndWhatTheyCouldReadTightened() throws IOException {
    var drawn = find();
    for (var others : List.of("rw--w----", "rw-----w-")) {
      chmod(others);
      assertRefused("chmod go-rwx");
      assertThat(mode(file)).as("left as evidence").isEqualTo(others);
    }
    chmod("rw-r--r--");
    assertThat(find()).isEqualTo(drawn);
    assertThat(mode(file)).isEqualTo("rw-------");
  }

  @Test
  void aFolderThatIsAFileIsRefusedInWords() throws IOException {
    Files.writeString(file.getParent(), "");
    assertRefused("write in its folder");
  }

  private String find() {
    return OperatorKey.find(new OperatorConfiguration(null, file.toString(), null), new SecureRandom()).revealText();
  }

  private void assertRefused(String... words) {
    assertThatThrownBy(this::find).isInstanceOf(FileException.class).hasMessageContaining(file.toString())
        .hasMessageContainingAll(words);
  }

  private void chmod(String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
