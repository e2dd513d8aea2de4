package nl.sluis.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A log says what system and database say, and nothing that people sent. */
class TracesTest {
  @ParameterizedTest
  @ValueSource(strings = {"No space left on device", "Disk quota exceeded", "Read-only file system", "Input/output error",
    "Connection refused",
    "Broken pipe", "Too many open files"})
  void theReasonOfTheSystemStays(String reason) {
    assertThat(Traces.withoutMessages(new UncheckedIOException(new IOException(reason)))).contains("java.io.IOException (" + reason + ")");
    assertThat(Traces.withoutMessages(new FileSystemException("/secret/path", null, reason)))
        .contains("FileSystemException (" + reason + ")")
        .doesNotContain("/secret/path");
    assertThat(Traces.withoutMessages(new IOException("/secret/path (" + reason + ")"))).contains("(" + reason + ")")
        .doesNotContain("/secret");
  }

  @Test
  void everyOtherMessageGoes() {
    for (var message : new String[] {"topsecret", "topsecret: No space left on device topsecret", "No space left on device, topsecret",
      "topsecretBroken pipe"}) {
      assertThat(Traces.withoutMessages(new IOException(message))).doesNotContain("topsecret", "(No space", "(Broken");
    }
    assertThat(Traces.withoutMessages(new IllegalStateException("No space left on device"))).doesNotContain("No space");
    assertThat(Traces.withoutMessages(new IOException())).startsWith("java.io.IOException\n");
    assertThat(Traces.withoutMessages(new ConnectException("Connection refused"))).contains("ConnectException (Connection refused)");
  }

  @Test
  void theStateOfTheDatabaseStays() {
    assertThat(Traces.withoutMessages(new RuntimeException("topsecret", new SQLException("topsecret", "53100"))))
        .contains("java.sql.SQLException (SQLSTATE 53100)").doesNotContain("topsecret");
    assertThat(Traces.withoutMessages(new SQLException("topsecret"))).startsWith("java.sql.SQLException\n");
  }
}
