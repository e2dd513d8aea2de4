package nl.sluis.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import nl.sluis.feed.EventType;
import nl.sluis.problem.ProblemException;
import nl.sluis.rules.Moments;
import nl.sluis.webhook.Webhooks;

/**
 * A scheduler wants to be told.
 *
 * @param types null for all
 */
record WebhookRequest(String url, List<String> types) {
  private static final int MOST_TYPES = 100;
  private static final String UNKNOWN = "is not a known field";

  /** @throws ProblemException {@code INVALID} */
  static WebhookRequest read(ObjectNode root, Webhooks webhooks) {
    var errors = new FieldErrors();
    var fields = new Fields(root, "", errors, UNKNOWN);
    var url = fields.required("url", posted -> refuse(posted, webhooks.complaint(posted)));
    var types = fields.optionalTexts("types", MOST_TYPES,
        posted -> refuse(posted, EventType.of(posted).isPresent() ? null : "is no type of events that this version has"));
    fields.refuseOthers();
    errors.throwIfAny();
    return new WebhookRequest(url, types == null ? null : List.copyOf(new LinkedHashSet<>(types)));
  }

  /** @throws ProblemException {@code INVALID} */
  static Instant since(ObjectNode root) {
    var errors = new FieldErrors();
    var fields = new Fields(root, "", errors, UNKNOWN);
    var since = fields.required("since", posted -> refuse(posted, Moments.complaint(posted)));
    fields.refuseOthers();
    errors.throwIfAny();
    return Moments.instant(since);
  }

  private static String refuse(String posted, String complaint) throws WrongFieldException {
    if (complaint != null) {
      throw new WrongFieldException(complaint);
    }
    return posted;
  }

  @Override
  public String toString() {
    return "WebhookRequest[redacted]";
  }
}
