package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import io.dropwizard.logging.common.AbstractAppenderFactory;
import io.dropwizard.logging.common.AppenderFactory;
import io.dropwizard.logging.common.DefaultLoggingFactory;
import jakarta.validation.Validator;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a variable or an option says arrives as it was said; what cannot be read is refused in a sentence. */
class ConfigurationReaderTest {
  private static final String SHIPPED = shipped();
  private static final Validator VALIDATOR = Validators.newValidator();
  private static final ObjectMapper MAPPER = ConfigurationReader.strict(Jackson.newObjectMapper());

  static List<String> textsThatYamlReadsInItsOwnWay() {
    return List.of("+3197010240000", "0123", "No", "on", "a #b", "a: b", "\"q\"", "'q'", "'", "\"", "@x", "%x", "&x", "*x", "!x", "!!int 3",
        "{x}", "[x", "- x", "? x", "~",
        "null", "true", "1e3", "0x1F", "0o17", "1_000", "12:30:45", "2026-01-01", ".inf", "${X}", "${SLUIS_MAIL_PASSWORD}", "$${X}", "${",
        "}", "a\\nb", "\\", "back\\\\slash",
        "blank behind ", " blank before", "\tx\t", "a\nb", "a, b", "a|b", ">x", "|", "`x`", "#x", ":x", "x:", "---", "...", "<<", "=",
        "Zoë, 東京 🔑", "e\u0301", "\u00a0x");
  }

  @ParameterizedTest
  @MethodSource("textsThatYamlReadsInItsOwnWay")
  void aVariableIsATextWhateverItHolds(String text) throws Exception {
    var environment = new HashMap<String, String>();
    for (var name : List.of("ORGANIZATION", "DATABASE_USER", "DATABASE_PASSWORD", "KEYS_FOLDER", "KEYS_PASSWORD", "KEYS_TOKEN_PIN",
        "MAIL_USER", "MAIL_PASSWORD",
        "TWILIO_FROM", "TWILIO_AUTH_TOKEN", "OPERATOR_KEY")) {
      environment.put("SLUIS_" + name, text);
    }
    var read = read(SHIPPED, environment, Map.of());
    assertThat(List.of(read.organization(), read.database().user(), read.keys().folder(), read.mail().user())).containsOnly(text);
    assertThat(read.sms().twilio().from()).as("blanks at its ends do not travel").isEqualTo(text.strip());
    assertThat(List.of(read.database().password(), read.keys().password(), read.keys().token().pin(), read.mail().password(),
        read.sms().twilio().authToken(),
        read.operator().key())).allSatisfy(secret -> assertThat(secret.revealText()).isEqualTo(text));
  }

  @ParameterizedTest
  @MethodSource("textsThatYamlReadsInItsOwnWay")
  void anOptionOfTheCommandLineIsATextTooAndWinsOverTheVariable(String text) throws Exception {
    var read = read(SHIPPED, Map.of("SLUIS_ORGANIZATION", "by the variable", "SLUIS_OPERATOR_KEY", "by the variable"),
        Map.of("organization", text, "operator.key", text));
    assertThat(read.organization()).isEqualTo(text);
    assertThat(read.operator().key().revealText()).isEqualTo(text);
  }

  @ParameterizedTest
  @MethodSource("textsThatYamlReadsInItsOwnWay")
  void aPlaceholderInAFileOfOnesOwnIsATextToo(String text) throws Exception {
    var file = "organization: ${TEAM}\noperator:\n  key: \"${SLUIS_OPERATOR_KEY:-}\"\nmail: {user: 'x${TEAM}y'}\n";
    var read = read(file, Map.of("TEAM", text, "SLUIS_OPERATOR_KEY", text), Map.of());
    assertThat(read.organization()).isEqualTo(text);
    assertThat(read.mail().user()).isEqualTo("x" + text + "y");
    assertThat(read.operator().key().revealText()).isEqualTo(text);
  }

