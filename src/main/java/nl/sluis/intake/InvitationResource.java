package nl.sluis.intake;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import nl.sluis.problem.FieldError;
import nl.sluis.problem.JsonBody;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.store.Client;

/**
 * Answers the calls of schedulers. Every call: 401 without a valid client key; another client's invitation is 404, like one that does not exist.
 */
@Path("/v1/invitations")
@Produces(MediaType.APPLICATION_JSON)
public final class InvitationResource {
  private static final int MAX_LIMIT = 500;
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_UID = 255;
  private final Intake intake;
  private final PostedInvitations posted;

  /** Behind a {@link SchedulerFilter}. */
  public InvitationResource(Intake intake, PostedInvitations posted) {
    this.intake = intake;
    this.posted = posted;
  }

  /**
   * 201 one invitation per invitee, all of them on disk; with an Idempotency-Key the same again for the same body, for a day, in the states of now,
   * and anew where the gateway ended all of them. 400 not JSON,
   * or no proper Idempotency-Key. 409 what the sender sealed was posted before, or this key's post is still under way. 413 body over 1 MiB,
   * or meeting over 64 KiB. 422 with one entry per wrong field, or the key came with another body. 429 too many this hour, with Retry-After.
   * Nothing is stored unless it is 201.
   */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response post(@Context ContainerRequestContext request, InputStream body) throws IOException {
    var client = client(request);
    var key = request.getHeaderString("Idempotency-Key");
    var bytes = JsonBody.bytes(body, RequestBody.MAX_BYTES);
    try {
      return Response.status(Response.Status.CREATED).entity(intake.post(client, key, bytes)).build();
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** 200 where it stands; nothing secret. */
  @GET
  @Path("/{id}")
  public Object find(@Context ContainerRequestContext request, @PathParam("id") String id) {
    return posted.find(client(request), id).orElseThrow(() -> new ProblemException(Problem.UNKNOWN_INVITATION));
  }

  /** 200 who held what of it in clear, and which keys open a copy of it; nothing secret. */
  @GET
  @Path("/{id}/trust")
  public Object trust(@Context ContainerRequestContext request, @PathParam("id") String id) {
    return posted.trust(client(request), id).orElseThrow(() -> new ProblemException(Problem.UNKNOWN_INVITATION));
  }

  /** 200 the invitations of one meeting in the order of their posting, {@code limit} (1 to 500, default 100) at a time. */
  @GET
  public Object ofMeeting(@Context ContainerRequestContext request, @QueryParam("meeting") String uid,
      @QueryParam("limit") String limit, @QueryParam("after") String after) {
    var client = client(request);
    if (uid == null || uid.isEmpty() || uid.codePointCount(0, uid.length()) > MAX_UID) {
      throw invalid("meeting", "must be the uid of a meeting, 1 to 255 characters");
    }
    if (after != null && posted.find(client, after).isEmpty()) {
      throw invalid("after", "must be the id of an invitation of this client");
    }
    return posted.ofMeeting(client, uid, after, limit(limit));
  }

  /** 204 the link is dead, share and envelope are erased; again 204. 409 it was opened. */
  @DELETE
  @Path("/{id}")
  public void revoke(@Context ContainerRequestContext request, @PathParam("id") String id) {
    posted.revoke(client(request), id);
  }

  private static Client client(ContainerRequestContext request) {
    return (Client) request.getProperty(SchedulerFilter.CLIENT);
  }

  private static int limit(String text) {
    if (text == null) {
      return DEFAULT_LIMIT;
    }
    if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MAX_LIMIT) {
      throw invalid("limit", "must be a number from 1 to " + MAX_LIMIT);
    }
    return Integer.parseInt(text);
  }

  private static ProblemException invalid(String parameter, String detail) {
    return ProblemException.invalid(List.of(new FieldError("?" + parameter, detail)));
  }
}
