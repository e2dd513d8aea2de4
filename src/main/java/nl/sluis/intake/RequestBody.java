package nl.sluis.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import nl.sluis.problem.FieldError;
import nl.sluis.problem.JsonBody;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;

/** The bounds of a body, whoever sealed; they are checked first, so that what is too large costs little. */
final class RequestBody {
  /** Of a longer body, this many and one more are enough to refuse it. */
  static final int MAX_BYTES = 1_048_576;
  static final int MAX_MEETING_BYTES = 65_536;
  static final int MAX_INVITEES = 500;

  private RequestBody() {}

  /** @throws ProblemException {@code TOO_LARGE}, {@code MALFORMED_JSON}, or {@code INVALID} for too many invitees */
  static ObjectNode parse(byte[] body) {
    if (body.length > MAX_BYTES) {
      throw new ProblemException(Problem.TOO_LARGE, "The body has more than " + MAX_BYTES + " bytes");
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
    return root;
  }
}