  @Test
  void noLineOfTheLogIsThrownAwayUnlessTheFileSaysSo() throws Exception {
    for (var file : List.of(SHIPPED, "organization: a", "logging: {appenders: [{type: console}]}")) {
      assertThat(logging(file).getAppenders()).hasSize(1).allSatisfy(appender -> assertThat(threshold(appender)).isZero());
    }
    var own = logging("logging: {appenders: [{type: console, discardingThreshold: 7}], loggers: {nl.sluis.audit: {level: INFO, appenders: "
        + "[{type: file, currentLogFilename: a.log}]}, nl.sluis.mail: DEBUG}}");
    assertThat(threshold(own.getAppenders().get(0))).isEqualTo(7);
    assertThat(own.getLoggers().get("nl.sluis.audit").at("/appenders/0/discardingThreshold").asInt(-1)).isZero();
  }

  private static DefaultLoggingFactory logging(String file) throws Exception {
    return (DefaultLoggingFactory) read(file, Map.of(), Map.of()).getLoggingFactory();
  }

  private static int threshold(AppenderFactory<?> appender) {
    return ((AbstractAppenderFactory<?>) appender).getDiscardingThreshold();
  }

  @Test
  void theFileOfAnEarlierVersionReadsOnAndSaysTheSame() throws Exception {
    var file = """
        publicUrl: ${SLUIS_PUBLIC_URL:-http://127.0.0.1:8080}
        organization: ${SLUIS_ORGANIZATION:-Sluis}
        brand:
          logo: ${SLUIS_BRAND_LOGO:-}
          color: "${SLUIS_BRAND_COLOR:-#0B6570}"
        database:
          url: ${SLUIS_DATABASE_URL:-jdbc:h2:./data/sluis}
        keys:
          token:
            slot: ${SLUIS_KEYS_TOKEN_SLOT:-}
        mail:
          port: ${SLUIS_MAIL_PORT:-25}
        limits:
          proxies: [127.0.0.1, "${PROXY:-::1}"]
        demo: ${DEMO:-false}
        retention: ${RETENTION:-30 days}
        codes: {validFor: "${VALID:-}"}
        """;
    var read = read(file, Map.of("SLUIS_MAIL_PORT", "587"), Map.of());
    assertThat(read.publicUrl()).isEqualTo("http://127.0.0.1:8080");
    assertThat(read.brand().logo()).isNull();
    assertThat(read.brand().color()).isEqualTo("#0B6570");
    assertThat(read.database().url()).isEqualTo("jdbc:h2:./data/sluis");
    assertThat(read.keys().token().slot()).isNull();
    assertThat(read.mail().port()).isEqualTo(587);
    assertThat(read.limits().proxies()).containsExactly("127.0.0.1", "::1");
    assertThat(read.demo()).isFalse();
    assertThat(read.retention()).hasDays(30);
    assertThat(read.codes().validFor().toMinutes()).isEqualTo(10);
    assertThat(read(file, Map.of("SLUIS_ORGANIZATION", "a: b", "RETENTION", "7 days"), Map.of()).retention()).hasDays(7);
  }

  @Test
  void aVariableThatAPlaceholderNamesIsReadAndNotUnknown() throws Exception {
    assertThat(read("organization: $${A} ${SLUIS_MINE} $5", Map.of("SLUIS_MINE", "b"), Map.of()).organization()).isEqualTo("${A} b $5");
  }

  @Test
  void aVariableWinsOverTheFileAndAnEmptyOneDoesNot() throws Exception {
    assertThat(read("organization: a", Map.of("SLUIS_ORGANIZATION", "b"), Map.of()).organization()).isEqualTo("b");
    assertThat(read("organization: a", Map.of("SLUIS_ORGANIZATION", ""), Map.of()).organization()).isEqualTo("a");
    assertThat(read("organization: ${X:-a}", Map.of("X", ""), Map.of()).organization()).isEqualTo("a");
    assertThat(read("organization: ${X:-}", Map.of(), Map.of()).organization()).as("as if it did not stand there").isEqualTo("Sluis");
  }

