package nl.sluis.page;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;

/**
 * The invitee's page: one static page, the same for every link, real or not. It is held in memory from the start; nothing of a request
 * decides what is read.
 */
@Path("/i")
public final class PageResource {
  private static final String INDEX = "index.html";
  private static final Map<String, String> TYPES =
      Map.of("html", "text/html;charset=utf-8", "css", "text/css;charset=utf-8", "js", "text/javascript;charset=utf-8");
  private static final List<String> FILES = List.of(INDEX, "style.css", "ask.js", "calendar.js", "content-keys.js", "ends.js",
      "envelope.js", "flow.js", "gateway.js", "link.js", "meeting.js", "open.js", "show.js", "words.js", "words-en.js", "words-nl.js");
  private final Map<String, byte[]> files = new TreeMap<>();

  /** @param banner HTML that every page begins with, empty in earnest; the demonstration says what it is */
  public PageResource(String banner) {
    for (var name : FILES) {
      files.put(name, read(name));
    }
    var index = new String(files.get(INDEX), StandardCharsets.UTF_8).replace("<!-- banner -->", banner);
    files.put(INDEX, index.getBytes(StandardCharsets.UTF_8));
  }

  /** 200, whatever link it was opened with: the secret is in the fragment and does not arrive here. */
  @GET
  public Response page() {
    return answer(INDEX);
  }

  /** 200 one of the page's own files. 404 anything else. */
  @GET
  @Path("/{file}")
  public Response file(@PathParam("file") String file) {
    if (!files.containsKey(file) || file.equals(INDEX)) {
      throw new ProblemException(Problem.NOT_FOUND);
    }
    return answer(file);
  }

  private Response answer(String name) {
    return Response.ok(files.get(name)).type(TYPES.get(name.substring(name.lastIndexOf('.') + 1))).build();
  }

  private static byte[] read(String name) {
    try (var file = PageResource.class.getResourceAsStream("/page/" + name)) {
      if (file == null) {
        throw new IllegalStateException("the page lacks " + name);
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
