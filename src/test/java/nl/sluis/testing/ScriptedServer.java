package nl.sluis.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ServerSocketFactory;

/**
 * An HTTP server that answers as a test says, one request for each connection, and remembers what it was asked: what may stand in a gateway's
 * place, or before it. Behind the last answer of the script it says 201 to all.
 */
public final class ScriptedServer implements AutoCloseable {
  /** @param headers by their names in small letters. @param nanos when it was there */
  public record Request(String line, Map<String, String> headers, String body, long nanos) {
    public String header(String name) {
      return headers.get(name.toLowerCase(Locale.ROOT));
    }
  }

  /** One answer to one request. */
  @FunctionalInterface
  public interface Reply {
    void give(OutputStream out, ScriptedServer server) throws IOException, InterruptedException;
  }

  private static final String PROBLEM = "application/problem+json";
  private final ServerSocket server;
  private final String scheme;
  private final Queue<Reply> script = new ConcurrentLinkedQueue<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final AtomicLong sent = new AtomicLong();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
    var thread = new Thread(work, "scripted");
    thread.setDaemon(true);
    return thread;
  });

  public ScriptedServer(Reply... script) {
    this("http", ServerSocketFactory.getDefault(), script);
  }

  /** @param sockets of a server that speaks TLS, if the scheme is https */
  public ScriptedServer(String scheme, ServerSocketFactory sockets, Reply... script) {
    this.scheme = scheme;
    this.script.addAll(List.of(script));
    try {
      server = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  public String url() {
    return scheme + (scheme.equals("https") ? "://localhost:" : "://127.0.0.1:") + server.getLocalPort();
  }

  /** @return all that came, in the order of their coming */
  public List<Request> requests() {
    return requests;
  }

  /** @return the bytes that could be written of the bodies of long answers */
  public long sent() {
    return sent.get();
  }

  // ---- what it may say

  /** @param headers each as {@code Name: value} */
  public static Reply says(int status, String type, String body, String... headers) {
    var bytes = body.getBytes(UTF_8);
    return (out, server) -> {
      out.write(head(status, type, bytes.length, headers));
      out.write(bytes);
    };
  }

  /** 201 with a receipt of one invitation. */
  public static Reply created(String id) {
    return says(201, "application/json",
        "{\"meeting\":\"m\",\"sequence\":0,\"invitations\":[{\"id\":\"" + id + "\",\"state\":\"queued\"}]}");
  }

  /** @param members behind type and status, as {@code ,"detail":"x"} */
  public static Reply problem(int status, String name, String members, String... headers) {
    return says(status, PROBLEM, "{\"type\":\"urn:sluis:problem:" + name + "\",\"title\":\"T\",\"status\":" + status + members + "}",
        headers);
  }

  /** As a proxy answers for a gateway that it does not reach. */
  public static Reply proxysPage(int status) {
    return says(status, "text/html", "<html><head><title>" + status + "</title></head><body>nginx</body></html>");
  }

  /** The connection breaks before a byte of the answer. */
  public static Reply cut() {
    return (out, server) -> {};
  }

  /** The connection breaks within the body. */
  public static Reply half() {
    return (out, server) -> {
      out.write(head(201, "application/json", 1_000));
      out.write("{\"meeting\":".getBytes(UTF_8));
    };
  }

  /** Nothing comes, until this is closed. */
  public static Reply hangs() {
    return (out, server) -> server.closing.await();
  }

  /** The head comes, and no body, until this is closed. */
  public static Reply hangsBehindTheHead() {
    return (out, server) -> {
      out.write(head(201, "application/json", 1_000));
      out.flush();
      server.closing.await();
    };
  }

  /** A string of so many bytes, in an object. */
  public static Reply isLong(int bytes) {
    return (out, server) -> {
      out.write(head(201, "application/json", bytes + 8));
      out.write("{\"x\":\"".getBytes(UTF_8));
      var part = new byte[65_536];
      Arrays.fill(part, (byte) 'x');
      for (var left = bytes; left > 0; left -= part.length) {
        out.write(part, 0, Math.min(left, part.length));
        server.sent.addAndGet(part.length);
      }
      out.write("\"}".getBytes(UTF_8));
    };
  }

  private static byte[] head(int status, String type, int length, String... headers) {
    var more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    return ("HTTP/1.1 " + status + " X\r\nContent-Type: " + type + "\r\nContent-Length: " + length + "\r\nConnection: close\r\n" + more
        + "\r\n").getBytes(ISO_8859_1);
  }

  // ---- how it does

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        threads.execute(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var request = read(socket.getInputStream());
      if (request != null) {
        requests.add(request);
        var reply = script.poll();
        (reply == null ? created("id-of-no-script") : reply).give(socket.getOutputStream(), this);
      }
    } catch (IOException e) {
      // The client had enough.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Request read(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      var b = in.read();
      if (b < 0) {
        return null;
      }
      head.write(b);
    }
    var lines = head.toString(ISO_8859_1).split("\r\n");
    var headers = new TreeMap<String, String>();
    for (var i = 1; i < lines.length; i++) {
      headers.put(lines[i].substring(0, lines[i].indexOf(':')).toLowerCase(Locale.ROOT),
          lines[i].substring(lines[i].indexOf(':') + 1).strip());
    }
    var body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    return new Request(lines[0], headers, new String(body, UTF_8), System.nanoTime());
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
