package nl.sluis.intake;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import nl.sluis.rules.Enforcement;
import nl.sluis.rules.MeetingRule;
import nl.sluis.rules.MeetingRules;

/**
 * Section {@code rules}: what becomes of a meeting with a link that breaks a {@link MeetingRule}: {@code off}, {@code warn} (default) or
 * {@code refuse}. YAML reads {@code off} without quotes as false.
 *
 * @param strict    true: each refuses, whatever else is said; default false
 * @param joinHosts that links may lead to; with {@code *.} before it a name stands for all below it; default empty, for all
 */
public record RulesConfiguration(Boolean strict, List<String> joinHosts, @JsonProperty("meeting-id-new") String meetingIdNew,
    @JsonProperty("passcode-present") String passcodePresent, @JsonProperty("passcode-not-in-link") String passcodeNotInLink,
    @JsonProperty("join-host-allowed") String joinHostAllowed, @JsonProperty("no-personal-room") String noPersonalRoom,
    @JsonProperty("web-client-link") String webClientLink, @JsonProperty("ends-within") String endsWithin) {
  private static final Pattern HOST = Pattern.compile("(?i)(\\*\\.)?[a-z0-9_-]+(\\.[a-z0-9_-]+)*|\\[[0-9a-f:]+]");

  public RulesConfiguration {
    strict = Boolean.TRUE.equals(strict);
    joinHosts = List.copyOf(requireNonNullElse(joinHosts, List.of()));
  }

  public static RulesConfiguration byDefault() {
    return new RulesConfiguration(null, null, null, null, null, null, null, null, null);
  }

  /** To be asked when there is no fault. */
  public MeetingRules rules() {
    var rules = MeetingRules.warning();
    for (var one : words().entrySet()) {
      var enforcement = Enforcement.of(one.getValue()).orElseThrow();
      rules = rules.with(one.getKey(), strict ? Enforcement.REFUSE : enforcement);
    }
    return rules.withJoinHosts(joinHosts);
  }

  /** @return what is wrong, in words for the operator */
  public List<String> faults() {
    var faults = new ArrayList<String>();
    words().forEach((rule, word) -> {
      if (Enforcement.of(word).isEmpty()) {
        faults.add("rules." + rule.word() + " must be off, warn or refuse");
      }
    });
    if (!joinHosts.stream().allMatch(host -> HOST.matcher(host).matches())) {
      faults
          .add("rules.joinHosts must be names of hosts, as meet.example.org, or *.zoom.us for all below it; without scheme, port and path,"
              + " and an international name in its xn-- form");
    }
    return faults;
  }

  private Map<MeetingRule, String> words() {
    var words = new EnumMap<MeetingRule, String>(MeetingRule.class);
    for (var rule : MeetingRule.values()) {
      var word = requireNonNullElse(of(rule), Enforcement.WARN.word()).strip().toLowerCase(Locale.ROOT);
      words.put(rule, word.equals("false") ? Enforcement.OFF.word() : word);
    }
    return words;
  }

  private String of(MeetingRule rule) {
    return switch (rule) {
      case MEETING_ID_NEW -> meetingIdNew;
      case PASSCODE_PRESENT -> passcodePresent;
      case PASSCODE_NOT_IN_LINK -> passcodeNotInLink;
      case JOIN_HOST_ALLOWED -> joinHostAllowed;
      case NO_PERSONAL_ROOM -> noPersonalRoom;
      case WEB_CLIENT_LINK -> webClientLink;
      case ENDS_WITHIN -> endsWithin;
    };
  }
}
