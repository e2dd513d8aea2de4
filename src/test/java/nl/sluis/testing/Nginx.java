package nl.sluis.testing;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Debian's nginx with the file that ships, in a folder and on a port of its own. */
public final class Nginx implements AutoCloseable {
  private static final String HOST = "invitations.example.org";
  public final TestCertificate certificate;
  public final int port = Ports.next();
  public final Path folder;
  private final Process process;

  private Nginx(Path program, int gatewayPort, UnaryOperator<String> change) throws Exception {
    folder = Folders.make("nginx");
    certificate = TestCertificate.of(HOST);
    certificate.writePem(folder.resolve("fullchain.pem"), folder.resolve("privkey.pem"));
    var shipped = Files.readString(Path.of("docs/nginx.conf"))
        .replaceAll("(?m)^ *listen \\[::].*\n", "")
        .replace("listen 443", "listen 127.0.0.1:" + port)
        .replace("/etc/ssl/invitations.example.org", folder.toString())
        .replace("/var/log/nginx", folder.toString())
        .replace("server 127.0.0.1:8080", "server 127.0.0.1:" + gatewayPort);
    Files.writeString(folder.resolve("sluis.conf"), change.apply(shipped));
    var temporary = Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        .map(name -> name + "_temp_path " + folder.resolve(name) + ";\n").reduce("", String::concat);
    Files.writeString(folder.resolve("nginx.conf"),
        "daemon off;\nmaster_process off;\npid " + folder.resolve("pid") + ";\nerror_log stderr;\nevents { }\nhttp {\n" + temporary
            + "include " + folder.resolve("sluis.conf") + ";\n}\n");
    process = new ProcessBuilder(program.toString(), "-p", folder.toString(), "-e", folder.resolve("error.log").toString(), "-c",
        folder.resolve("nginx.conf").toString())
        .redirectErrorStream(true).redirectOutput(folder.resolve("out.log").toFile()).start();
    Awaitility.await().until(this::listens);
  }

  /**
   * Where the machine has none the test is skipped, with this word.
   *
   * @param change of the file, before it is read
   */
  public static Nginx before(int gatewayPort, UnaryOperator<String> change) throws Exception {
    var program = List.of("/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx", "/opt/homebrew/bin/nginx").stream().map(Path::of)
        .filter(Files::exists).findFirst();
    assumeThat(program).as("nginx is on this machine (Debian: apt install nginx-light)").isPresent();
    return new Nginx(program.orElseThrow(), gatewayPort, change);
  }

  private boolean listens() {
    if (!process.isAlive()) {
      try {
        throw new AssertionError("nginx ended: " + Files.readString(folder.resolve("out.log")));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    try (var socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** @return a connection with TLS to the host that the certificate is for */
  public Socket connects() throws Exception {
    var plain = new Socket("127.0.0.1", port);
    plain.setSoTimeout(60_000);
    return certificate.client().createSocket(plain, HOST, port, true);
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join().destroyForcibly();
  }
}
