package nl.sluis.intake;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import nl.sluis.store.Scope;
import nl.sluis.testgateway.ShownMessage;
import nl.sluis.testgateway.TestMessages;

/** Shows a scheduler what its invitees would have got. Of a test gateway only: a live one has no such address. */
@Path("/v1/test/messages")
@Produces(MediaType.APPLICATION_JSON)
public final class TestMessageResource {
  private final TestMessages messages;

  /** Behind a {@link SchedulerFilter}. */
  public TestMessageResource(TestMessages messages) {
    this.messages = messages;
  }

  /**
   * 200 the mails and text messages of this client's invitations, of the last day, oldest first; {@code limit} (1 to 500, default 100) at a time,
   * {@code after} the {@code next} of a page, which every page has.
   */
  @GET
  @Needs(Scope.READ)
  public Object list(@Context ContainerRequestContext request, @BeanParam ListQuery query) {
    Parameters.refuseOthers(query.address, List.of("after", "limit"));
    var page = messages.list(InvitationResource.client(request).id(), query.after == null ? 0 : Cursor.read(query.after), query.limit());
    return new Shown(page.messages(), Cursor.of(page.last()));
  }

  /** @param next behind the last one, also where there is none yet */
  record Shown(List<ShownMessage> messages, String next) {
    @Override
    public String toString() {
      return "Shown[" + messages.size() + "]";
    }
  }
}
