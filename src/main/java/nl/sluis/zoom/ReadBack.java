package nl.sluis.zoom;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import nl.sluis.conference.ConferenceRefusedException;
import nl.sluis.rules.ConferenceRule;
import nl.sluis.conference.Proof;
import nl.sluis.conference.RuleProof;
import org.jspecify.annotations.Nullable;

/**
 * Compares what Zoom answers with what it was asked. Zoom changes silently what the account decides: a locked setting, a passcode where there is no
 * waiting room.
 */
final class ReadBack {
  /** What is read of an answer about a meeting. The host's link and key, and the passcode in other forms, are passed over. */
  static final Set<String> FIELDS = Set.of("id", "type", "agenda", "start_time", "duration", "password", "join_url", "settings");
  private static final Set<ConferenceRule> OF_THE_MEETING = Set.of(ConferenceRule.MEETING_ID_DRAWN, ConferenceRule.PASSCODE,
      ConferenceRule.WAITING_ROOM, ConferenceRule.JOIN_AFTER_HOST, ConferenceRule.NO_MAIL_BY_PROVIDER, ConferenceRule.NO_ASSISTANT);
  private static final String ID = "[1-9]\\d{10}";

  private final AskedMeeting asked;
  private final Set<ConferenceRule> unsaid = EnumSet.noneOf(ConferenceRule.class);

  ReadBack(AskedMeeting asked) {
    this.asked = asked;
  }

  /** @return Zoom's number of it; null if it has none */
  static @Nullable String id(JsonNode answer) {
    var id = answer.path("id").asText();
    return id.matches("\\d{9,18}") ? id : null;
  }

  /**
   * @param answer with {@link #FIELDS}
   * @throws ConferenceRefusedException it is not as it was asked for. It has no word of what is left behind
   */
  void check(JsonNode answer) {
    var id = id(answer);
    if (id == null || !id.matches(ID)) {
      throw refused(ConferenceRule.MEETING_ID_DRAWN.word(),
          "a meeting ID that is not of eleven digits, so it was not drawn for this meeting");
    }
    if (!answer.path("password").asText().equals(asked.passcode())) {
      throw refused(ConferenceRule.PASSCODE.word(), "another passcode, or none");
    }
    for (var setting : Setting.ALL) {
      check(setting, answer.path("settings"));
    }
    if (answer.path("type").asInt() != 2) {
      throw refused("zoom-type", "a meeting of another type");
    }
    if (!answer.path("agenda").asText().equals(asked.agenda())) {
      throw refused("zoom-agenda", "an agenda of its own, by which the meeting could not be found again");
    }
    if (!asked.start().equals(moment(answer.path("start_time").asText())) || answer.path("duration").asInt() != asked.minutes()) {
      throw refused("zoom-time", "a time of its own. It takes none that is past");
    }
    joinUrl(answer);
  }

  /** @return without the passcode */
  String joinUrl(JsonNode answer) {
    var url = JoinLink.of(answer.path("join_url").asText(), answer.path("id").asText());
    if (url == null) {
      throw refused("zoom-join-url", "a link that is not https to a host of zoom.us with the meeting ID behind /j/");
    }
    return url;
  }

  private void check(Setting setting, JsonNode settings) {
    var found = setting.in(settings);
    if (found.isMissingNode() || found.isNull()) {
      if (setting.isNeeded()) {
        throw refused(setting.word(), "no settings." + setting.path() + ", which must be " + setting.value());
      }
      if (setting.rule() != null) {
        unsaid.add(setting.rule());
      }
    } else if (!found.equals(setting.value())) {
      throw refused(setting.word(), "settings." + setting.path() + " otherwise than it was asked: it must be " + setting.value()
          + ". See what account and group lock");
    }
  }

  /** @return each rule in its order. Those that an account alone can keep are not proved by a meeting */
  List<RuleProof> proofs(Instant at) {
    return Arrays.stream(ConferenceRule.values())
        .map(rule -> OF_THE_MEETING.contains(rule) && !unsaid.contains(rule)
            ? new RuleProof(rule, Proof.SET_AND_READ_BACK, at)
            : new RuleProof(rule, Proof.NOT_PROVABLE, null))
        .toList();
  }

  private static @Nullable Instant moment(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static ConferenceRefusedException refused(String reason, String what) {
    return new ConferenceRefusedException(reason, "Zoom gave the meeting " + what + ".", null);
  }
}
