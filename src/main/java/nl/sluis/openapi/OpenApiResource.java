package nl.sluis.openapi;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;

/**
 * Serves the description of this interface (OpenAPI 3.1) to whoever builds a client, without a key: it is the same for everybody, and public with
 * the sources. JSON is made of it when somebody first asks for that, because few do, and a start should not wait for it.
 */
@Path("/")
public final class OpenApiResource {
  /** RFC 9512. */
  private static final String YAML = "application/yaml";
  private byte[] json;

  /** 200 the file as it is. */
  @GET
  @Path("openapi.yaml")
  public Response yaml() throws IOException {
    return Response.ok(read(), YAML).build();
  }

  /** 200 the same as JSON. */
  @GET
  @Path("openapi.json")
  public Response json() throws IOException {
    return Response.ok(made(), MediaType.APPLICATION_JSON).build();
  }

  private synchronized byte[] made() throws IOException {
    if (json == null) {
      json = new ObjectMapper().writeValueAsBytes(new YAMLMapper().readTree(read()));
    }
    return json;
  }

  private static byte[] read() throws IOException {
    try (var file = OpenApiResource.class.getResourceAsStream("/openapi.yaml")) {
      return file.readAllBytes();
    }
  }
}
