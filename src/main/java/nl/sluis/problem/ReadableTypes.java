package nl.sluis.problem;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.MediaType;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Refuses media types on which Jersey fails while it looks for a route. No mapper hears of that failure, so it would be a 500 and a line in
 * the log.
 */
@PreMatching
@Priority(Priorities.USER + 1)
public final class ReadableTypes implements ContainerRequestFilter {
  /** RFC 9110 §12.4.2. */
  private static final Pattern QUALITY = Pattern.compile("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?");

  @Override
  public void filter(ContainerRequestContext request) {
    if (!isReadable(request)) {
      throw new ProblemException(Problem.UNSUPPORTED_MEDIA_TYPE);
    }
    try {
      request.getAcceptableMediaTypes();
    } catch (ProcessingException | IllegalArgumentException e) {
      throw new ProblemException(Problem.NOT_ACCEPTABLE);
    }
  }

  private static boolean isReadable(ContainerRequestContext request) {
    try {
      var type = request.getMediaType();
      return type == null || qualities(type).allMatch(quality -> QUALITY.matcher(quality).matches());
    } catch (ProcessingException | IllegalArgumentException e) {
      return false;
    }
  }

  private static Stream<String> qualities(MediaType type) {
    return Stream.of("q", "qs").map(type.getParameters()::get).filter(quality -> quality != null);
  }
}
