package nl.sluis.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import nl.sluis.problem.FieldError;

/**
 * One who was left out of a lenient post. Nothing of it is stored.
 *
 * @param ref    as posted; absent if there was none
 * @param errors with pointers as in a 422
 */
record RefusedInvitee(@JsonInclude(JsonInclude.Include.NON_NULL) String ref, List<FieldError> errors) {
  @Override
  public String toString() {
    return "RefusedInvitee[redacted]";
  }
}
