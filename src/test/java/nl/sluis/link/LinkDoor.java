package nl.sluis.link;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.jackson.JacksonMessageBodyProvider;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.util.Map;
import nl.sluis.code.CodeConfiguration;
import nl.sluis.envelope.Base64Url;
import nl.sluis.http.FrontDoor;
import nl.sluis.limit.AddressRanges;
import nl.sluis.limit.LimitConfiguration;
import nl.sluis.problem.ProblemMapper;
import nl.sluis.testing.Answer;
import nl.sluis.testing.Http;
import nl.sluis.testing.Meetings;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;
import org.slf4j.LoggerFactory;

/** The door of the invitee's page on a port of its own, with nothing of the application around it but what receives its requests. */
final class LinkDoor implements AutoCloseable {
  static final String ORIGIN = "https://sluis.example";
  private final Server server = new Server(0);

  static {
    ((Logger) LoggerFactory.getLogger("org.eclipse.jetty")).setLevel(Level.INFO);
  }

  LinkDoor(LinkParts parts) {
    var door = new LinkResource(parts.status, parts.sending, parts.release, parts.asking, parts.ranges,
        new AddressRanges(LimitConfiguration.byDefault(), false), new CodeConfiguration(null, null, null, null));
    var json = Jackson.newObjectMapper().disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    var jersey = new ResourceConfig().register(door).register(new Neighbour()).register(new Demo()).register(new SameOrigin(ORIGIN))
        .register(new ProblemMapper(limit -> {})).register(new JacksonMessageBodyProvider(json));
    var context = new ServletContextHandler();
    context.addServlet(new ServletHolder(new ServletContainer(jersey)), "/*");
    // It reads a body before anybody answers. Otherwise a refusal would leave the body unread, and Jetty would close a connection on which
    // the client already asks again.
    var front = new FrontDoor(headers -> {});
    front.setHandler(context);
    server.setHandler(front);
    ((ServerConnector) server.getConnectors()[0]).setName("application");
    try {
      server.start();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Asks as our page does, from an address range that a proxy on this machine names. */
  Answer ask(String call, Object body, String from) {
    return send("POST", "/link/" + call, body, "Sec-Fetch-Site", "same-origin", "X-Forwarded-For", from);
  }

  Answer send(String method, String path, Object body, String... headers) {
    try {
      var json = body == null ? null : body instanceof String text ? text : Meetings.JSON.writeValueAsString(body);
      var port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
      return Http.send(method, "http://127.0.0.1:" + port + path, json, headers);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static Map<String, Object> access(LinkParts.Link link) {
    return Map.of("access", Base64Url.encode(link.visit().access()));
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Another route of the same port. */
  @Path("/neighbour")
  public static final class Neighbour {
    @POST
    public String post() {
      return "posted";
    }
  }

  /** A route of which only the posts are our page's. */
  @Path("/demo")
  public static final class Demo {
    @GET
    public String get() {
      return "got";
    }

    @POST
    public String post() {
      return "posted";
    }
  }
}
