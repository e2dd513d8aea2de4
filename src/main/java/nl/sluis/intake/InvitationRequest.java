package nl.sluis.intake;

import java.time.Instant;
import java.util.List;
import nl.sluis.meeting.Invitee;
import nl.sluis.meeting.Meeting;
import nl.sluis.problem.FieldError;
import nl.sluis.problem.JsonBody;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;

/**
 * What a scheduler asks: one meeting, its invitees, and until when it may be opened. An instance has passed every rule.
 *
 * @param meeting   with a uid, the scheduler's or a drawn one
 * @param invitees  1 to 500, in the order posted; each locale is one of ours
 * @param expiresAt after now, whole microseconds, as the database keeps it
 */
public record InvitationRequest(Meeting meeting, List<Invitee> invitees, Instant expiresAt) {
  /** Of a longer body, this many and one more are enough to refuse it. */
  public static final int MAX_BODY_BYTES = 1_048_576;
  static final int MAX_MEETING_BYTES = 65_536;
  static final int MAX_INVITEES = 500;

  public InvitationRequest {
    invitees = List.copyOf(invitees);
  }

  /**
   * Reads a body and checks it, sizes first, so that what is too large costs little.
   *
   * @param body as received; JSON, UTF-8
   * @param now  by the database's clock
   * @throws ProblemException {@code TOO_LARGE}, {@code MALFORMED_JSON}, or {@code INVALID} with one entry per wrong
   *                          field; of what was posted it repeats the names of unknown fields, and nothing else
   */
  public static InvitationRequest read(byte[] body, RequestRules rules, Instant now) {
    if (body.length > MAX_BODY_BYTES) {
      throw new ProblemException(Problem.TOO_LARGE, "The body has more than " + MAX_BODY_BYTES + " bytes");
    }
    var root = JsonBody.parse(body);
    // As it was posted: a uid that we draw does not count.
    if (JsonBody.compactBytes(root.path("meeting")) > MAX_MEETING_BYTES) {
      throw new ProblemException(
          Problem.TOO_LARGE, "The meeting has more than " + MAX_MEETING_BYTES + " bytes as compact JSON");
    }
    var invitees = root.path("invitees");
    if (invitees.isArray() && invitees.size() > MAX_INVITEES) {
      throw ProblemException.invalid(
          List.of(new FieldError("/invitees", "must have at most " + MAX_INVITEES + " entries")));
    }
    return new RequestReader(rules, now).read(root);
  }

  @Override
  public String toString() {
    return "InvitationRequest[redacted]";
  }
}
