package nl.sluis.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The gateway, or a proxy before it, answered that it did not do what it was asked (RFC 9457). */
public final class ProblemException extends RuntimeException {
  /** The {@code type} where the answer has none, as those of proxies (RFC 9457 §4.2.1). */
  public static final String NO_TYPE = "about:blank";
  private static final long serialVersionUID = 1;
  private static final String OURS = "urn:sluis:problem:";
  private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);
  private static final int SERVER_ERROR = 500;
  private static final int SHOWN = 5;
  private final int status;
  private final boolean mayBeDone;
  private final transient JsonObject members;

  /** One wrong field. @param pointer where (RFC 6901), or {@code ?name} for a query parameter. @param detail what is wrong with it */
  public record FieldError(String pointer, String detail) {}

  private ProblemException(int status, boolean mayBeDone, JsonObject members) {
    super(message(status, members));
    this.status = status;
    this.mayBeDone = mayBeDone;
    this.members = members;
  }

  /**
   * Reads an answer.
   *
   * @param contentType of the answer. The page of a proxy is no problem document, and nothing of it is kept
   * @param mayBeDone   whether an attempt before this one may have done it
   */
  static ProblemException of(int status, String contentType, byte[] body, boolean mayBeDone) {
    return new ProblemException(status, mayBeDone || status >= SERVER_ERROR, members(contentType, body));
  }

  private static JsonObject members(String contentType, byte[] body) {
    try {
      return contentType.startsWith("application/problem+json") ? JsonObject.of(body) : JsonObject.empty();
    } catch (IllegalArgumentException e) {
      return JsonObject.empty();
    }
  }

  /** @return the HTTP status */
  public int status() {
    return status;
  }

  /** @return as {@code urn:sluis:problem:invalid}; {@link #NO_TYPE} if there is none. A later gateway may have types that nobody knows today */
  public String type() {
    return type(members);
  }

  /** @param name of api.md's list, as {@code invalid} */
  public boolean is(String name) {
    return type().equals(OURS + name);
  }

  /** @return null if the answer says nothing beyond the type */
  public @Nullable String detail() {
    return members.text("detail");
  }

  /** @return every wrong field that the answer names: a hundred at most */
  public List<FieldError> errors() {
    return errors(members);
  }

  /** @return everything that the problem says, as {@code sequence}, {@code retryAfter} or {@code line}; empty if it came from a proxy */
  public JsonObject members() {
    return members;
  }

  /** @return true if the same request may be answered otherwise later. Then this client has sent it again, for as long as its patience */
  public boolean mayPass() {
    return PASSING.contains(status) || is("idempotency-key-in-use");
  }

  /**
   * False if certainly nothing was done. True if the status is 500 or above, or if an earlier attempt of this call had no such certainty: then the same
   * may be sent again, as after a {@link NoAnswerException}.
   */
  public boolean mayBeDone() {
    return mayBeDone;
  }

  private static String type(JsonObject members) {
    var type = members.text("type");
    return type == null ? NO_TYPE : type;
  }

  private static List<FieldError> errors(JsonObject members) {
    return members.objects("errors").stream()
        .map(error -> new FieldError(String.valueOf(error.text("pointer")), String.valueOf(error.text("detail")))).toList();
  }

  private static String message(int status, JsonObject members) {
    var detail = members.text("detail") == null ? members.text("title") : members.text("detail");
    return status + " " + type(members) + (detail == null ? "" : ": " + detail) + errors(members).stream().limit(SHOWN)
        .map(error -> "; " + error.pointer() + " " + error.detail()).collect(Collectors.joining());
  }
}
