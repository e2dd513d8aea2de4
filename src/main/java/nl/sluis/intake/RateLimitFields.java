package nl.sluis.intake;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response;
import nl.sluis.store.Database;

/**
 * Says on every answer to a post how much a client may post in an hour, and how much of it is left: {@code RateLimit-Policy} and
 * {@code RateLimit} of draft-ietf-httpapi-ratelimit-headers-11, §3 and §4. A 429 may come although something is left, because the bytes of an
 * hour are limited too.
 */
@Counted
public final class RateLimitFields implements ContainerResponseFilter {
  private static final String POLICY = "\"invitations\"";
  private final ClientLimit limit;
  private final Database database;

  public RateLimitFields(ClientLimit limit, Database database) {
    this.limit = limit;
    this.database = database;
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    // What is left may have to be read from the database, and maybe it is away.
    if (response.getStatusInfo().getFamily() == Response.Status.Family.SERVER_ERROR) {
      return;
    }
    var now = database.now();
    response.getHeaders().putSingle("RateLimit-Policy", POLICY + ";q=" + limit.most() + ";w=" + limit.window().toSeconds());
    response.getHeaders().putSingle("RateLimit",
        POLICY + ";r=" + limit.left(InvitationResource.client(request), now) + ";t=" + limit.pause(now).plusMillis(999).toSeconds());
  }
}
