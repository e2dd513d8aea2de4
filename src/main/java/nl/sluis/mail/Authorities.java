package nl.sluis.mail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Whom we believe about a relay's certificate: the authorities in a file of the operator's and nobody else, or those of the JVM. */
final class Authorities {
  private static final String SETTING = " (mail.caFile, SLUIS_MAIL_CA_FILE)";

  private Authorities() {}

  /** @param file null for those of the JVM; else found without a fault */
  static SSLSocketFactory trust(String file) {
    try {
      return file == null ? (SSLSocketFactory) SSLSocketFactory.getDefault() : read(Path.of(file));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(file + SETTING + " was read a moment ago, and cannot be read now", e);
    }
  }

  /** @return why it cannot be used, a sentence */
  static Optional<String> fault(String file) {
    try {
      read(Path.of(file));
      return Optional.empty();
    } catch (IOException | GeneralSecurityException | InvalidPathException e) {
      return Optional
          .of(file + SETTING + " cannot be used: it must be a file that this user may read, with one or more certificates in PEM");
    }
  }

  private static SSLSocketFactory read(Path file) throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (var in = Files.newInputStream(file)) {
      var number = 0;
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry(String.valueOf(number++), certificate);
      }
    }
    if (store.size() == 0) {
      throw new IOException("no certificate");
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), new SecureRandom());
    return context.getSocketFactory();
  }
}
