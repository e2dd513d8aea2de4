package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The files of package and container agree with the gateway and with each other; whether they work is in DebianPackageIT. */
class PackageFilesTest {
  private static final Path DEB = Path.of("src/deb");
  private static final Path CONTAINER = Path.of("src/container");

  @Test
  void everyVariableThatTheyNameIsRead() throws IOException {
    for (var file : List.of("src/deb/sluis.env", "src/container/compose.yml")) {
      var named = Pattern.compile("SLUIS_[A-Z_]+").matcher(Files.readString(Path.of(file))).results().map(found -> found.group()).toList();
      assertThat(named).as(file).isNotEmpty().allSatisfy(name -> assertThat(Variables.table()).containsKey(name));
    }
  }

  @Test
  void noSecretIsGivenByValue() throws IOException {
    for (var file : List.of("src/deb/sluis.env", "src/container/compose.yml")) {
      assertThat(Files.readString(Path.of(file))).as(file).doesNotContainPattern("(PASSWORD|TOKEN|PIN|OPERATOR_KEY)\\b *[=:]");
    }
  }

  /** Both units run as the same user and see the same of the machine. */
  @Test
  void theBackupIsClosedInAsTheGatewayIs() throws IOException {
    var backup = Files.readAllLines(DEB.resolve("sluis-backup.service"));
    var closing = Files.readAllLines(DEB.resolve("sluis.service")).stream()
        .filter(line -> line
            .matches("(Protect|Private|Restrict(?!ed)|Lock|System|NoNew|Capability|Ambient|Keyring|UMask|LimitCORE|User|Group|Working).*")
            && !line.startsWith("RestartPrevent"))
        .toList();
    assertThat(closing).hasSizeGreaterThan(25);
    assertThat(backup).containsAll(closing);
  }

  @Test
  void everyContainerIsClosedInAndSaysHowItIs() throws IOException {
    var compose = new YAMLMapper().readTree(Files.readString(CONTAINER.resolve("compose.yml")));
    assertThat(compose.path("services").size()).isEqualTo(3);
    assertThat(compose.at("/x-closed/read_only").asBoolean()).isTrue();
    assertThat(compose.at("/x-closed/cap_drop").toString()).isEqualTo("[\"ALL\"]");
    assertThat(compose.at("/x-closed/security_opt").toString()).isEqualTo("[\"no-new-privileges:true\"]");
    for (var service : compose.path("services")) {
      assertThat(service.path("<<").asText()).isEqualTo("closed");
      assertThat(service.path("user").asText()).matches("[1-9][0-9]+:[1-9][0-9]+");
      assertThat(service.has("cap_add")).isFalse();
      for (var volume : service.path("volumes")) {
        var from = volume.asText().replaceFirst(":.*", "");
        assertThat(from.startsWith(".") && !from.equals("./certificate")
            ? Files.exists(CONTAINER.resolve(from))
            : compose.path("volumes").has(from) || from.equals("./certificate")).as(from).isTrue();
      }
      for (var secret : service.path("secrets")) {
        assertThat(compose.path("secrets").has(secret.asText())).as(secret.asText()).isTrue();
      }
    }
    assertThat(compose.at("/services/database/healthcheck").isObject()).isTrue();
    assertThat(Files.readString(CONTAINER.resolve("Containerfile"))).contains("\nUSER 10001:10001\n", "\nHEALTHCHECK ");
    assertThat(compose.at("/services/gateway/user").asText()).isEqualTo("10001:10001");
  }
}
