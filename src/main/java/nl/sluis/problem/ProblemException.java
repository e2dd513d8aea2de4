package nl.sluis.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What happened, as a client may know it. One mapper turns all of these into answers. */
public class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final transient Problem problem;
  private final transient Map<String, Object> members = new LinkedHashMap<>();
  private final transient Duration retryAfter;
  private transient String limit;

  public ProblemException(Problem problem) {
    this(problem, null, null);
  }

  /** @param detail for the client's eyes; never a secret, never what was sent */
  public ProblemException(Problem problem, String detail) {
    this(problem, detail, null);
  }

  private ProblemException(Problem problem, String detail, Duration retryAfter) {
    super(detail == null ? problem.title() : detail, null, false, false);
    this.problem = problem;
    this.retryAfter = retryAfter;
    if (detail != null) {
      members.put("detail", detail);
    }
  }

  /** One entry per wrong field. */
  public static ProblemException invalid(List<FieldError> errors) {
    return new ProblemException(Problem.INVALID).with("errors", List.copyOf(errors));
  }

  /** @param wait until another try makes sense; rounded up to whole seconds, at least one */
  public static ProblemException retryAfter(Problem problem, Duration wait) {
    var seconds = Math.max(1, wait.plusMillis(999).toSeconds());
    return new ProblemException(problem, null, Duration.ofSeconds(seconds)).with("retryAfter", seconds);
  }

  /** Says which limit refused the request, for who counts; the answer does not say it. */
  public final ProblemException by(String limitWord) {
    limit = limitWord;
    return this;
  }

  /** @return empty if no limit refused the request */
  public Optional<String> limit() {
    return Optional.ofNullable(limit);
  }

  /** Adds a member to the answer. */
  public final ProblemException with(String name, Object value) {
    members.put(name, value);
    return this;
  }

  public Problem problem() {
    return problem;
  }

  /** @return the members of the answer in their order (RFC 9457 §3.1) */
  public Map<String, Object> body() {
    var body = new LinkedHashMap<String, Object>();
    body.put("type", problem.type());
    body.put("title", problem.title());
    body.put("status", problem.status());
    body.putAll(members);
    return body;
  }

  /** @return what the answer says beside type, title and status */
  public Map<String, Object> members() {
    return java.util.Collections.unmodifiableMap(members);
  }

  /** @return null when the client need not wait */
  public Duration retryAfter() {
    return retryAfter;
  }
}
