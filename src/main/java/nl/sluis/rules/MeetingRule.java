package nl.sluis.rules;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a video meeting has to be set up, so that whoever has its link cannot walk in. A rule that cannot be judged of a product is kept there: only
 * Zoom's links are known well enough to say what they are. {@code meeting-rules.js} says the same in JavaScript; {@code meeting-rules.json} has the
 * cases that both are tested by.
 */
public enum MeetingRule {
  /** Judged by the gateway's ledger alone, so a client never finds it broken. */
  MEETING_ID_NEW(1,
      "Another meeting had this meeting ID before. Let the video service draw an ID for each meeting, and post changes of a meeting"
          + " under its uid",
      (meeting, hosts) -> null),
  PASSCODE_PRESENT(2,
      "The meeting has no passcode that is hard to guess. Give it one of at least six characters, not all alike and not a run such"
          + " as 123456, and post it as passcode",
      MeetingRule::badPasscode),
  PASSCODE_NOT_IN_LINK(3,
      "A link has the passcode in it. Let the video service make links without the passcode, and post the passcode beside them",
      MeetingRule::linkWithPasscode),
  JOIN_HOST_ALLOWED(4,
      "A link leads to a host that is not in rules.joinHosts. Post a link of your own video service, or have its host added",
      MeetingRule::otherHost),
  NO_PERSONAL_ROOM(5,
      "The link or the meeting ID is that of a personal room, or the link is the one for the host. Schedule a meeting with an ID of"
          + " its own, and post the link for those who join",
      MeetingRule::personalRoom),
  WEB_CLIENT_LINK(6, "There is no link for joining in the browser. Post the address of the web client as webClientUrl, as"
      + " https://app.zoom.us/wc/join/ with the meeting ID behind it", MeetingRule::noWebClient),
  ENDS_WITHIN(7, "The meeting lasts longer than 12 hours. Post each day as a meeting of its own", MeetingRule::tooLong);

  private static final Duration LONGEST = Duration.ofHours(12);
  private static final Pattern PERSONAL_ID = Pattern.compile("[0-9]{10}");
  private final int number;
  private final String detail;
  private final BiFunction<RuledMeeting, Collection<String>, @Nullable String> breach;

  /** @param breach takes a meeting and the hosts that are allowed; gives the field where the rule is broken, null if it is not */
  MeetingRule(int number, String detail, BiFunction<RuledMeeting, Collection<String>, @Nullable String> breach) {
    this.number = number;
    this.detail = detail;
    this.breach = breach;
  }

  /** @return as in answers, events and the configuration: {@code meeting-id-new} */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** @return its number in events and in what is kept of a post, which stays the same for ever; from 1 */
  public int number() {
    return number;
  }

  /** @return what is wrong and what to do in the scheduling system, without a word of the meeting */
  public String detail() {
    return detail;
  }

  /** @return empty for one of a later version */
  public static Optional<MeetingRule> ofNumber(int number) {
    return Arrays.stream(values()).filter(one -> one.number == number).findFirst();
  }

  @Nullable
  String breach(RuledMeeting meeting, Collection<String> joinHosts) {
    return breach.apply(meeting, joinHosts);
  }

  /** A product may have no passcodes, so only at Zoom it must be there. One that is posted is judged everywhere. */
  private static @Nullable String badPasscode(RuledMeeting meeting, Collection<String> joinHosts) {
    var passcode = meeting.passcode() == null ? "" : meeting.passcode();
    var isKept = passcode.isEmpty() ? !meeting.join().isZoom() : Passcode.isGood(passcode);
    return isKept ? null : "passcode";
  }

  private static @Nullable String linkWithPasscode(RuledMeeting meeting, Collection<String> joinHosts) {
    var webClient = meeting.webClient();
    if (meeting.join().carries(meeting.passcode())) {
      return "joinUrl";
    }
    return webClient != null && webClient.carries(meeting.passcode()) ? "webClientUrl" : null;
  }

  private static @Nullable String otherHost(RuledMeeting meeting, Collection<String> joinHosts) {
    var webClient = meeting.webClient();
    if (joinHosts.isEmpty()) {
      return null;
    }
    if (!meeting.join().leadsToOneOf(joinHosts)) {
      return "joinUrl";
    }
    return webClient != null && !webClient.leadsToOneOf(joinHosts) ? "webClientUrl" : null;
  }

  private static @Nullable String personalRoom(RuledMeeting meeting, Collection<String> joinHosts) {
    var webClient = meeting.webClient();
    if (isPersonal(meeting.join())) {
      return "joinUrl";
    }
    if (webClient != null && isPersonal(webClient)) {
      return "webClientUrl";
    }
    var isPosted = meeting.join().isZoom() && meeting.meetingId() != null
        && PERSONAL_ID.matcher(RuledMeeting.digits(meeting.meetingId())).matches();
    return isPosted ? "meetingId" : null;
  }

  private static boolean isPersonal(VideoLink link) {
    var id = link.zoomId();
    return link.isPersonal() || link.isStart() || id != null && PERSONAL_ID.matcher(id).matches();
  }

  /** Other products open in the browser by their only link. */
  private static @Nullable String noWebClient(RuledMeeting meeting, Collection<String> joinHosts) {
    var webClient = meeting.webClient();
    if (!meeting.join().isZoom() || meeting.join().isWebClient()) {
      return null;
    }
    return webClient == null || webClient.isZoom() && !webClient.isWebClient() ? "webClientUrl" : null;
  }

  private static @Nullable String tooLong(RuledMeeting meeting, Collection<String> joinHosts) {
    if (meeting.start() == null || meeting.end() == null) {
      return null;
    }
    var from = requireNonNull(Moments.instant(meeting.start()));
    return from.plus(LONGEST).isBefore(requireNonNull(Moments.instant(meeting.end()))) ? "end" : null;
  }
}
