package nl.sluis.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** What webhooks call: remembers every message, and answers as a test says. */
public final class Receiver implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private volatile Function<Received, Reply> script = message -> new Reply(204);

  public Receiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  /** From now on it answers so. */
  public Receiver answers(Function<Received, Reply> byMessage) {
    script = byMessage;
    return this;
  }

  public Receiver answers(int status, String... headers) {
    return answers(message -> new Reply(status, headers));
  }

  /** From now on nobody hears anything, until this is closed. */
  public Receiver hangs() {
    return answers(message -> null);
  }

  /** @return in the order of their coming */
  public List<Received> received() {
    return received;
  }

  public List<String> types() {
    return received.stream().map(Received::type).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(exchange.getRequestHeaders());
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var message = new Received(headers, body, System.nanoTime());
    received.add(message);
    var reply = script.apply(message);
    try {
      if (reply == null) {
        closing.await();
      } else {
        for (var at = 0; at < reply.headers.length; at += 2) {
          exchange.getResponseHeaders().add(reply.headers[at], reply.headers[at + 1]);
        }
        exchange.sendResponseHeaders(reply.status, -1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdown();
  }

  /** @param headers names and values in turn */
  public record Reply(int status, String... headers) {}

  /** @param nanos when it was there */
  public record Received(Map<String, List<String>> headers, String body, long nanos) {
    public String header(String name) {
      return headers.get(name).get(0);
    }

    public String id() {
      return header("webhook-id");
    }

    public JsonNode json() {
      try {
        return Meetings.JSON.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    public String type() {
      return json().path("type").asText();
    }

    /** @param secret as the gateway shows it. @return whether the library of Standard Webhooks takes it for a message of ours */
    public boolean isSignedBy(String secret) {
      try {
        new Webhook(secret).verify(body, headers);
        return true;
      } catch (WebhookVerificationException e) {
        return false;
      }
    }
  }
}
