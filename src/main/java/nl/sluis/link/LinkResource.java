package nl.sluis.link;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.function.Function;
import nl.sluis.code.CodeConfiguration;
import nl.sluis.limit.AddressRanges;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.problem.ProblemJson;

/**
 * Answers the calls of the invitee's page. The link's access comes in the body, never in a URL. Unknown and malformed access: the same 404 on
 * every call, and 429 where too many came from one address range. Not from our page: 403.
 */
@Path("/link")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class LinkResource {
  private final Status status;
  private final CodeSending codeSending;
  private final Release release;
  private final Asking asking;
  private final RangeLimits limits;
  private final AddressRanges ranges;
  private final int codeLength;

  public LinkResource(Status status, CodeSending codeSending, Release release, Asking asking, RangeLimits limits, AddressRanges ranges,
      CodeConfiguration codes) {
    this.status = status;
    this.codeSending = codeSending;
    this.release = release;
    this.asking = asking;
    this.limits = limits;
    this.ranges = ranges;
    this.codeLength = codes.length();
  }

  /** 200 in any state; nothing is spent by looking. */
  @POST
  @Path("/status")
  public Object status(@Context HttpServletRequest http, InputStream body) throws IOException {
    try (var fields = LinkBody.read(body, "access")) {
      return answer(visit(http, fields), status::of);
    }
  }

  /**
   * 202 a code was sent, or may have been. 403 wrong digits, with the tries left. 410 ended, with state and time. 422 the number takes no
   * SMS. 429 too soon, with Retry-After. 503 no SMS can be sent until the operator acts.
   */
  @POST
  @Path("/code")
  public Response code(@Context HttpServletRequest http, InputStream body) throws IOException {
    try (var fields = LinkBody.read(body, "access", "digits")) {
      return Response.accepted(answer(visit(http, fields), visit -> codeSending.send(visit, fields.digits("digits", Status.DIGITS))))
          .build();
    }
  }

  /**
   * Trades the code for share and envelope. 200 both; the same access, code and ticket again counts as a fetch. 403 wrong code, with the
   * tries left. 410 ended, with state and time. 429 with Retry-After.
   */
  @POST
  @Path("/release")
  public Object release(@Context HttpServletRequest http, InputStream body) throws IOException {
    try (var fields = LinkBody.read(body, "access", "code", "ticket")) {
      return answer(visit(http, fields), visit -> release.handOver(visit, fields.digits("code", codeLength), fields.ticket()));
    }
  }

  /** 200 share and envelope again, thirty times in ten minutes. 404: the release never arrived, or the time is over. */
  @POST
  @Path("/fetch")
  public Object fetch(InputStream body) throws IOException {
    try (var fields = LinkBody.read(body, "ticket")) {
      return release.fetch(fields.ticket());
    }
  }

  /** 202 the organizer is asked for a new invitation, once ever; again 202. 409 of one that is live, revoked, cancelled or closed. */
  @POST
  @Path("/ask")
  public Response ask(@Context HttpServletRequest http, InputStream body) throws IOException {
    try (var fields = LinkBody.read(body, "access")) {
      return answer(visit(http, fields), visit -> {
        asking.ask(visit);
        return Response.accepted().build();
      });
    }
  }

  /** 204 erased, and again 204. 403 wrong acknowledgement: nothing is erased. 404 unknown ticket. */
  @POST
  @Produces({MediaType.APPLICATION_JSON, ProblemJson.MEDIA_TYPE})
  @Path("/acknowledge")
  public void acknowledge(InputStream body) throws IOException {
    try (var fields = LinkBody.read(body, "ticket", "ack")) {
      release.acknowledge(fields.ticket(), fields.ack());
    }
  }

  private Visit visit(HttpServletRequest http, LinkBody fields) {
    var from = ranges.of(http.getRemoteAddr(), Collections.list(http.getHeaders("X-Forwarded-For"))).orElse(null);
    return new Visit(fields.access().orElseThrow(() -> limits.unknownLink(from)), from);
  }

  private <T> T answer(Visit visit, Function<Visit, T> work) {
    try {
      return work.apply(visit);
    } catch (ProblemException e) {
      throw isStranger(visit, e.problem()) ? limits.unknownLink(visit.from()) : e;
    }
  }

  /** A stranger gets the same answer whatever else the body says. So where that is wrong, the link is looked up for the answer's sake. */
  private boolean isStranger(Visit visit, Problem problem) {
    return problem == Problem.UNKNOWN_LINK || problem == Problem.INVALID && !status.isKnown(visit);
  }
}
