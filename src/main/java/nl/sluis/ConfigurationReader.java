package nl.sluis;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.configuration.ConfigurationSourceProvider;
import io.dropwizard.configuration.YamlConfigurationFactory;
import io.dropwizard.logging.common.AbstractAppenderFactory;
import io.dropwizard.logging.common.DefaultLoggingFactory;
import jakarta.validation.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code config.yml}, then sets the variables, then the {@code -Ddw.…} options: what comes later wins. What cannot be read is told in
 * sentences, without a trace and without values, because a value may be a secret.
 */
final class ConfigurationReader extends YamlConfigurationFactory<SluisConfiguration> {
  private final Map<String, String> environment;

  ConfigurationReader(Validator validator, ObjectMapper mapper, String prefix, Map<String, String> environment) {
    super(SluisConfiguration.class, validator, mapper, prefix);
    this.environment = environment;
  }

  @Override
  public SluisConfiguration build(ConfigurationSourceProvider provider, String path) throws IOException, ConfigurationException {
    try {
      return super.build(provider, path);
    } catch (ConfigurationException e) {
      throw new StartRefusedException(e.getCause() instanceof JsonParseException malformed
          ? List.of(wordsOf(malformed, path))
          : e.getErrors().stream().map(ConfigurationReader::inOneLine).toList());
    } catch (IOException e) {
      // Without its words, which are the system's and sometimes quote the file.
      throw new StartRefusedException(List.of(path + " cannot be read: " + whyNot(Path.of(path))));
    }
  }

  /** Nobody means to start by defaults alone, and a forgotten name would. */
  @Override
  public SluisConfiguration build() {
    throw new StartRefusedException(
        List.of("No configuration is named: say which file to read, as in java -jar sluis.jar server config.yml"));
  }

  private static String inOneLine(String fault) {
    return fault.replaceFirst("(?s)^(Failed to parse configuration at: [^;]*);.*", "$1: what stands there does not fit")
        .replaceAll("\\s+", " ").strip();
  }

  private static String whyNot(Path file) {
    if (!Files.exists(file)) {
      return "it is not there; a relative path starts at the working directory";
    }
    if (!Files.isRegularFile(file)) {
      return "it is no file";
    }
    return Files.isReadable(file) ? "it is not text in UTF-8, or its disk fails" : "this user may not read it";
  }

  /** @return one to read by, which refuses fields that nobody knows */
  static ObjectMapper strict(ObjectMapper mapper) {
    return mapper.copy().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  }

  /** Without YAML's own words, which repeat the line. */
  private static String wordsOf(JsonParseException malformed, String path) {
    return path + " is not YAML at line " + malformed.getLocation().getLineNr() + ", column " + malformed.getLocation().getColumnNr()
        + ": see to the indentation, and put values with signs such as : # @ % & * ! [ { in quotes";
  }

  @Override
  protected SluisConfiguration build(JsonNode tree, String path) throws IOException, ConfigurationException {
    var faults = tree instanceof ObjectNode object ? prepare(object) : List.<String>of();
    var configuration = overridden(tree, path);
    if (!faults.isEmpty()) {
      var all = new ArrayList<>(faults);
      all.addAll(StartRules.faults(configuration));
      throw new StartRefusedException(all);
    }
    return configuration;
  }

  /**
   * By default Logback throws lines of INFO away while more than 205 of 256 wait, and audit lines are such: a post of five hundred writes as many.
   * Who wants that must say so.
   */
  private static void keepAllLines(DefaultLoggingFactory logging) {
    for (var appender : logging.getAppenders()) {
      if (appender instanceof AbstractAppenderFactory<?> one && one.getDiscardingThreshold() < 0) {
        one.setDiscardingThreshold(0);
      }
    }
    for (var logger : logging.getLoggers().values()) {
      for (var appender : logger.path("appenders")) {
        if (appender instanceof ObjectNode one) {
          one.putIfAbsent("discardingThreshold", IntNode.valueOf(0));
        }
      }
    }
  }

  private List<String> prepare(ObjectNode tree) {
    var placeholders = new Placeholders(environment);
    var faults = new ArrayList<>(placeholders.fillIn(tree));
    faults.addAll(new Variables(environment).setInto(tree, placeholders.names()));
    return faults;
  }

  private SluisConfiguration overridden(JsonNode tree, String path) throws IOException, ConfigurationException {
    try {
      var configuration = super.build(tree, path);
      if (configuration.getLoggingFactory() instanceof DefaultLoggingFactory logging) {
        keepAllLines(logging);
      }
      return configuration;
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new StartRefusedException(List.of("An option -Ddw.… leads nowhere. " + e.getMessage()));
    }
  }
}
