package nl.sluis;

import com.fasterxml.jackson.databind.SerializationFeature;
import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.util.DataSize;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import nl.sluis.audit.NoRequestLog;
import nl.sluis.audit.RequestLog;
import nl.sluis.http.FrontDoor;
import nl.sluis.http.HeaderDeadline;
import nl.sluis.intake.TestAnswers;
import nl.sluis.limit.LimitMeters;
import nl.sluis.link.SameOrigin;
import nl.sluis.page.PageResource;
import nl.sluis.page.RewrittenLinks;
import nl.sluis.page.SecurityHeaders;
import nl.sluis.problem.ProblemMapper;
import nl.sluis.problem.ReadableTypes;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.component.LifeCycle;
import org.glassfish.jersey.server.ServerProperties;

/** The server around every door: it keeps and logs nothing of a request, and adds the headers of every answer. */
final class WebServer {
  private static final int MAX_HEADER_KIB = 32;

  private WebServer() {}

  /** What the configuration could leave open, whatever it says. */
  static void harden(AbstractServerFactory server) {
    server.setRequestLogFactory(new NoRequestLog());
    // It puts the raw path into the name of the thread, and so into the log.
    server.setEnableThreadNameFilter(false);
    server.setRegisterDefaultExceptionMappers(false);
    // It would inflate what comes in, without an end, and keep what goes out in its buffers, secrets too.
    server.getGzipFilterFactory().setEnabled(false);
    if (server instanceof DefaultServerFactory usual && usual.getApplicationConnectors().get(0) instanceof HttpConnectorFactory http) {
      // It would take a visitor's word for the visitor's address; AddressRanges asks named proxies.
      http.setUseForwardedHeaders(false);
      // A connection would remember client keys, and what else comes in headers, for as long as it lives.
      http.setHeaderCacheSize(DataSize.bytes(0));
      // Cookies of a parent domain come to us too, and we are not who can delete them.
      http.setMaxRequestHeaderSize(DataSize.kibibytes(MAX_HEADER_KIB));
      // A scheduler's body holds a thread from its first byte to its last, for a minute at most. Jetty counts from the headers on, so of a short body
      // that comes a moment after them a higher pace would ask too much.
      http.setMinRequestDataPerSecond(DataSize.bytes(4));
      // A link whose # was rewritten twice has %25 in its path.
      http.setUriCompliance(UriCompliance.DEFAULT.with("rewritten links", UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING));
    }
  }

  static void guard(Environment environment, SluisConfiguration configuration, PageResource page) {
    var headers = new SecurityHeaders(configuration.publicUrl().startsWith("https:"), configuration.test());
    // Jetty would keep the filters of every path by its name, and a rewritten link's path carries the secret.
    environment.getApplicationContext().getServletHandler().setFilterChainsCached(false);
    environment.servlets().addFilter("rewritten-links", new RewrittenLinks(environment.metrics()))
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    environment.lifecycle().addEventListener(new LifeCycle.Listener() {
      @Override
      public void lifeCycleStarting(LifeCycle starting) {
        if (starting instanceof Server server) {
          server.setErrorHandler(new BareErrors(headers, page.headers(), configuration.test()));
          server.insertHandler(new FrontDoor(admin -> headers.put(false, admin::put)));
          keepOffTheHeap(server);
          for (var connector : server.getConnectors()) {
            connector.addBean(new HeaderDeadline(connector));
          }
        }
      }
    });
    environment.jersey().property(ServerProperties.WADL_FEATURE_DISABLE, true);
    // A Location stays as it is, without a host: behind a proxy that ends TLS it would begin with http, and a client would follow it with its key.
    environment.jersey().property(ServerProperties.LOCATION_HEADER_RELATIVE_URI_RESOLUTION_DISABLED, true);
    environment.getObjectMapper().disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    environment.jersey().register(new ProblemMapper(new LimitMeters(environment.metrics())));
    environment.jersey().register(new ReadableTypes());
    environment.jersey().register(new RequestLog());
    environment.jersey().register(new SameOrigin(configuration.publicUrl()));
    environment.jersey().register(headers);
    if (configuration.test()) {
      environment.jersey().register(new TestAnswers(environment.getObjectMapper()));
    }
  }

  /** Jetty keeps its buffers. Those of TLS would be on the heap, the ones for what comes in too, because the JDK decrypts in place. */
  private static void keepOffTheHeap(Server server) {
    for (var tls : server.getContainedBeans(SslConnectionFactory.class)) {
      tls.setDirectBuffersForEncryption(true);
      tls.setDirectBuffersForDecryption(true);
    }
  }
}
