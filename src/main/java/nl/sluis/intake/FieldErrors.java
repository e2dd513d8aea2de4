package nl.sluis.intake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.sluis.problem.FieldError;
import nl.sluis.problem.ProblemException;

/** Collects what is wrong, one entry per field, so that the author of a scheduling system can correct all of it at once. */
final class FieldErrors {
  static final int MAX_ENTRIES = 100;
  private final Map<String, String> details = new LinkedHashMap<>();
  private boolean more;

  /** The first word on a field is the last. */
  void add(String pointer, String detail) {
    if (details.size() < MAX_ENTRIES) {
      details.putIfAbsent(pointer, detail);
    } else {
      more |= !details.containsKey(pointer);
    }
  }

  /** @throws ProblemException {@code INVALID} if there was any */
  void throwIfAny() {
    if (details.isEmpty()) {
      return;
    }
    var errors = new ArrayList<FieldError>();
    details.forEach((pointer, detail) -> errors.add(new FieldError(pointer, detail)));
    var invalid = ProblemException.invalid(List.copyOf(errors));
    throw more ? invalid.with("detail", "Only the first 100 wrong fields are listed") : invalid;
  }
}
