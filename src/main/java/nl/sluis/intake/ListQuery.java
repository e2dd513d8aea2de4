package nl.sluis.intake;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
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
    Parameters.refuseOthers(address, NAMES);
  }

  ListFilter filter() {
    return new ListFilter(word("state", state), word("attention", attention), since());
  }

  String uid(String uid) {
    if (uid.isEmpty() || uid.codePointCount(0, uid.length()) > MAX_UID) {
      throw Parameters.invalid("meeting", "must be the uid of a meeting, 1 to 255 characters");
    }
    if (state != null || attention != null || since != null) {
      throw Parameters.invalid("meeting", "is not combined with state, attention or since");
    }
    return uid;
  }

  int limit() {
    return Parameters.number("limit", limit, DEFAULT_LIMIT, 1, MAX_LIMIT);
  }

  private Instant since() {
    var complaint = since == null ? null : Moments.complaint(since);
    if (complaint != null) {
      throw Parameters.invalid("since", complaint);
    }
    return since == null ? null : Moments.instant(since);
  }

  /** Any word: clients of a later version ask for newer ones. */
  private static String word(String name, String posted) {
    if (posted != null && !posted.matches("[a-z-]{1,40}")) {
      throw Parameters.invalid(name, "must be one of the words that answers have");
    }
    return posted;
  }
}