  @ParameterizedTest
  @ValueSource(strings = {"organization: ${TEAM}", "organization: x${}", "organization: ${1X}", "organization: ${A:-${B}}",
    "organization: 'x${'",
    "limits: {proxies: ['${A B}']}"})
  void aPlaceholderThatNamesNoVariableOrOneThatIsNotSetIsRefused(String file) {
    assertThat(refusal(file, Map.of("A", "topsecret"), Map.of())).containsAnyOf("organization", "limits.proxies.0")
        .containsAnyOf("names no variable", "TEAM, which is not set")
        .doesNotContain("topsecret");
  }

  @Test
  void everyFaultIsToldAtOnceAndNoneWithItsValue() {
    var told = refusal(SHIPPED,
        Map.of("SLUIS_ORGANISATION", "topsecret", "SLUIS_MAIL_PORT", "topsecret", "SLUIS_PUBLIC_URL", "https://topsecret.example/",
            "SLUIS_OPERATOR_KEY", "topsecret", "SLUIS_DATABASE_URL", "jdbc:postgresql://h/x?password=topsecret"),
        Map.of());
    assertThat(told).contains("SLUIS_ORGANISATION", "SLUIS_MAIL_PORT", "publicUrl", "SLUIS_OPERATOR_KEY", "sslmode=verify-full")
        .doesNotContain("topsecret");
    assertThat(told.lines()).hasSize(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"operator:\n  key: topsecret: x", "operator: {key: [topsecret}", "operator:\n  key: @topsecret",
    "operator:\n\tkey: topsecret", "key: %topsecret",
    "operator:\n  key: \"topsecret"})
  void aFileThatIsNotYamlIsRefusedByLineAndColumnWithoutRepeatingTheLine(String file) {
    assertThat(refusal(file, Map.of(), Map.of())).contains("config.yml is not YAML at line", "column", "quotes")
        .doesNotContain("topsecret");
  }

  @Test
  void aPlaceholdersVariableThatIsNotUtf8IsRefused() {
    assertThat(refusal("organization: Team ${TEAM}", Map.of("TEAM", "caf\uFFFD"), Map.of())).contains("organization", "TEAM", "UTF-8")
        .doesNotContain("caf");
  }

  @Test
  void whatTheFileHasInAWrongTypeIsRefusedInASentence() {
    assertThat(refusal("mail: {port: many}", Map.of(), Map.of())).contains("mail.port", "expected: Integer");
    assertThat(refusal("organisation: x", Map.of(), Map.of())).contains("organisation", "organization");
    assertThat(refusal("operator: {key: {a: topsecret}}", Map.of(), Map.of())).contains("operator.key").doesNotContain("topsecret");
    assertThat(refusal("operator: topsecret", Map.of(), Map.of())).contains("operator").doesNotContain("topsecret");
    assertThat(refusal("mail: {port: 25}", Map.of(), Map.of("mail.port.x", "topsecret"))).contains("-Ddw", "mail.port.x")
        .doesNotContain("topsecret");
    assertThat(refusal("", Map.of(), Map.of())).contains("empty");
  }

  private static String refusal(String file, Map<String, String> environment, Map<String, String> options) {
    var refused = new String[1];
    assertThatThrownBy(() -> read(file, environment, options)).isInstanceOf(StartRefusedException.class)
        .satisfies(thrown -> refused[0] = thrown.getMessage()).hasNoCause();
    return refused[0];
  }

  /** Options are properties of the whole process. */
  private static synchronized SluisConfiguration read(String file, Map<String, String> environment, Map<String, String> options)
      throws Exception {
    options.forEach((name, value) -> System.setProperty("dwread." + name, value));
    try {
      return new ConfigurationReader(VALIDATOR, MAPPER, "dwread", environment)
          .build(path -> new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)), "config.yml");
    } finally {
      options.keySet().forEach(name -> System.clearProperty("dwread." + name));
    }
  }

  private static String shipped() {
    try {
      return Files.readString(Path.of("config.yml"));
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }
}
