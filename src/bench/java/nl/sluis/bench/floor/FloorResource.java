package nl.sluis.bench.floor;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The calls of the gateway, bare. */
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class FloorResource {
  private final FloorStore store;
  private final BareAngus angus;
  private final ObjectMapper json;

  FloorResource(FloorStore store, BareAngus angus, ObjectMapper json) {
    this.store = store;
    this.angus = angus;
    this.json = json;
  }

  /** 201 when the bytes are on disk. */
  @POST
  @Path("posts")
  public Response post(byte[] body) throws Exception {
    json.readTree(body);
    return Response.status(Response.Status.CREATED).entity(Map.of("id", store.insert(body))).build();
  }

  /** 201 when the bytes were on disk, were handed to the sink, and are deleted. */
  @POST
  @Path("mailed")
  public Response mailed(byte[] body) throws Exception {
    json.readTree(body);
    var id = store.insert(body);
    angus.send(new String(body, StandardCharsets.UTF_8));
    store.delete(id);
    return Response.status(Response.Status.CREATED).entity(Map.of("id", id)).build();
  }

  /** 200 after so many reads, and so many updates of one row in one transaction, which is on disk. */
  @POST
  @Path("changes")
  public Map<String, Integer> change(byte[] body, @QueryParam("reads") int reads, @QueryParam("updates") int updates) throws Exception {
    var id = json.readTree(body).get("id").textValue();
    var bytes = 0;
    for (var i = 0; i < reads; i++) {
      bytes += store.read(id);
    }
    if (updates > 0) {
      store.update(id, updates);
    }
    return Map.of("bytes", bytes);
  }

  /** 200 with how many mails went to the sink in that time. */
  @POST
  @Path("mails")
  public Map<String, Long> mails(@QueryParam("bytes") int bytes, @QueryParam("millis") long millis) throws Exception {
    return Map.of("mails", angus.loop(bytes, millis));
  }
}
