package nl.sluis.demo;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;

/** The roles of the demonstration in one browser: scheduler, invitee with mailbox and phone, operator, thief, and the video service. */
@Path("/demo")
public final class DemoResource {
  private static final Map<String, String> FILES = Map.of("demo.js", "text/javascript;charset=utf-8", "demo.css", "text/css;charset=utf-8");
  /** It shows mails in frames. */
  private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
      + "frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
      + "trusted-types 'none'";
  /** As a mail program has it: styles inline, nothing from elsewhere, no script. */
  private static final String MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'self'";
  private final DemoMailbox mailbox;
  private final DemoPhone phone;
  private final DemoScheduler scheduler;
  private final DemoThief thief;
  private final DemoVideo video;
  private final Supplier<String> rotate;
  private final Supplier<Object> keys;

  /**
   * @param rotate rotates the keys and says what it did
   * @param keys   the keys as an operator sees them
   */
  public DemoResource(DemoMailbox mailbox, DemoPhone phone, DemoScheduler scheduler, DemoThief thief, DemoVideo video,
      Supplier<String> rotate, Supplier<Object> keys) {
    this.mailbox = mailbox;
    this.phone = phone;
    this.scheduler = scheduler;
    this.thief = thief;
    this.video = video;
    this.rotate = rotate;
    this.keys = keys;
  }

  @GET
  @Produces("text/html;charset=utf-8")
  public Response page() throws IOException {
    return Response.ok(read("demo.html")).header("Content-Security-Policy", POLICY).build();
  }

  /** 200 a mail as a mail program shows it, for a frame of this page; 404 none has this number. */
  @GET
  @Path("/mails/{number}")
  @Produces("text/html;charset=utf-8")
  public Response mail(@PathParam("number") int number) {
    var html = mailbox.html(number);
    if (html == null) {
      throw new ProblemException(Problem.NOT_FOUND);
    }
    return Response.ok(html).header("Content-Security-Policy", MAIL_POLICY).header("X-Frame-Options", "SAMEORIGIN").build();
  }

  @GET
  @Path("/{file}")
  public Response file(@PathParam("file") String file) throws IOException {
    if (!FILES.containsKey(file)) {
      throw new ProblemException(Problem.NOT_FOUND);
    }
    return Response.ok(read(file)).type(FILES.get(file)).build();
  }

  /** 200 mails and text messages, newest first, what the scheduler sees, the video service, and the keys. */
  @GET
  @Path("/state")
  @Produces(MediaType.APPLICATION_JSON)
  public Object state() {
    return new State(mailbox.messages(), phone.messages(), scheduler.view(), video.view(), keys.get());
  }

  /** 204 a sample meeting was posted. */
  @POST
  @Path("/post")
  public void post(@QueryParam("locale") String locale) {
    scheduler.post(1, locale);
  }

  /** 204 one that opens three times was posted. */
  @POST
  @Path("/post-three")
  public void postThree(@QueryParam("locale") String locale) {
    scheduler.post(3, locale);
  }

  /** 204 one was posted that the video service made. */
  @POST
  @Path("/post-made")
  public void postMade(@QueryParam("locale") String locale) {
    scheduler.postMade(locale);
  }

  /** 204 the host and all who were invited are in the newest meeting; 404 the video service made none. */
  @POST
  @Path("/join")
  public void join() {
    video.join(scheduler.madeMeetingId());
  }

  /** 204 somebody records the newest meeting; 404 the video service made none. */
  @POST
  @Path("/record")
  public void record() {
    video.record(scheduler.madeMeetingId());
  }

  /** 204 an administrator of the video service lets users record, or no longer. */
  @POST
  @Path("/loosen")
  public void loosen() {
    video.loosenOrTighten();
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

  /** 200 what a thief has of the newest invitation, and what it opens; 404 none was posted here. */
  @POST
  @Path("/steal")
  @Produces(MediaType.APPLICATION_JSON)
  public Object steal() {
    return thief.steal();
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

  record State(List<DemoMailbox.Message> mails, List<DemoPhone.Message> messages, DemoScheduler.View scheduler, DemoVideo.View video,
      Object keys) {}
}
