package nl.sluis.page;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;

/** The invitee's page: one static page, the same for every link, real or not. */
@Path("/i")
public final class PageResource {
  private final PageFiles files;

  /** @param banner HTML that every page begins with, empty in earnest; the demonstration says what it is */
  public PageResource(String banner) {
    this.files = new PageFiles(banner, false);
  }

  private PageResource() {
    this.files = new PageFiles(TestBanner.html(), true);
  }

  /** The page of a test gateway, which says so. */
  public static PageResource ofTest() {
    return new PageResource();
  }

  /** What a visitor reads whose browser sends more in its headers than is taken: where it comes from, and what to do. */
  public byte[] headers() {
    return files.find(PageFiles.HEADERS);
  }

  /** 200, whatever link it was opened with: the secret is in the fragment and does not arrive here. */
  @GET
  public Response page() {
    return file(PageFiles.INDEX);
  }

  /** 200 one of the page's own files, or {@code levels}: what the two levels of sealing mean. 404 anything else. */
  @GET
  @Path("/{file}")
  public Response file(@PathParam("file") String file) {
    var bytes = files.find(file);
    if (bytes == null) {
      throw new ProblemException(Problem.NOT_FOUND);
    }
    return Response.ok(bytes).type(PageFiles.type(file)).build();
  }
}
