package nl.sluis;

import io.dropwizard.jetty.HttpsConnectorFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** Looks before a start at the key store of the gateway's own TLS. */
final class TlsLook {
  /** What an operator reads where it cannot be used; a start says the same. */
  static final String AMISS = "The gateway cannot speak TLS with what it found: see to keyStorePath, keyStorePassword and keyStoreType of "
      + "server.applicationConnectors[0], and that this user may read the file";

  private TlsLook() {}

  /** @throws StartRefusedException if no key can be taken from it, or its certificate has expired */
  static String at(HttpsConnectorFactory https) {
    return https instanceof PemConnectorFactory pem ? at(pem) : inStore(https);
  }

  /** A rule of the start has found them well. */
  private static String at(PemConnectorFactory pem) {
    try {
      return until(pem.files().read().leaf().getNotAfter().toInstant(), "certificateFile");
    } catch (IOException | GeneralSecurityException e) {
      throw new StartRefusedException(List.of(pem.files().fault().orElse(AMISS)));
    }
  }

  private static String inStore(HttpsConnectorFactory https) {
    var password = Objects.requireNonNullElse(https.getKeyStorePassword(), "").toCharArray();
    try (var in = Files.newInputStream(Path.of(Objects.requireNonNullElse(https.getKeyStorePath(), "")))) {
      var store = KeyStore.getInstance(https.getKeyStoreType());
      store.load(in, password);
      for (var alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias) && store.getCertificate(alias) instanceof X509Certificate certificate) {
          return until(certificate.getNotAfter().toInstant(), "keyStorePath");
        }
      }
    } catch (IOException | GeneralSecurityException e) {
      // Its words may be a path or a library's; ours say what to look at.
      throw new StartRefusedException(List.of(AMISS));
    }
    throw new StartRefusedException(List.of(AMISS));
  }

  private static String until(Instant end, String setting) {
    if (end.isBefore(Instant.now())) {
      throw new StartRefusedException(List.of("The certificate in " + setting + " of server.applicationConnectors[0] expired at " + end
          + ": renew it"));
    }
    return "the certificate is valid until " + end;
  }
}
