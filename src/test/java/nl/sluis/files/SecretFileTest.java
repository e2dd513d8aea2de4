package nl.sluis.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import nl.sluis.keys.KeysConfiguration;
import nl.sluis.keys.TokenConfiguration;
import nl.sluis.secret.Secret;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file holds its secret however an editor or a tool wrote it. */
class SecretFileTest {
  private static final String SECRET = " +31 No: a #b \"q\" ${X} \\n Zoë 東京 🔑 ";
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("secret");
  }

  @Test
  void lineEndsAndAMarkOfUtf8DoNotBelongToItAndBlanksDo() throws IOException {
    for (var before : List.of("", "\uFEFF")) {
      for (var behind : List.of("", "\n", "\r\n", "\r", "\n\n", "\r\n\r\n")) {
        Files.writeString(file, before + SECRET + behind);
        assertThat(read()).isEqualTo(SECRET);
      }
    }
    Files.writeString(file, "first line\nsecond line\n");
    assertThat(read()).isEqualTo("first line\nsecond line");
  }

  @Test
  void whatIsNoTextOrTooLongIsRefusedInWords() throws IOException {
    for (var charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.ISO_8859_1)) {
      // Little-endian UTF-16 has its mark.
      Files.write(file, ("\uFEFF" + "caf\u00e9 topsecret").substring(charset.equals(StandardCharsets.UTF_16LE) ? 0 : 1).getBytes(charset));
      assertThatThrownBy(this::read).isInstanceOf(FileException.class).hasMessageContaining("is not text in UTF-8")
          .hasMessageContaining(file.toString())
          .hasMessageNotContaining("topsecret").hasNoCause();
    }
    Files.writeString(file, "a".repeat(4_097));
    assertThatThrownBy(this::read).isInstanceOf(FileException.class).hasMessageContaining("hardly a secret");
    Files.writeString(file, "\uFEFF\r\n");
    assertThatThrownBy(this::read).isInstanceOf(FileException.class).hasMessageContaining("is empty");
  }

  @Test
  void aPasswordThatCouldBeGuessedIsAFaultWhetherItIsGivenOrInAFile() throws IOException {
    Files.writeString(file, "x\n");
    assertThat(faults(null, file)).singleElement().asString().contains(file.toString(), "keys.passwordFile", "could be guessed",
        "change-keyring-password");
    assertThat(faults("x", file)).singleElement().asString().contains("SLUIS_KEYS_PASSWORD", "could be guessed");
    assertThat(faults("a password of a test", file)).isEmpty();
    Files.writeString(file, "a password of a test\n");
    assertThat(faults(null, file)).isEmpty();
    assertThat(faults(null, folder.resolve("absent"))).as("it is drawn").isEmpty();
    assertThat(faults(null, folder)).as("who reads it says that it is a folder").isEmpty();
  }

  @Test
  void aTokensPinMayBeAsShortAsTheTokenTakesIt() {
    var token = new TokenConfiguration("/usr/lib/module.so", null, null, Secret.of("1234"), null);
    assertThat(new KeysConfiguration(null, null, null, token, null).faults()).isEmpty();
  }

  private String read() throws IOException {
    return SecretFile.read(file, "the secret", "SLUIS_X").revealText();
  }

  private static List<String> faults(@Nullable String password, Path passwordFile) {
    return new KeysConfiguration(null, Secret.of(password), passwordFile.toString(), null, null).faults();
  }
}
