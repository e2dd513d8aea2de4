package nl.sluis.intake;

import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import nl.sluis.problem.FieldError;
import nl.sluis.problem.ProblemException;

/** What all lists ask of their query parameters. */
final class Parameters {
  private Parameters() {}

  /** One that is misspelt would be ignored, and the answer would be another one than was asked for. */
  static void refuseOthers(UriInfo address, List<String> names) {
    var others = address.getQueryParameters().keySet().stream().filter(name -> !names.contains(name)).sorted().toList();
    if (!others.isEmpty()) {
      throw ProblemException.invalid(others.stream().limit(FieldErrors.MAX_ENTRIES)
          .map(name -> new FieldError("?" + name, "is none of these: " + String.join(", ", names))).toList());
    }
  }

  /** @param posted null for the default */
  static int number(String name, String posted, int byDefault, int least, int most) {
    if (posted == null) {
      return byDefault;
    }
    if (!posted.matches("[0-9]{1,3}") || Integer.parseInt(posted) < least || Integer.parseInt(posted) > most) {
      throw invalid(name, "must be a number from " + least + " to " + most);
    }
    return Integer.parseInt(posted);
  }

  static ProblemException invalid(String parameter, String detail) {
    return ProblemException.invalid(List.of(new FieldError("?" + parameter, detail)));
  }
}
