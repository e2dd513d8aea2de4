package nl.sluis.page;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** For people who type the host of a mail into their browser: whose host it is, and how to check a mail. */
@Path("/")
public final class HomeResource {
  private final byte[] page;

  /**
   * @param banner       HTML that every page begins with; empty in earnest
   * @param organization as invitees know it
   * @param publicUrl    how every link begins
   */
  public HomeResource(String banner, String organization, String publicUrl) {
    page = PageFiles.home(banner, organization, publicUrl);
  }

  /** The page of a test gateway, which says so. */
  public static HomeResource ofTest(String organization, String publicUrl) {
    return new HomeResource(TestBanner.html(), organization, publicUrl);
  }

  /** 200, in all languages, the same for everybody. */
  @GET
  public Response page() {
    return Response.ok(page, "text/html;charset=utf-8").build();
  }
}
