package nl.sluis.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * A self-signed certificate for one host, made by the JDK's keytool, with a server that shows it and a client that
 * trusts nothing else.
 */
public final class TestCertificate {
  private static final char[] PASSWORD = "changeit".toCharArray();
  /** By host: keytool takes half a second. */
  private static final Map<String, TestCertificate> MADE = new HashMap<>();
  private final KeyStore store;

  private TestCertificate(KeyStore store) {
    this.store = store;
  }

  /** @return the same for each test of this process */
  public static TestCertificate of(String host) throws IOException, GeneralSecurityException {
    synchronized (MADE) {
      var made = MADE.get(host);
      if (made == null) {
        made = make(host);
        MADE.put(host, made);
      }
      return made;
    }
  }

  /** @return one that nobody had before */
  public static TestCertificate another(String host) throws IOException, GeneralSecurityException {
    return make(host);
  }

  private static TestCertificate make(String host) throws IOException, GeneralSecurityException {
    var folder = Files.createTempDirectory("certificate");
    var file = folder.resolve("server.p12");
    try {
      keytool("-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=" + host, "-ext", "SAN=dns:" + host,
          "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", new String(PASSWORD));
      var store = KeyStore.getInstance("PKCS12");
      try (var in = Files.newInputStream(file)) {
        store.load(in, PASSWORD);
      }
      return new TestCertificate(store);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  public SSLContext server() throws GeneralSecurityException {
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, new SecureRandom());
    return context;
  }

  /** @return settings of an https connector that shows it */
  public Map<String, String> connector(Path folder) throws IOException, GeneralSecurityException {
    var file = folder.resolve("server.p12");
    try (var out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD);
    }
    return Map.of("type", "https", "keyStorePath", file.toString(), "keyStorePassword", new String(PASSWORD), "keyStoreType", "PKCS12");
  }

  /** @return options for a JVM that shall trust it too */
  public List<String> trusting(Path folder) throws IOException, GeneralSecurityException {
    var file = folder.resolve("trusted.p12");
    try (var out = Files.newOutputStream(file)) {
      trusted().store(out, PASSWORD);
    }
    return List.of("-Djavax.net.ssl.trustStore=" + file, "-Djavax.net.ssl.trustStorePassword=" + new String(PASSWORD));
  }

  /** As nginx reads them. */
  public void writePem(Path certificate, Path key) throws IOException, GeneralSecurityException {
    Files.writeString(certificate, pem("CERTIFICATE", store.getCertificate("server").getEncoded()));
    Files.writeString(key, pem("PRIVATE KEY", store.getKey("server", PASSWORD).getEncoded()));
  }

  /** @return settings of a connector that shows it, of the files as {@link #writePem} writes them */
  public static Map<String, String> pemConnector(Path certificate, Path key) {
    return Map.of("type", "https-pem", "certificateFile", certificate.toString(), "keyFile", key.toString());
  }

  private static String pem(String what, byte[] bytes) {
    return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + what + "-----\n";
  }

  public SSLSocketFactory client() throws GeneralSecurityException {
    return clientContext().getSocketFactory();
  }

  /** Believes this certificate and no other. */
  public SSLContext clientContext() throws GeneralSecurityException {
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted());
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), new SecureRandom());
    return context;
  }

  private KeyStore trusted() throws GeneralSecurityException {
    var trusted = KeyStore.getInstance("PKCS12");
    try {
      trusted.load(null, null);
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
    trusted.setCertificateEntry("server", store.getCertificate("server"));
    return trusted;
  }

  private static void keytool(String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("keytool: " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
