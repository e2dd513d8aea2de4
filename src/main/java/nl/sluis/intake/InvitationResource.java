package nl.sluis.intake;

import jakarta.ws.rs.BeanParam;
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
import java.net.URI;
import java.util.Arrays;
import nl.sluis.problem.JsonBody;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.problem.ProblemJson;
import nl.sluis.store.Caller;
import nl.sluis.store.Client;
import nl.sluis.store.Scope;

/**
 * Answers the calls of schedulers. Every call: 401 without a valid client key, 403 if the key has not the scope; another client's invitation is 404,
 * like one that does not exist.
 */
@Path("/v1/invitations")
@Produces(MediaType.APPLICATION_JSON)
public final class InvitationResource {
  private final Intake intake;
  private final PostedInvitations posted;
  private final InvitationLists lists;

  /** Behind a {@link SchedulerFilter}. */
  public InvitationResource(Intake intake, PostedInvitations posted, InvitationLists lists) {
    this.intake = intake;
    this.posted = posted;
    this.lists = lists;
  }

  /**
   * 201 one invitation per invitee, all of them on disk; with an Idempotency-Key the same again for the same body, for a day, in the states of now,
   * and anew where the gateway ended all of them. 400 not JSON,
   * or no proper Idempotency-Key. 403 it would take the place of others, and the client key may not revoke. 409 what the sender sealed was posted
   * before, or this Idempotency-Key's post is still under way. 413 body over 1 MiB,
   * or meeting over 64 KiB. 422 with one entry per wrong field and per rule for meetings that refuses, or the key came with another body. 429 too many this hour, with Retry-After.
   * Nothing is stored unless it is 201.
   */
  @POST
  @Needs(Scope.POST)
  @Counted
  @Consumes(MediaType.APPLICATION_JSON)
  public Response post(@Context ContainerRequestContext request, InputStream body) throws IOException {
    var key = request.getHeaderString("Idempotency-Key");
    var lenient = Preference.isLenient(request.getHeaders().get("Prefer"));
    var bytes = JsonBody.bytes(body, RequestBody.MAX_BYTES);
    try {
      var receipt = intake.post(caller(request), key, lenient, bytes);
      var answer = Response.status(Response.Status.CREATED).entity(receipt);
      if (lenient) {
        answer.header("Preference-Applied", Preference.LENIENT);
      }
      return (receipt.invitations().size() == 1
          ? answer.location(URI.create("/v1/invitations/" + receipt.invitations().get(0).id()))
          : answer)
          .build();
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** 200 where it stands; nothing secret. */
  @GET
  @Needs(Scope.READ)
  @Path("/{id}")
  public Object find(@Context ContainerRequestContext request, @PathParam("id") String id) {
    return posted.find(client(request), id).orElseThrow(() -> new ProblemException(Problem.UNKNOWN_INVITATION));
  }

  /** 200 who held what of it in clear, and which keys open a copy of it; nothing secret. */
  @GET
  @Needs(Scope.READ)
  @Path("/{id}/trust")
  public Object trust(@Context ContainerRequestContext request, @PathParam("id") String id) {
    return posted.trust(client(request), id).orElseThrow(() -> new ProblemException(Problem.UNKNOWN_INVITATION));
  }

  /**
   * 200 the invitations of one meeting in the order of their posting, or all of the client, the newest first, narrowed by {@code state},
   * {@code attention} and {@code since}; {@code limit} (1 to 500, default 100) at a time, {@code after} the {@code next} of a page.
   */
  @GET
  @Needs(Scope.READ)
  public Object list(@Context ContainerRequestContext request, @QueryParam("meeting") String uid, @BeanParam ListQuery query) {
    query.refuseOthers();
    return uid == null
        ? lists.ofClient(client(request), query.filter(), query.after, query.limit())
        : lists.ofMeeting(client(request), query.uid(uid), query.after, query.limit());
  }

  /**
   * 204 the link is dead, share and envelope are erased; again 204. 409 it was opened and has no openings left. With {@code forget=true} also of one
   * that was opened: ref and organizer are erased.
   */
  @DELETE
  @Produces({MediaType.APPLICATION_JSON, ProblemJson.MEDIA_TYPE})
  @Needs(Scope.REVOKE)
  @Path("/{id}")
  public void revoke(@Context ContainerRequestContext request, @PathParam("id") String id, @QueryParam("forget") String forget) {
    if (forget != null && !forget.equals("true")) {
      throw Parameters.invalid("forget", "must be true, or absent");
    }
    posted.revoke(client(request), id, forget != null);
  }

  static Client client(ContainerRequestContext request) {
    return caller(request).client();
  }

  static Caller caller(ContainerRequestContext request) {
    return (Caller) request.getProperty(SchedulerFilter.CALLER);
  }
}
