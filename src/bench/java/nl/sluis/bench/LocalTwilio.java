package nl.sluis.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Twilio's message resource on loopback: takes every text message at once, and keeps the code of it until somebody asks. */
final class LocalTwilio implements AutoCloseable {
  private static final byte[] QUEUED = ("{\"sid\": \"SM" + "0".repeat(32) + "\", \"status\": \"queued\", \"error_code\": null}")
      .getBytes(StandardCharsets.US_ASCII);
  private final Map<String, String> codes = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  LocalTwilio() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** @return the code that was sent to this number; it is forgotten then */
  String takeCode(String number) {
    return codes.remove(number);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String to = null;
      String text = "";
      for (var field : new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).split("&")) {
        var value = URLDecoder.decode(field.substring(field.indexOf('=') + 1), StandardCharsets.UTF_8);
        if (field.startsWith("To=")) {
          to = value;
        } else if (field.startsWith("Body=")) {
          text = value;
        }
      }
      codes.put(to, text.substring(text.lastIndexOf('#') + 1));
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(201, QUEUED.length);
      exchange.getResponseBody().write(QUEUED);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
