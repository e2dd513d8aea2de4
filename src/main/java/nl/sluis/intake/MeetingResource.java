package nl.sluis.intake;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import nl.sluis.problem.JsonBody;
import nl.sluis.store.Scope;

/**
 * Answers the calls of schedulers about whole meetings. A uid stands in the body and never in a path, because proxies log paths. Every call: 401
 * without a valid client key, 403 if the key may not revoke, 404 of a meeting that this client did not post.
 */
@Path("/v1/meetings")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class MeetingResource {
  private final Withdrawal withdrawal;

  /** Behind a {@link SchedulerFilter}. */
  public MeetingResource(Withdrawal withdrawal) {
    this.withdrawal = withdrawal;
  }

  /**
   * 200 all that was live is cancelled, and who may have had the mail is told by one more; again 200. 409 it was changed meanwhile. 422 with one entry
   * per wrong field. 429 too many told this hour, with Retry-After: nothing is cancelled then.
   */
  @POST
  @Needs(Scope.REVOKE)
  @Counted
  @Path("/cancel")
  public Object cancel(@Context ContainerRequestContext request, InputStream body) throws IOException {
    return withdrawal.cancel(InvitationResource.client(request), JsonBody.parse(JsonBody.bytes(body, RequestBody.MAX_BYTES)));
  }

  /** 200 all that was live is closed, because everybody is in; nobody is mailed; again 200. */
  @POST
  @Needs(Scope.REVOKE)
  @Path("/close")
  public Object close(@Context ContainerRequestContext request, InputStream body) throws IOException {
    return withdrawal.close(InvitationResource.client(request), JsonBody.parse(JsonBody.bytes(body, RequestBody.MAX_BYTES)));
  }
}
