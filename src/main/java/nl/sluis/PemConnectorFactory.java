package nl.sluis;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.dropwizard.jetty.HttpsConnectorFactory;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.ThreadPool;

/** The gateway's own TLS with the two files that issuers of certificates write, and without a restart when they write new ones. */
@JsonTypeName("https-pem")
public final class PemConnectorFactory extends HttpsConnectorFactory {
  @JsonProperty private String certificateFile;
  @JsonProperty private String keyFile;
  /** Set while the connector is built. */
  private SslContextFactory.Server tls;
  private byte[] shown;

  PemFiles files() {
    return new PemFiles(certificateFile, keyFile);
  }

  /** There is no key store, so there is nothing to ask of one. */
  @Override
  public boolean isValidKeyStorePath() {
    return true;
  }

  @Override
  public boolean isValidKeyStorePassword() {
    return true;
  }

  @Override
  public Connector build(Server server, MetricRegistry metrics, String name, ThreadPool threads) {
    var connector = super.build(server, metrics, name, threads);
    server.addBean(new PemRenewal(files(), shown, tls));
    return connector;
  }

  @Override
  protected SslContextFactory.Server configureSslContextFactory(SslContextFactory factory) {
    var configured = super.configureSslContextFactory(factory);
    try {
      var pair = files().read();
      show(pair, configured);
      shown = pair.from();
      tls = configured;
    } catch (IOException | GeneralSecurityException e) {
      // A rule of the start has read them a moment ago.
      throw new StartRefusedException(List.of(files().fault().orElse(TlsLook.AMISS)));
    }
    return configured;
  }

  static void show(PemFiles.Pair pair, SslContextFactory by) {
    by.setKeyStore(pair.store());
    by.setKeyStorePassword(pair.password());
  }
}
