package nl.sluis.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

/** The artifact that a scheduling system takes in: four packages of ours, and nothing beneath them but the JDK. */
class ClientJarIT {
  private static final String JAR = "target/sluis-client.jar";

  @Test
  void dependsOnTheJdkAndItsHttpClientAlone() {
    var said = new StringWriter();
    var code = ToolProvider.findFirst("jdeps").orElseThrow()
        .run(new PrintWriter(said, true), new PrintWriter(said, true), "--print-module-deps", "--multi-release", "base", JAR);
    assertThat(code).as(said.toString()).isZero();
    assertThat(said.toString().strip()).isEqualTo("java.base,java.net.http");
  }

  @Test
  void holdsTheClientTheEnvelopeAndTheRulesAndNothingElse() throws IOException {
    try (var jar = new JarFile(JAR)) {
      assertThat(jar.stream().filter(entry -> !entry.isDirectory()).map(entry -> entry.getName().replaceAll("[^/]*$", "")).distinct())
          .containsExactlyInAnyOrder("nl/sluis/client/", "nl/sluis/envelope/", "nl/sluis/host/", "nl/sluis/rules/", "META-INF/",
              "META-INF/maven/nl.sluis/sluis/");
      assertThat(jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name")).isEqualTo("nl.sluis.client");
      assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class")).isNull();
    }
  }
}
