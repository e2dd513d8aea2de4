package nl.sluis.page;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.words.Words;

/** Tells those who find a weakness whom to tell (RFC 9116). */
@Path("/.well-known/security.txt")
public final class SecurityTxtResource {
  /** RFC 9116 §2.5.5 recommends less than a year. Who runs a gateway looks at it more often. */
  private static final Duration VALID = Duration.ofDays(180);
  private final String contact;
  private final String publicUrl;

  /**
   * @param contact   a URL, as {@code mailto:security@example.org}; null if nobody is to be told
   * @param publicUrl of the gateway
   */
  public SecurityTxtResource(String contact, String publicUrl) {
    this.contact = contact;
    this.publicUrl = publicUrl;
  }

  /** 200 text. 404 if no contact is configured. */
  @GET
  public Response text() {
    if (contact == null) {
      throw new ProblemException(Problem.NOT_FOUND);
    }
    return Response.ok("Contact: " + contact + "\nExpires: " + Instant.now().plus(VALID).truncatedTo(ChronoUnit.DAYS)
        + "\nPreferred-Languages: " + String.join(", ", Words.LANGUAGES) + "\nCanonical: " + publicUrl + "/.well-known/security.txt\n",
        "text/plain;charset=utf-8").build();
  }
}
