import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.InvitationsApi;
import org.openapitools.client.api.LinkApi;
import org.openapitools.client.api.MeetingsApi;
import org.openapitools.client.model.AccessRequest;
import org.openapitools.client.model.CancelRequest;
import org.openapitools.client.model.Invitee;
import org.openapitools.client.model.Meeting;
import org.openapitools.client.model.MeetingPost;
import org.openapitools.client.model.Organizer;
import org.openapitools.client.model.Post;

/** Posts, reads, lists, cancels and revokes by the generated client; compiled together with it. */
public final class Journey {
  private Journey() {}

  /** @param arguments the gateway's URL, a client key, an access that nobody has */
  public static void main(String[] arguments) throws ApiException {
    var client = new ApiClient();
    client.updateBaseUri(arguments[0]);
    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + arguments[1]).header("Sec-Fetch-Site", "same-origin"));
    var invitations = new InvitationsApi(client);

    var start = OffsetDateTime.now(ZoneOffset.UTC).plusDays(7).truncatedTo(ChronoUnit.SECONDS);
    var uid = "generated-" + System.nanoTime();
    var meeting = new Meeting().uid(uid).title("Selectiegesprek").start(start.toString()).end(start.plusHours(1).toString())
        .timeZone("Europe/Amsterdam").organizer(new Organizer().name("Selection desk").email("selection@example.org"));
    var invitee = new Invitee().name("Invitee One").email("invitee@example.net").phone("+31612345678").locale("nl").ref("candidate-17");
    var posted = invitations.postInvitationsWithHttpInfo(new Post(new MeetingPost().meeting(meeting).invitees(List.of(invitee))),
        "\"" + uid + "\"", null);
    is(201, posted.getStatusCode());
    is(uid, posted.getData().getMeeting());
    var id = posted.getData().getInvitations().get(0).getId();

    var found = invitations.getInvitation(id);
    is("candidate-17", found.getRef());
    is(1, found.getOpenings().getLeft());
    is(id, invitations.listInvitations(uid, null, null, null, 10, null).getInvitations().get(0).getId());
    is(id, invitations.getTrustStatement(id).getId());
    is(List.of(id), new MeetingsApi(client).cancelMeeting(new CancelRequest().uid(uid)).getCancelled());
    is("cancelled", invitations.getInvitation(id).getState());
    invitations.revokeInvitation(id, "true");
    try {
      new LinkApi(client).getLinkStatus(new AccessRequest().access(arguments[2]));
      throw new AssertionError("a link that nobody has is known");
    } catch (ApiException refused) {
      is(404, refused.getCode());
      is(true, refused.getResponseBody().contains("urn:sluis:problem:unknown-link"));
    }
  }

  private static void is(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected " + expected + " and got " + actual);
    }
  }
}
