package nl.sluis.audit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.logging.common.layout.DiscoverableLayoutFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TimeZone;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The layout that operations.md shows makes an object of each line. */
class JsonLogTest {
  @Test
  void theLayoutInTheDocumentsHasMessageRequestAndOperator() throws IOException {
    var shown = Pattern.compile("(?s)```yaml\n(logging:.*?)```").matcher(Files.readString(Path.of("docs/operations.md")));
    assertThat(shown.find()).isTrue();
    var layout = new YAMLMapper().readTree(shown.group(1)).at("/logging/appenders/0/layout");
    var written = Jackson.newObjectMapper().readTree(line(layout));
    assertThat(written.path("message").asText()).isEqualTo("outbox-flushed by-operator mails=0 operator=anna");
    assertThat(written.path("level").asText()).isEqualTo("INFO");
    assertThat(written.path("logger").asText()).isEqualTo("nl.sluis.audit");
    assertThat(written.path("timestamp").asText()).startsWith("2026-11-24T10:00:00");
    assertThat(written.path("request").asText()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(written.path("operator").asText()).isEqualTo("anna");
  }

  private static String line(JsonNode layout) throws IOException {
    DiscoverableLayoutFactory<ILoggingEvent> factory = Jackson.newObjectMapper().readValue(layout.traverse(Jackson.newObjectMapper()),
        new TypeReference<>() {});
    var built = factory.build((LoggerContext) LoggerFactory.getILoggerFactory(), TimeZone.getTimeZone("UTC"));
    built.start();
    var logger = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("nl.sluis.audit");
    var event = new LoggingEvent("x", logger, Level.INFO, "outbox-flushed by-operator mails=0 operator=anna", null, null);
    event.setInstant(Instant.parse("2026-11-24T10:00:00Z"));
    event.setThreadName("dw-admin-1");
    event.setMDCPropertyMap(Map.of("request", "0af7651916cd43dd8448eb211c80319c", "operator", "anna"));
    var line = built.doLayout(event);
    assertThat(line).endsWith("\n");
    assertThat(line.strip()).doesNotContain("\n");
    return line;
  }
}
