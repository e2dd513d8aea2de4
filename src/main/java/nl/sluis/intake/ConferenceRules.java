package nl.sluis.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Which meetings a post may want made, and what has to be said of them.
 *
 * @param provider   the gateway's video service, as {@code zoom}; null if it has none
 * @param hosts      whose meetings it makes
 * @param isRepeated true for a post that was taken before: nobody looks again which service and hosts there are
 */
public record ConferenceRules(String provider, List<String> hosts, boolean isRepeated) {
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final List<String> IN_PLACE_OF = List.of("joinUrl", "webClientUrl", "meetingId", "passcode");
  private static final int LONGEST_WORD = 20;
  private static final int LONGEST_HOST = 128;

  public ConferenceRules {
    hosts = List.copyOf(hosts);
  }

  /** Of a gateway that makes no meetings. */
  public static ConferenceRules none() {
    return new ConferenceRules(null, List.of(), false);
  }

  ConferenceRules forRepeated() {
    return new ConferenceRules(provider, hosts, true);
  }

  /** @return null if the meeting has none, or it is wrong, and then there is an error */
  ConferenceWish read(Fields meeting) {
    return meeting.optionalObject("conference", fields -> new ConferenceWish(
        fields.required("provider", posted -> provider(FieldRules.line(LONGEST_WORD).read(posted))),
        fields.optional("host", posted -> host(FieldRules.line(LONGEST_HOST).read(posted)))));
  }

  /**
   * What it has to be together with the rest of the meeting.
   *
   * @param start null if it was wrong, and then there is an error; the end too
   */
  void check(Fields meeting, Instant start, Instant end, Instant now) {
    IN_PLACE_OF.stream().filter(meeting::has)
        .forEach(name -> meeting.refuse(name, "must be absent where conference is posted: the video service gives it"));
    if (start != null && !start.isAfter(now)) {
      meeting.refuse("start", "must be in the future where conference is posted");
    }
    if (start != null && end != null && start.plus(LONGEST).isBefore(end)) {
      meeting.refuse("end", "must be at most 24 hours after the start where conference is posted");
    }
  }

  private String provider(String posted) throws WrongFieldException {
    if (!isRepeated && provider == null) {
      throw new WrongFieldException("is not there: this gateway makes no meetings (conference.provider is none). Post the link of one");
    }
    if (!isRepeated && !posted.equals(provider)) {
      throw new WrongFieldException("must be " + provider + ", the video service of this gateway");
    }
    return posted;
  }

  private String host(String posted) throws WrongFieldException {
    if (!isRepeated && !hosts.contains(posted)) {
      throw new WrongFieldException("is none of the hosts that this gateway makes meetings of");
    }
    return posted;
  }
}
