package nl.sluis.intake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.sluis.problem.FieldError;
import nl.sluis.problem.ProblemException;

/** Collects what is wrong, one entry per field, so that the author of a scheduling system can correct all of it at once. */
final class FieldErrors {
  static final int MAX_ENTRIES = 100;
  /** While what is wrong of an invitee may be taken out again: of 500 four fields each. */
  private static final int MAX_TAKEN = 2_000;
  private final Map<String, String> details = new LinkedHashMap<>();
  private final List<FieldError> breaches = new ArrayList<>();
  private boolean more;

  /** The first word on a field is the last. */
  void add(String pointer, String detail) {
    if (details.size() < MAX_ENTRIES + MAX_TAKEN) {
      details.putIfAbsent(pointer, detail);
    } else {
      more |= !details.containsKey(pointer);
    }
  }

  /** A rule that is broken, beside whatever else is said of its field. */
  void addBreach(FieldError breach) {
    breaches.add(breach);
  }

  /** @return whether nothing is wrong within this object by now */
  boolean isRight(String pointer) {
    return details.keySet().stream().noneMatch(at -> at.equals(pointer) || at.startsWith(pointer + "/"));
  }

  /**
   * Takes what is wrong of one object out, if nothing else of it is wrong than these fields.
   *
   * @param pointer of the object
   * @return empty if nothing is wrong of it, or more than that: then it stays
   */
  List<FieldError> take(String pointer, Set<String> fields) {
    var within = pointer + "/";
    var wrong = details.keySet().stream().filter(at -> at.equals(pointer) || at.startsWith(within)).toList();
    if (!wrong.stream().allMatch(at -> at.startsWith(within) && fields.contains(at.substring(within.length())))) {
      return List.of();
    }
    return wrong.stream().map(at -> new FieldError(at, details.remove(at))).toList();
  }

  /** @throws ProblemException {@code INVALID} if there was any */
  void throwIfAny() {
    if (details.isEmpty() && breaches.isEmpty()) {
      return;
    }
    var errors = new ArrayList<>(breaches);
    details.entrySet().stream().limit(MAX_ENTRIES - breaches.size())
        .forEach(entry -> errors.add(new FieldError(entry.getKey(), entry.getValue())));
    var invalid = ProblemException.invalid(List.copyOf(errors));
    throw more || details.size() + breaches.size() > MAX_ENTRIES
        ? invalid.with("detail", "Only the first 100 wrong fields are listed")
        : invalid;
  }
}
