package nl.sluis.page;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import nl.sluis.brand.Brand;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;

/** What of the page is the organization's own: colours, as custom properties of CSS, and a logo. The same for every link. */
@Path("/i")
public final class BrandResource {
  private final String css;
  private final Brand brand;

  public BrandResource(Brand brand) {
    this.brand = brand;
    this.css = String.format(Locale.ROOT, """
        :root { %s }
        @media (prefers-color-scheme: dark) { :root { %s } }
        """, properties(brand.light()), properties(brand.dark()));
  }

  /** 200 {@code --brand}, a ground, and {@code --brand-ink}, which is read on it. */
  @GET
  @Path("/brand.css")
  public Response css() {
    return Response.ok(css, "text/css;charset=utf-8").build();
  }

  /** 200 the image. 404 if there is none. */
  @GET
  @Path("/logo")
  public Response logo() {
    var logo = brand.logo().orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    return Response.ok(logo.bytes(), logo.type()).build();
  }

  private static String properties(Brand.Pair pair) {
    return "--brand: " + pair.colour() + "; --brand-ink: " + pair.ink();
  }
}
