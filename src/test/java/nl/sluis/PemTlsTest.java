package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.TestCertificate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway's own TLS with the files of an issuer of certificates. */
class PemTlsTest {
  private static final String HOST = "invitations.example.org";
  @TempDir private Path folder;

  @Test
  void aNewCertificateIsShownWithoutARestartOnceBothFilesAreThere() throws Exception {
    var certificate = folder.resolve("fullchain.pem");
    var key = folder.resolve("privkey.pem");
    var first = TestCertificate.of(HOST);
    var second = TestCertificate.another(HOST);
    first.writePem(certificate, key);
    try (var sluis = LocalSluis.started(settings -> TestCertificate.pemConnector(certificate, key)
        .forEach((name, value) -> settings.set("server.applicationConnectors[0]." + name, value)))) {
      var port = sluis.settings.port();
      try (var open = connect(first, port)) {
        assertThatThrownBy(() -> connect(second, port)).isInstanceOf(SSLException.class);

        second.writePem(certificate, folder.resolve("next.pem"));
        connect(first, port).close();
        Files.move(folder.resolve("next.pem"), key, StandardCopyOption.REPLACE_EXISTING);
        Awaitility.await().ignoreExceptionsInstanceOf(SSLException.class).untilAsserted(() -> connect(second, port).close());
        assertThatThrownBy(() -> connect(first, port)).isInstanceOf(SSLException.class);

        open.getOutputStream()
            .write(("GET / HTTP/1.1\r\nHost: " + HOST + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(open.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .as("who is connected stays connected").startsWith("HTTP/1.1 200 ");
      }
    }
  }

  @Test
  void whatDoesNotBelongTogetherIsRefusedInWords() throws Exception {
    var certificate = folder.resolve("fullchain.pem");
    var key = folder.resolve("privkey.pem");
    var other = folder.resolve("other.pem");
    TestCertificate.another(HOST).writePem(folder.resolve("unused.pem"), other);
    TestCertificate.of(HOST).writePem(certificate, key);
    assertThat(new PemFiles(certificate.toString(), key.toString()).fault()).isEmpty();
    var rsa = Files.writeString(folder.resolve("rsa.pem"), "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----\n");
    var rubbish = Files.writeString(folder.resolve("rubbish.pem"), "-----BEGIN PRIVATE KEY-----\nMA==\n-----END PRIVATE KEY-----\n");
    for (var wrong : List.of(other, rsa, rubbish, certificate, folder.resolve("none.pem"), folder)) {
      assertThat(new PemFiles(certificate.toString(), wrong.toString()).fault()).as(wrong.toString()).hasValueSatisfying(
          words -> assertThat(words).contains("certificateFile and keyFile of server.applicationConnectors[0]", "BEGIN PRIVATE KEY"));
    }
    assertThat(new PemFiles(key.toString(), key.toString()).fault()).isPresent();
    assertThat(new PemFiles(null, key.toString()).fault()).hasValueSatisfying(words -> assertThat(words).contains("must both name"));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-rw-r--"));
    assertThat(new PemFiles(certificate.toString(), key.toString()).fault()).hasValueSatisfying(
        words -> assertThat(words).contains("may be written by others"));
  }

  private static Socket connect(TestCertificate trusted, int port) throws IOException, GeneralSecurityException {
    var plain = new Socket("127.0.0.1", port);
    try {
      var socket = (SSLSocket) trusted.client().createSocket(plain, HOST, port, true);
      socket.startHandshake();
      return socket;
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }
}
