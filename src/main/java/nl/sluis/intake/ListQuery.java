package nl.sluis.intake;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import nl.sluis.problem.FieldError;
import nl.sluis.problem.ProblemException;
import nl.sluis.rules.Moments;

/** Which part of a list a scheduler asks for. Jersey makes one of each request. */
public final class ListQuery {
  private static final List<String> NAMES = List.of("meeting", "state", "attention", "since", "after", "limit");
  private static final int MAX_LIMIT = 500;
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_UID = 255;

  @QueryParam("state") String state;

  @QueryParam("attention") String attention;

  @QueryParam("since") String since;

  @QueryParam("after") String after;

  @QueryParam("limit") String limit;

  @Context UriInfo address;

  void refuseOthers() {
    refuseOthers(NAMES);
  }

  /** One that is misspelt would list everything. */
  void refuseOthers(List<String> names) {
    var others = address.getQueryParameters().keySet().stream().filter(name -> !names.contains(name)).sorted().toList();
    if (!others.isEmpty()) {
      throw ProblemException.invalid(others.stream().limit(FieldErrors.MAX_ENTRIES)
          .map(name -> new FieldError("?" + name, "is none of these: " + String.join(", ", names))).toList());
    }
  }

  ListFilter filter() {
    return new ListFilter(word("state", state), word("attention", attention), since());
  }

  String uid(String uid) {
    if (uid.isEmpty() || uid.codePointCount(0, uid.length()) > MAX_UID) {
      throw invalid("meeting", "must be the uid of a meeting, 1 to 255 characters");
    }
    if (state != null || attention != null || since != null) {
      throw invalid("meeting", "is not combined with state, attention or since");
    }
    return uid;
  }

  int limit() {
    if (limit == null) {
      return DEFAULT_LIMIT;
    }
    if (!limit.matches("[0-9]{1,3}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > MAX_LIMIT) {
      throw invalid("limit", "must be a number from 1 to " + MAX_LIMIT);
    }
    return Integer.parseInt(limit);
  }

  private Instant since() {
    var complaint = since == null ? null : Moments.complaint(since);
    if (complaint != null) {
      throw invalid("since", complaint);
    }
    return since == null ? null : Moments.instant(since);
  }

  /** Any word: clients of a later version ask for newer ones. */
  private static String word(String name, String posted) {
    if (posted != null && !posted.matches("[a-z-]{1,40}")) {
      throw invalid(name, "must be one of the words that answers have");
    }
    return posted;
  }

  static ProblemException invalid(String parameter, String detail) {
    return ProblemException.invalid(List.of(new FieldError("?" + parameter, detail)));
  }
}
