package nl.sluis.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.sluis.problem.FieldError;
import nl.sluis.problem.ProblemException;
import nl.sluis.store.Scope;

/**
 * What an operator says about a client and its keys. A parameter that is not known is refused, because a misspelt one would make a key that
 * may do everything, or revoke more than was meant.
 */
final class Parameters {
  /** Letters, digits, dots, dashes and underlines only, so that it is safe in every log. */
  private static final String NAME = "[A-Za-z0-9._-]{1,100}";
  private static final OffsetDateTime BEGIN = OffsetDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
  private static final int MOST_YEARS = 10;
  private final HttpServletRequest request;

  /** @throws ProblemException 422 there are others than the known ones, or one of them twice */
  Parameters(HttpServletRequest request, String... known) {
    this.request = request;
    var names = Arrays.asList(known);
    request.getParameterMap().forEach((name, values) -> {
      // What was sent is not repeated.
      if (!names.contains(name)) {
        throw invalid("", "give no other parameters than " + String.join(", ", names));
      }
      if (values.length > 1) {
        throw invalid(name, "give it once");
      }
    });
  }

  String clientName() {
    return text("name").filter(name -> name.matches(NAME))
        .orElseThrow(() -> invalid("name", "give one name of 1 to 100 letters, digits, dots, dashes or underlines"));
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(request.getParameter(name));
  }

  /** What names a person comes in the body of a form, because a URL may be logged. */
  Optional<String> ofBody(String name) {
    if (request.getQueryString() != null) {
      throw invalid(name, "give it in the body, not in the URL");
    }
    return text(name);
  }

  /** @return all of them where none are given */
  Set<Scope> scopes() {
    var given = text("scopes");
    if (given.isEmpty()) {
      return Scope.all();
    }
    var scopes = EnumSet.noneOf(Scope.class);
    for (var word : given.get().split(",", -1)) {
      scopes.add(Scope.of(word).orElseThrow(
          () -> invalid("scopes", "give one or more of " + String.join(",", Scope.words(Scope.all())) + ", with commas between")));
    }
    return scopes;
  }

  /** @return how long a key is valid; null for ever */
  TemporalAmount term() {
    return text("expires").map(Parameters::term).orElse(null);
  }

  /** ISO 8601. Java's {@code Period} knows no hours, and its {@code Duration} no months. */
  private static TemporalAmount term(String text) {
    try {
      TemporalAmount term = text.contains("T") ? Duration.parse(text) : Period.parse(text);
      var end = BEGIN.plus(term);
      if (end.isAfter(BEGIN) && !end.isAfter(BEGIN.plusYears(MOST_YEARS))) {
        return term;
      }
    } catch (DateTimeException | ArithmeticException e) {
      // It is refused below.
    }
    throw invalid("expires", "give an ISO 8601 duration of at most ten years, as P90D, P1Y or PT12H");
  }

  static ProblemException invalid(String parameter, String detail) {
    return ProblemException.invalid(List.of(new FieldError("?" + parameter, detail)));
  }
}
