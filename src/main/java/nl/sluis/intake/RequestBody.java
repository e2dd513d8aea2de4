package nl.sluis.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import nl.sluis.problem.FieldError;
import nl.sluis.problem.JsonBody;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;

/**
 * A posted body that is within the limits of size, whoever sealed the meeting. They are checked first, so that what is too large costs little.
 *
 * @param bytes        as posted; wiped by the caller
 * @param meetingBytes of the meeting as compact JSON; 0 if there is none
 */
record RequestBody(ObjectNode root, byte[] bytes, int meetingBytes) {
  /** Of a longer body, this many and one more are enough to refuse it. */
  static final int MAX_BYTES = 1_048_576;
  static final int MAX_MEETING_BYTES = 65_536;
  static final int MAX_INVITEES = 500;

  /** @throws ProblemException {@code TOO_LARGE}, {@code MALFORMED_JSON}, or {@code INVALID} for too many invitees */
  static RequestBody parse(byte[] body) {
    if (body.length > MAX_BYTES) {
      throw new ProblemException(Problem.TOO_LARGE, "The body has more than " + MAX_BYTES + " bytes");
    }
    var root = JsonBody.parse(body);
    // As it was posted: a uid that we draw does not count.
    var meetingBytes = JsonBody.compactBytes(root.path("meeting"));
    if (meetingBytes > MAX_MEETING_BYTES) {
      throw new ProblemException(
          Problem.TOO_LARGE, "The meeting has more than " + MAX_MEETING_BYTES + " bytes as compact JSON");
    }
    var invitees = root.path("invitees");
    if (invitees.isArray() && invitees.size() > MAX_INVITEES) {
      throw ProblemException.invalid(
          List.of(new FieldError("/invitees", "must have at most " + MAX_INVITEES + " entries")));
    }
    return new RequestBody(root, body, meetingBytes);
  }

  boolean isSealed() {
    return SealedRequest.isMeant(root);
  }

  /** @return as posted; null where the gateway is to draw one */
  String uid() {
    return (isSealed() ? root : root.path("meeting")).path("uid").textValue();
  }

  boolean wantsConference() {
    return root.path("meeting").hasNonNull("conference");
  }

  /** Takes the uid that was drawn for this post before: whoever kept it finds the new invitations by it too. */
  void keepUid(String drawn) {
    if (uid() == null) {
      root.withObject("/meeting").put("uid", drawn);
    }
  }

  @Override
  public String toString() {
    return "RequestBody[redacted]";
  }
}
