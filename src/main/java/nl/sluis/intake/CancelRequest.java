package nl.sluis.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import nl.sluis.problem.FieldError;
import nl.sluis.problem.ProblemException;
import nl.sluis.rules.TextRules;

/**
 * A scheduler cancels a meeting, or some invitations of it.
 *
 * @param sequence null for the current one
 * @param only     ids; null for all
 * @param tell     whom to mail of whom the gateway has no address
 */
record CancelRequest(String uid, Integer sequence, List<String> only, List<Told> tell) {
  private static final int MOST = 2_000;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{22}");

  /** @throws ProblemException {@code INVALID} */
  static CancelRequest read(ObjectNode root, RequestRules rules) {
    var errors = new FieldErrors();
    var fields = new Fields(root, "", errors, "is not a known field");
    var uid = fields.required("uid", FieldRules.line(255));
    var sequence = fields.optionalNumber("sequence", 0, Integer.MAX_VALUE);
    var only = fields.optionalTexts("only", MOST, posted -> id(posted, Succession.NOT_OF_MEETING));
    var tell = fields.optionalObjects("tell", one -> told(one, rules));
    fields.refuseOthers();
    if (tell.size() > RequestBody.MAX_INVITEES) {
      errors.add("/tell", "must have at most " + RequestBody.MAX_INVITEES + " entries");
    }
    errors.throwIfAny();
    return new CancelRequest(uid, sequence, only, tell);
  }

  /** @throws ProblemException 422 if one of its ids is none of these, in the same words whether there is such an invitation elsewhere or not */
  void refuseUnlessKnown(Set<String> known) {
    var errors = new ArrayList<FieldError>();
    for (var at = 0; only != null && at < only.size(); at++) {
      if (!known.contains(only.get(at))) {
        errors.add(new FieldError("/only/" + at, Succession.NOT_OF_MEETING));
      }
    }
    for (var at = 0; at < tell.size(); at++) {
      if (!known.contains(tell.get(at).id)) {
        errors.add(new FieldError("/tell/" + at + "/id", Succession.NOT_OF_MEETING));
      } else if (only != null && !only.contains(tell.get(at).id)) {
        errors.add(new FieldError("/tell/" + at + "/id", "is not in `only`, so it is not cancelled"));
      }
    }
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors.stream().limit(FieldErrors.MAX_ENTRIES).toList());
    }
  }

  private static Told told(Fields fields, RequestRules rules) {
    return new Told(fields.required("id", posted -> id(posted, Succession.NOT_OF_MEETING)), fields.required("email", FieldRules::mail),
        rules.resolveLocale(fields.optional("locale", FieldRules.as(TextRules.optionalLine(35)))));
  }

  private static String id(String posted, String complaint) throws WrongFieldException {
    if (!ID.matcher(posted).matches()) {
      throw new WrongFieldException(complaint);
    }
    return posted;
  }

  @Override
  public String toString() {
    return "CancelRequest[redacted]";
  }

  /** One who has opened the invitation. @param locale one of ours */
  record Told(String id, String email, String locale) {
    @Override
    public String toString() {
      return "Told[" + id + "]";
    }
  }
}
