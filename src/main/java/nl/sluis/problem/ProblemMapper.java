package nl.sluis.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns whatever was thrown into {@code application/problem+json} (RFC 9457). What is not ours becomes a bare 500: its message may carry what
 * a visitor sent, so only its class and place reach the log.
 */
public final class ProblemMapper implements ExceptionMapper<Throwable> {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(5);
  /** Answered before the body was read to its end: then Jetty ends the connection, and a client that is not told sends its next request into it. */
  private static final Set<Problem> BEFORE_THE_BODY = EnumSet.of(Problem.UNAUTHORIZED, Problem.SCOPE_MISSING, Problem.TIMEOUT,
      Problem.TOO_LARGE,
      Problem.UNSUPPORTED_MEDIA_TYPE);

  private final Consumer<String> limits;

  /** @param limits takes the word of the limit that refused a request, for each answer */
  public ProblemMapper(Consumer<String> limits) {
    this.limits = limits;
  }

  @Override
  public Response toResponse(Throwable thrown) {
    if (thrown instanceof ProblemException problem) {
      problem.limit().ifPresent(limits);
      return answer(problem);
    }
    if (thrown instanceof WebApplicationException web) {
      return withAllow(answer(ofStatus(web.getResponse().getStatus())), web.getResponse().getHeaderString(HttpHeaders.ALLOW));
    }
    if (thrown instanceof HttpException jetty) {
      return answer(ofStatus(jetty.getCode()));
    }
    if (thrown instanceof JsonProcessingException) {
      // What comes in is read by JsonBody, which refuses it itself: this is an answer of ours that could not be written.
      return answer(ofOurs(thrown));
    }
    if (thrown instanceof IOException) {
      // The body broke off, or came too slowly. Whoever sent it mostly hears no answer any more, and nothing is wrong here.
      return answer(new ProblemException(Problem.BAD_REQUEST));
    }
    return answer(ofOurs(thrown));
  }

  /** What went wrong on our side, noted in the log: 503 if another try may find it mended, else 500. */
  public static ProblemException ofOurs(Throwable thrown) {
    if (Outage.isCauseOf(thrown)) {
      // Every request meets it while it lasts: a line each, not a trace.
      LOG.warn("Answered 503, because the database is away: {}", Outage.name(thrown));
      return ProblemException.retryAfter(Problem.UNAVAILABLE, TRY_AGAIN);
    }
    LOG.error("Unexpected: {}", Traces.withoutMessages(thrown));
    return new ProblemException(Problem.INTERNAL);
  }

  private static Response answer(ProblemException thrown) {
    var problem = thrown.problem();
    var response = Response.status(problem.status()).type(ProblemJson.MEDIA_TYPE).entity(thrown.body());
    if (thrown.retryAfter() != null) {
      response.header(HttpHeaders.RETRY_AFTER, thrown.retryAfter().toSeconds());
    }
    if (BEFORE_THE_BODY.contains(problem)) {
      response.header("Connection", "close");
    }
    if (problem == Problem.UNAUTHORIZED) {
      response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    if (problem == Problem.SCOPE_MISSING) {
      // RFC 6750 §3.1.
      response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\", scope=\"" + thrown.members().get("scope") + '"');
    }
    return response.build();
  }

  /** RFC 9110 §15.5.6: a 405 says what the address does take. */
  private static Response withAllow(Response response, String allow) {
    if (allow != null) {
      response.getHeaders().putSingle(HttpHeaders.ALLOW, allow);
    }
    return response;
  }

  /** @return what is said of a status that others chose */
  public static ProblemException ofStatus(int status) {
    return switch (status) {
      case 401 -> new ProblemException(Problem.UNAUTHORIZED);
      case 404 -> new ProblemException(Problem.NOT_FOUND);
      case 405 -> new ProblemException(Problem.METHOD_NOT_ALLOWED);
      case 406 -> new ProblemException(Problem.NOT_ACCEPTABLE);
      case 408 -> new ProblemException(Problem.TIMEOUT);
      case 413 -> new ProblemException(Problem.TOO_LARGE);
      case 415 -> new ProblemException(Problem.UNSUPPORTED_MEDIA_TYPE);
      case 503 -> ProblemException.retryAfter(Problem.UNAVAILABLE, TRY_AGAIN);
      default -> new ProblemException(status < 500 ? Problem.BAD_REQUEST : Problem.INTERNAL);
    };
  }
}
