package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** There is one table of variables, and operations.md, config.yml and scripts say what it says. */
class VariablesTest {
  private static final Pattern NAME = Pattern.compile("SLUIS_[A-Z0-9_]+");
  private static final Pattern ROW = Pattern.compile("(?m)^\\|(.*?)\\|(.*?)\\|.*\\|$");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  @Test
  void theTableInTheDocumentsHasEveryVariableWithItsSetting() throws IOException {
    var documented = new LinkedHashMap<String, String>();
    ROW.matcher(section("### All settings")).results().forEach(row -> {
      var settings = codes(row.group(1));
      var variables = codes(row.group(2));
      if (!variables.isEmpty()) {
        assertThat(variables).as(row.group()).hasSameSizeAs(settings);
        for (var i = 0; i < variables.size(); i++) {
          documented.put(variables.get(i), settings.get(i));
        }
      }
    });
    assertThat(documented).containsExactlyEntriesOf(Variables.table());
  }

  @Test
  void theShippedConfigurationNamesEachVariableBesideItsSetting() throws IOException {
    var file = Files.readString(Path.of("config.yml"));
    var tree = new YAMLMapper().readTree(file);
    var named = NAME.matcher(file).results().map(found -> found.group()).toList();
    assertThat(named).containsExactlyElementsOf(Variables.table().keySet());
    Variables.table().forEach((name, setting) -> {
      assertThat(tree.at("/" + setting.replace('.', '/')).isMissingNode()).as(setting).isFalse();
      var key = setting.substring(setting.lastIndexOf('.') + 1);
      assertThat(file).containsPattern("(?m)^ *" + key + ":.* # " + name + "\\b");
    });
  }

  /** A start would refuse one that is neither. */
  @Test
  void whatScriptsAndTestsReadIsKnown() throws IOException {
    var read = new TreeSet<String>();
    for (var folder : List.of("bin", "src/main/java", "src/test/java/nl/sluis/testing")) {
      try (var files = Files.walk(Path.of(folder))) {
        for (var file : files.filter(Files::isRegularFile).toList()) {
          NAME.matcher(Files.readString(file)).results().map(found -> found.group()).forEach(read::add);
        }
      }
    }
    // Those of the schedulers' examples, which bin/demo prints, are no variables of ours.
    read.removeAll(List.of("SLUIS_URL", "SLUIS_CLIENT_KEY"));
    assertThat(read).contains("SLUIS_ADMIN_PORT", "SLUIS_CHROMIUM", "SLUIS_NODE")
        .allMatch(name -> Variables.table().containsKey(name) || Variables.isOfScripts(name));
  }

  @Test
  void aVariableThatNobodyReadsIsRefusedByNameAndNotByValue() {
    for (var unknown : List.of("SLUIS_ORGANISATION", "SLUIS_URL", "SLUIS_CLIENT_KEY", "SLUIS_", "SLUIS_mail_host", "SLUIS_MAIL_HOST_",
        "SLUIS_SMS_TWILIO_FROM",
        "SLUIS_RETENTION", "SLUIS_TLS_PASSWORD")) {
      for (var value : List.of("topsecret", "")) {
        assertThat(set("{}", Map.of(unknown, value)).faults).singleElement().asString().startsWith(unknown + " is set")
            .doesNotContain("topsecret");
      }
    }
    assertThat(
        set("{}", Map.of("SLUIS_B", "1", "SLUIS_A", "1", "SLUIS_CHROMIUM", "/usr/bin/chromium", "SLUISB", "1", "PATH", "/bin")).faults)
        .satisfiesExactly(fault -> assertThat(fault).startsWith("SLUIS_A "), fault -> assertThat(fault).startsWith("SLUIS_B "));
  }

  @Test
  void anEmptyOrBlankOneCountsAsNotSetAndALineEndBehindAValueDoesNotCount() {
    for (var blank : List.of("", " ", "\n", "\r\n", " \t ")) {
      assertThat(set("{organization: Sluis}", Map.of("SLUIS_ORGANIZATION", blank)).text("/organization")).isEqualTo("Sluis");
    }
    assertThat(set("{}", Map.of("SLUIS_ORGANIZATION", "Sluis \r\n\n")).text("/organization")).isEqualTo("Sluis ");
  }

  @Test
  void aSectionThatIsNotThereIsMadeAndOneThatIsNoneIsRefused() {
    for (var section : List.of("{}", "{sms: }", "{sms: {twilio: }}", "{sms: {provider: twilio}}")) {
      assertThat(set(section, Map.of("SLUIS_TWILIO_FROM", "+3197010240000")).text("/sms/twilio/from")).isEqualTo("+3197010240000");
    }
    assertThat(set("{sms: twilio}", Map.of("SLUIS_TWILIO_FROM", "x")).faults).singleElement().asString().contains("SLUIS_TWILIO_FROM",
        "no section");
  }

