package nl.sluis.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.List;
import nl.sluis.rules.MeetingRule;
import nl.sluis.rules.MeetingRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulesConfigurationTest {
  @Test
  void eachWarnsByDefault() throws IOException {
    var rules = read("{}").rules();
    assertThat(MeetingRule.values()).noneMatch(rules::isOff).noneMatch(rules::refuses);
    assertThat(RulesConfiguration.byDefault().faults()).isEmpty();
    assertThat(List.of(read("{}"), RulesConfiguration.byDefault())).as("asked where a meeting is made, too")
        .noneMatch(RulesConfiguration::strict);
  }

  /** YAML 1.1 takes off for a truth value. */
  @ParameterizedTest
  @ValueSource(strings = {"off", "'off'", "OFF", "false"})
  void offMayStandWithoutQuotes(String word) throws IOException {
    var read = read("{ends-within: " + word + ", web-client-link: refuse}");
    assertThat(read.faults()).isEmpty();
    assertThat(read.rules().isOff(MeetingRule.ENDS_WITHIN)).isTrue();
    assertThat(read.rules().refuses(MeetingRule.WEB_CLIENT_LINK)).isTrue();
    assertThat(read.rules().isOff(MeetingRule.PASSCODE_PRESENT)).isFalse();
  }

  @Test
  void strictMakesAllRefuse() throws IOException {
    MeetingRules rules = read("{strict: true, ends-within: off, meeting-id-new: warn}").rules();
    assertThat(MeetingRule.values()).allMatch(rules::refuses);
  }

  @Test
  void whatIsNoSettingIsSaidInWords() throws IOException {
    assertThat(read("{ends-within: perhaps, meeting-id-new: true, joinHosts: [zoom.us, 'https://zoom.us/']}").faults()).containsExactly(
        "rules.meeting-id-new must be off, warn or refuse", "rules.ends-within must be off, warn or refuse",
        "rules.joinHosts must be names of hosts, as meet.example.org, or *.zoom.us for all below it; without scheme, port and path,"
            + " and an international name in its xn-- form");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zoom.us", "*.zoom.us", "MEET.example.org", "xn--bcher-kva.example", "localhost", "192.0.2.1", "[2001:db8::1]"})
  void aHostIsAName(String host) throws IOException {
    assertThat(read("{joinHosts: ['" + host + "']}").faults()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"zoom.us:443", "zoom.us/j", "*", "*.", "a.*.us", "b\u00fccher.example", "zoom..us", ""})
  void anythingElseIsNone(String host) throws IOException {
    assertThat(read("{joinHosts: ['" + host + "']}").faults()).hasSize(1);
  }

  private static RulesConfiguration read(String yaml) throws IOException {
    return new YAMLMapper().readValue(yaml, RulesConfiguration.class);
  }
}
