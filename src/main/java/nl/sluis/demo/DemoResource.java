package nl.sluis.demo;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;

/** The three roles of the demonstration in one browser: scheduler, invitee with mailbox and phone, operator. */
@Path("/demo")
public final class DemoResource {
  private static final Map<String, String> FILES = Map.of("demo.js", "text/javascript;charset=utf-8", "demo.css", "text/css;charset=utf-8");
  private final DemoMailbox mailbox;
  private final DemoPhone phone;
  private final DemoScheduler scheduler;
  private final Supplier<String> rotate;
  private final Supplier<Object> keys;

  /**
   * @param rotate rotates the keys and says what it did
   * @param keys   the keys as an operator sees them
   */
  public DemoResource(DemoMailbox mailbox, DemoPhone phone, DemoScheduler scheduler, Supplier<String> rotate, Supplier<Object> keys) {
    this.mailbox = mailbox;
    this.phone = phone;
    this.scheduler = scheduler;
    this.rotate = rotate;
    this.keys = keys;
  }

  @GET
  @Produces("text/html;charset=utf-8")
  public byte[] page() throws IOException {
    return read("demo.html");
  }

  @GET
  @Path("/{file}")
  public Response file(@PathParam("file") String file) throws IOException {
    if (!FILES.containsKey(file)) {
      throw new ProblemException(Problem.NOT_FOUND);
    }
    return Response.ok(read(file)).type(FILES.get(file)).build();
  }

  /** 200 mails and text messages, newest first, and the keys. */
  @GET
  @Path("/state")
  @Produces(MediaType.APPLICATION_JSON)
  public Object state() {
    return new State(mailbox.messages(), phone.messages(), keys.get());
  }

  /** 204 a sample meeting was posted. */
  @POST
  @Path("/post")
  public void post() {
    scheduler.post(1);
  }

  /** 204 one that opens three times was posted. */
  @POST
  @Path("/post-three")
  public void postThree() {
    scheduler.post(3);
  }

  /** 204 the newest meeting has a later time; 404 none was posted here. */
  @POST
  @Path("/move")
  public void move() {
    scheduler.move();
  }

  /** 204 the newest meeting is cancelled; 404 none was posted here. */
  @POST
  @Path("/cancel")
  public void cancel() {
    scheduler.cancel();
  }

  /** 200 what the rotation said. */
  @POST
  @Path("/rotate")
  @Produces("text/plain;charset=utf-8")
  public String rotate() {
    return rotate.get();
  }

  private static byte[] read(String name) throws IOException {
    try (var file = DemoResource.class.getResourceAsStream("/demo/" + name)) {
      return file.readAllBytes();
    }
  }

  record State(List<DemoMailbox.Message> mails, List<DemoPhone.Message> messages, Object keys) {}
}
