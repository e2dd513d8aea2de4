package nl.sluis.standin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

import static java.nio.charset.StandardCharsets.UTF_8;

/** HTTP on a free port of loopback: remembers the last requests, and sends answers whole, half or not at all. */
final class StandInServer implements AutoCloseable {
  private static final int REMEMBERED = 2_000;
  private static final int MOST_READ = 1 << 20;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
    var thread = new Thread(work, "zoom-stand-in");
    thread.setDaemon(true);
    return thread;
  });
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Deque<Asked> asked = new ArrayDeque<>();
  private final Function<Asked, Reply> answers;

  StandInServer(Function<Asked, Reply> answers) throws IOException {
    this.answers = answers;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
  }

  void start() {
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<Asked> asked() {
    synchronized (asked) {
      return List.copyOf(asked);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdown();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, answers.apply(remembered(exchange)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Asked remembered(HttpExchange exchange) throws IOException {
    var headers = new LinkedHashMap<String, List<String>>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    var uri = exchange.getRequestURI();
    var query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    var body = new String(exchange.getRequestBody().readNBytes(MOST_READ), UTF_8);
    var one = new Asked(exchange.getRequestMethod(), uri.getRawPath(), query, headers, body);
    synchronized (asked) {
      asked.add(one);
      if (asked.size() > REMEMBERED) {
        asked.remove();
      }
    }
    return one;
  }

  private void send(HttpExchange exchange, Reply reply) throws IOException, InterruptedException {
    if (reply.end() == Reply.End.NEVER) {
      closing.await();
    }
    if (reply.end() == Reply.End.NEVER || reply.end() == Reply.End.CUT) {
      return;
    }
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.getResponseHeaders().set("x-zm-trackingid", "v=2.0;clid=standin;rid=WEB_" + UUID.randomUUID());
    exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
    var isWhole = reply.end() == Reply.End.WHOLE;
    try {
      exchange.getResponseBody().write(reply.body(), 0, isWhole ? reply.body().length : reply.body().length / 2);
      exchange.getResponseBody().flush();
    } catch (IOException e) {
      // Too long for who asked, who has gone.
      return;
    }
    if (!isWhole) {
      closing.await();
    }
  }
}
