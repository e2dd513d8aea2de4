package nl.sluis.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import nl.sluis.conference.Conference;
import nl.sluis.conference.Making;
import nl.sluis.conference.RuleProof;
import nl.sluis.meeting.Reference;

/**
 * What a scheduler gets of the meeting that was made for its post: neither link nor passcode.
 *
 * @param meetingId the video service's number, for people
 * @param reference four letters, which stand in the topic at the video service
 */
record ConferenceView(String provider, String meetingId, String reference, List<Line> rules) {
  static ConferenceView of(Making making) {
    return new ConferenceView(making.provider(), making.made().meetingId(), Reference.of(making.id()), Line.all(making.made().rules()));
  }

  /** @return null if what is kept of it does not open */
  static ConferenceView of(Conference conference) {
    return conference.provider() == null
        ? null
        : new ConferenceView(conference.provider(), conference.meetingId(), conference.reference(), Line.all(conference.rules()));
  }

  @Override
  public String toString() {
    return "ConferenceView[redacted]";
  }

  /**
   * Why one may believe that a rule holds.
   *
   * @param at when it was read; absent where nobody can prove it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Line(String rule, String proof, Instant at) {
    static List<Line> all(List<RuleProof> proofs) {
      return proofs.stream().map(one -> new Line(one.rule().word(), one.proof().word(), one.at())).toList();
    }
  }
}
