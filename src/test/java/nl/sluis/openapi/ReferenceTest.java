package nl.sluis.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/reference.md is what is made of {@code openapi.yaml}. {@code mvn test -Dtest=ReferenceTest -Dsluis.reference=write} writes it. */
class ReferenceTest {
  private static final Path FILE = Path.of("docs/reference.md");

  @Test
  void theReferenceIsUpToDate() throws IOException {
    var made = Reference.of(Description.ours());
    if ("write".equals(System.getProperty("sluis.reference"))) {
      Files.writeString(FILE, made);
    }
    assertThat(Files.readString(FILE)).as("write it by: mvn test -Dtest=ReferenceTest -Dsluis.reference=write").isEqualTo(made);
  }
}