  @Test
  void aNumberIsANumberAndIsRefusedByTheNameOfItsVariable() {
    assertThat(set("{mail: {port: 25}}", Map.of("SLUIS_MAIL_PORT", " 587 ")).text("/mail/port")).isEqualTo("587");
    for (var wrong : List.of("1e3", "0x1F", "1_000", "+25", "-1", "25.0", "twenty", "25 587", "१२", "9".repeat(30))) {
      for (var name : List.of("SLUIS_MAIL_PORT", "SLUIS_KEYS_TOKEN_SLOT")) {
        assertThat(set("{}", Map.of(name, wrong)).faults).singleElement().asString().contains(name, "whole number").doesNotContain(wrong);
      }
    }
  }

  @Test
  void aSwitchIsTrueOrFalseAndInTheFileItIsNoText() {
    assertThat(set("{test: false}", Map.of("SLUIS_TEST", " true ")).text("/test")).isEqualTo("true");
    assertThat(set("{test: true}", Map.of()).faults).isEmpty();
    for (var wrong : List.of("yes", "1", "TRUE", "on", "true false")) {
      assertThat(set("{}", Map.of("SLUIS_TEST", wrong)).faults).singleElement().asString()
          .contains("SLUIS_TEST (test) must be true or false");
    }
  }

  @Test
  void whatYamlTookForSomethingElseInTheFileIsRefusedRatherThanSpoilt() {
    for (var unquoted : List.of("+3197010240000", "0123", "0x1F", "1_000", "1e3", "12:30:45", "true", "false", "3.14", "[a]", "{a: b}")) {
      var read = set("{sms: {twilio: {from: " + unquoted + "}}}", Map.of());
      var kept = "12:30:45".equals(unquoted) && read.text("/sms/twilio/from").equals(unquoted);
      if (!kept) {
        assertThat(read.faults).as(unquoted).singleElement().asString().contains("sms.twilio.from is a text", "in quotes",
            "SLUIS_TWILIO_FROM");
      }
    }
    assertThat(set("{operator: {key: 123456789012}}", Map.of()).faults).singleElement().asString().contains("operator.key")
        .doesNotContain("123456789012");
  }

  @Test
  void whatYamlTookForSomethingElseInAListOrAPasswordOfTheServerIsRefusedToo() {
    assertThat(set("{limits: {countries: [NL, NO]}}", Map.of()).faults).singleElement().asString().contains("limits.countries",
        "in quotes");
    assertThat(set("{limits: {countries: [\"NL\", \"NO\"], proxies: [127.0.0.1, \"::1\"]}}", Map.of()).faults).isEmpty();
    assertThat(set("{server: {applicationConnectors: [{type: https, keyStorePassword: 01234567}]}}", Map.of()).faults).singleElement()
        .asString()
        .contains("keyStorePassword", "in quotes").doesNotContain("1234567");
  }

  @Test
  void whatAVariableSetsNeedNotBeRightInTheFile() {
    var read = set("{sms: {twilio: {from: +3197010240000}}}", Map.of("SLUIS_TWILIO_FROM", "+3197010240000"));
    assertThat(read.faults).isEmpty();
    assertThat(read.text("/sms/twilio/from")).isEqualTo("+3197010240000");
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    assertThat(set("{}", Map.of("SLUIS_MAIL_PASSWORD", "caf\uFFFD")).faults).singleElement().asString()
        .contains("SLUIS_MAIL_PASSWORD", "UTF-8")
        .doesNotContain("caf");
  }

  @Test
  void aSentenceThatNamesASettingNamesItsVariableToo() {
    assertThat(VariableNames.in("mail.from must be a mail address")).isEqualTo("mail.from must be a mail address. Its variable is "
        + "SLUIS_MAIL_FROM");
    assertThat(VariableNames.in("mail.user and mail.password go together")).endsWith(". Their variables are SLUIS_MAIL_USER, "
        + "SLUIS_MAIL_PASSWORD");
    assertThat(VariableNames.in("locale must be one of [nl]")).endsWith("SLUIS_LOCALE");
    for (var other : List.of("a test gateway", "brand.logos", "x.mail.from", "retention must be", "mail.from (SLUIS_MAIL_FROM) must")) {
      assertThat(VariableNames.in(other)).isEqualTo(other);
    }
  }

  private record Set(ObjectNode tree, List<String> faults) {
    String text(String pointer) {
      assertThat(tree.at(pointer).isTextual()).as(pointer).isTrue();
      return tree.at(pointer).textValue();
    }
  }

  private static Set set(String yaml, Map<String, String> environment) {
    try {
      var tree = (ObjectNode) new YAMLMapper().readTree(yaml);
      return new Set(tree, new Variables(environment).setInto(tree, List.of()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Other tables of that document have variables too, in columns of their own. */
  private static String section(String heading) throws IOException {
    var document = Files.readString(Path.of("docs/operations.md"));
    var from = document.indexOf("\n" + heading + "\n");
    assertThat(from).as(heading).isNotNegative();
    return document.substring(from, document.indexOf("\n#", from + heading.length()));
  }

  private static List<String> codes(String cell) {
    var codes = new ArrayList<String>();
    CODE.matcher(cell).results().forEach(found -> codes.addAll(Arrays.asList(found.group(1))));
    return codes;
  }
}
