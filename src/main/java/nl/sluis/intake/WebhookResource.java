package nl.sluis.intake;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import nl.sluis.problem.JsonBody;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.problem.ProblemJson;
import nl.sluis.store.Scope;
import nl.sluis.webhook.Redelivery;
import nl.sluis.webhook.WebhookTests;
import nl.sluis.webhook.Webhooks;

/**
 * Answers the calls of schedulers about their webhooks. Every call: 401 without a valid client key, 403 if the key has not both scopes, 404 of a webhook
 * that is not this client's.
 */
@Path("/v1/webhooks")
@Produces(MediaType.APPLICATION_JSON)
public final class WebhookResource {
  private static final int MAX_BYTES = 65_536;
  private final Webhooks webhooks;
  private final WebhookTests tests;
  private final Redelivery redelivery;

  /** Behind a {@link SchedulerFilter}. */
  public WebhookResource(Webhooks webhooks, WebhookTests tests, Redelivery redelivery) {
    this.webhooks = webhooks;
    this.tests = tests;
    this.redelivery = redelivery;
  }

  /** 201 with the secret, which is shown once. 422 with one entry per wrong field; also if the client has five. */
  @POST
  @Needs({Scope.READ, Scope.WEBHOOK})
  @Consumes(MediaType.APPLICATION_JSON)
  public Response create(@Context ContainerRequestContext request, InputStream body) throws IOException {
    var posted = WebhookRequest.read(JsonBody.parse(JsonBody.bytes(body, MAX_BYTES)), webhooks);
    var made = webhooks.create(InvitationResource.client(request), posted.url(), posted.types());
    return Response.status(Response.Status.CREATED).location(URI.create("/v1/webhooks/" + made.id())).entity(made).build();
  }

  /** 200 all of the client. */
  @GET
  @Needs({Scope.READ, Scope.WEBHOOK})
  public Object list(@Context ContainerRequestContext request, @Context UriInfo address) {
    Parameters.refuseOthers(address, List.of());
    return Map.of("webhooks", webhooks.list(InvitationResource.client(request)));
  }

  /** 200 how it stands; never its secret. */
  @GET
  @Needs({Scope.READ, Scope.WEBHOOK})
  @Path("/{id}")
  public Object find(@Context ContainerRequestContext request, @PathParam("id") String id) {
    return webhooks.find(InvitationResource.client(request), id).orElseThrow(() -> new ProblemException(Problem.UNKNOWN_WEBHOOK));
  }

  /** 204 nothing is sent there any more, and what was owed is forgotten. */
  @DELETE
  @Produces({MediaType.APPLICATION_JSON, ProblemJson.MEDIA_TYPE})
  @Needs({Scope.READ, Scope.WEBHOOK})
  @Path("/{id}")
  public void delete(@Context ContainerRequestContext request, @PathParam("id") String id) {
    webhooks.delete(InvitationResource.client(request), id);
  }

  /** 200 with the new secret, which is shown once. The former one signs too for 24 hours. */
  @POST
  @Needs({Scope.READ, Scope.WEBHOOK})
  @Path("/{id}/rotate-secret")
  public Object rotateSecret(@Context ContainerRequestContext request, @PathParam("id") String id) {
    return webhooks.rotateSecret(InvitationResource.client(request), id);
  }

  /** 200 what the receiver answered to one message. If it took it, the webhook is enabled. 429 too much is under way, with Retry-After. */
  @POST
  @Needs({Scope.READ, Scope.WEBHOOK})
  @Path("/{id}/test")
  public void test(@Context ContainerRequestContext request, @PathParam("id") String id, @Suspended AsyncResponse answer) {
    var client = InvitationResource.client(request);
    find(request, id);
    tests.send(client, id, answer::resume);
  }

  /** 202 how many events are owed once more. 409 it is disabled. 422 {@code since} is wrong. */
  @POST
  @Needs({Scope.READ, Scope.WEBHOOK})
  @Consumes(MediaType.APPLICATION_JSON)
  @Path("/{id}/redeliver")
  public Response redeliver(@Context ContainerRequestContext request, @PathParam("id") String id, InputStream body) throws IOException {
    var since = WebhookRequest.since(JsonBody.parse(JsonBody.bytes(body, MAX_BYTES)));
    var owed = redelivery.since(InvitationResource.client(request), id, since);
    return Response.accepted(Map.of("owed", owed)).build();
  }

  /** 200 what the receiver did not take, or what is still owed to it, in the order of the feed. 422 a parameter is wrong. */
  @GET
  @Needs({Scope.READ, Scope.WEBHOOK})
  @Path("/{id}/deliveries")
  public Object deliveries(@Context ContainerRequestContext request, @PathParam("id") String id, @QueryParam("state") String state,
      @BeanParam ListQuery query) {
    Parameters.refuseOthers(query.address, List.of("state", "after", "limit"));
    if (!List.of("failed", "owed").contains(state == null ? "failed" : state)) {
      throw Parameters.invalid("state", "must be failed or owed");
    }
    var page = redelivery.list(InvitationResource.client(request), id, !"owed".equals(state),
        query.after == null ? 0 : Cursor.read(query.after),
        query.limit());
    return new Deliveries(page.deliveries(), page.last() == 0 ? null : Cursor.of(page.last()));
  }

  /** @param next absent on the last page */
  @com.fasterxml.jackson.annotation.JsonInclude(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL)
  record Deliveries(List<Redelivery.View> deliveries, String next) {}
}
