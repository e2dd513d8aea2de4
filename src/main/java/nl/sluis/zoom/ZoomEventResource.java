package nl.sluis.zoom;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Semaphore;
import nl.sluis.conference.MessageInbox;
import nl.sluis.conference.MessageOutcome;
import nl.sluis.problem.JsonBody;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.problem.ProblemJson;
import nl.sluis.secret.Hashes;

/** Takes what Zoom tells of meetings and of the account. Whoever has no right signature is told nothing, and no database is asked. */
@Path("/conference/zoom")
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, ProblemJson.MEDIA_TYPE})
public final class ZoomEventResource {
  private static final int MAX_BYTES = 65_536;
  /** What is here before a thread takes the request: the front door reads as much. */
  private static final int SHORT_BYTES = 4_096;
  /** As many threads may wait for the rest of longer bodies. */
  private static final int LONG_AT_ONCE = 8;
  private static final Duration TRY_AGAIN = Duration.ofMinutes(1);
  private final ZoomSignature signature;
  private final MessageInbox inbox;
  private final Semaphore longBodies = new Semaphore(LONG_AT_ONCE);

  public ZoomEventResource(ZoomSignature signature, MessageInbox inbox) {
    this.signature = signature;
    this.inbox = inbox;
  }

  /**
   * 200 the answer to Zoom's question whether we know the secret. 204 it is taken, or does not concern us. 401 the signature does not hold, or is too
   * old. 413 more than 64 KiB. 503 it is not taken: Zoom sends it again.
   */
  @POST
  public Response take(@HeaderParam("x-zm-request-timestamp") String timestamp, @HeaderParam("x-zm-signature") String signed,
      InputStream body)
      throws IOException {
    var bytes = read(body);
    try {
      if (!signature.isOfZoom(timestamp, signed, bytes)) {
        inbox.note(MessageOutcome.NOT_SIGNED);
        throw new ProblemException(Problem.UNAUTHORIZED);
      }
      return answer(bytes);
    } finally {
      // It has names of participants.
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private Response answer(byte[] bytes) {
    var event = ZoomEvent.read(bytes);
    if (event != null && event.name().equals(ZoomEvent.CHALLENGE) && event.plainToken() != null) {
      return Response.ok(Map.of("plainToken", event.plainToken(), "encryptedToken", signature.answerTo(event.plainToken()))).build();
    }
    var told = ZoomNews.of(event);
    if (told.isEmpty()) {
      inbox.note(MessageOutcome.PASSED_OVER);
    } else if (inbox.take(told.get(), Hashes.sha256(bytes)) == MessageOutcome.TOO_LATE) {
      throw unavailable();
    }
    return Response.noContent().build();
  }

  private byte[] read(InputStream body) throws IOException {
    var beginning = body.readNBytes(SHORT_BYTES + 1);
    if (beginning.length <= SHORT_BYTES) {
      return beginning;
    }
    if (!longBodies.tryAcquire()) {
      inbox.note(MessageOutcome.TOO_LATE);
      throw unavailable();
    }
    try {
      return JsonBody.bytes(new SequenceInputStream(new ByteArrayInputStream(beginning), body), MAX_BYTES);
    } finally {
      Arrays.fill(beginning, (byte) 0);
      longBodies.release();
    }
  }

  private static ProblemException unavailable() {
    return ProblemException.retryAfter(Problem.UNAVAILABLE, TRY_AGAIN);
  }
}
