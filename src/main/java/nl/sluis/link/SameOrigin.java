package nl.sluis.link;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import nl.sluis.host.PublicUrl;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;

/**
 * Lets only our own page call. It looks at {@code Sec-Fetch-Site}, which no page can forge. If an older browser does not send that, it looks
 * at {@code Origin}.
 */
public final class SameOrigin implements ContainerRequestFilter {
  private final String origin;

  /** @param publicUrl as {@link PublicUrl#of} spells it */
  public SameOrigin(String publicUrl) {
    this.origin = publicUrl;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    // The segment without what may follow a semicolon, as routes are matched.
    var door = request.getUriInfo().getPathSegments().get(0).getPath();
    if (!"link".equals(door) && !("demo".equals(door) && "POST".equals(request.getMethod()))) {
      return;
    }
    var site = request.getHeaderString("Sec-Fetch-Site");
    var ours = site != null ? "same-origin".equals(site) : PublicUrl.isOrigin(origin, request.getHeaderString("Origin"));
    if (!ours) {
      throw new ProblemException(Problem.NOT_OUR_PAGE);
    }
  }
}
