package nl.sluis.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Twilio's message resource on a free port of loopback. Takes every message unless told otherwise, and remembers what it was asked.
 *
 * <pre>{@code
 * try (var twilio = FakeTwilio.start()) {
 *   twilio.answers(FakeTwilio.busy(), FakeTwilio.error(400, 21614));   // to the next two requests; then 201 again
 *   ...new TwilioConfiguration("AC123", secret, null, "+15005550006", null, null, null, twilio.baseUrl())
 *   twilio.lastCode();
 * }
 * }</pre>
 */
public final class FakeTwilio implements AutoCloseable {
  /** What the sender posted. */
  public record Message(String method, String path, String authorization, Map<String, String> form) {
    public String to() {
      return form.get("To");
    }

    public String text() {
      return form.get("Body");
    }

    /** @return what stands behind the last {@code #} of the text */
    public String code() {
      return text().substring(text().lastIndexOf('#') + 1);
    }
  }

  /** One answer to one request. */
  @FunctionalInterface
  public interface Answer {
    void give(HttpExchange exchange, FakeTwilio twilio) throws IOException, InterruptedException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final List<Message> looks = new CopyOnWriteArrayList<>();
  private volatile Answer account = account("active");
  private final List<Message> messages = new CopyOnWriteArrayList<>();
  private final AtomicInteger created = new AtomicInteger();
  private final CountDownLatch closing = new CountDownLatch(1);

  private FakeTwilio(SSLContext tls) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    if (tls == null) {
      server = HttpServer.create(address, 0);
    } else {
      var https = HttpsServer.create(address, 0);
      https.setHttpsConfigurator(new HttpsConfigurator(tls));
      server = https;
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  public static FakeTwilio start() {
    return start(null);
  }

  /** @param tls of {@code localhost}; null for plain HTTP */
  public static FakeTwilio start(SSLContext tls) {
    try {
      return new FakeTwilio(tls);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** @return for {@code sms.twilio.baseUrl} */
  public String baseUrl() {
    var port = server.getAddress().getPort();
    return server instanceof HttpsServer ? "https://localhost:" + port : "http://127.0.0.1:" + port;
  }

  /** Scripts the next requests, one answer each; after them messages are taken again. */
  public void answers(Answer... next) {
    answers.addAll(List.of(next));
  }

  /** Scripts every look at the account's own resource from now on, which are no messages; by default it is active. */
  public void accountAnswers(Answer answer) {
    account = answer;
  }

  /** The account's own resource, as far as anybody reads it. */
  public static Answer account(String status) {
    return (exchange, twilio) -> reply(exchange, 200, String.format(Locale.ROOT, """
        {"sid": "AC123", "friendly_name": "Bureau", "status": "%s", "type": "Full"}
        """, status));
  }

  /** @return every look at the account so far */
  public List<Message> looks() {
    return List.copyOf(looks);
  }

  /** @return every message so far, refused ones too, in the order of arrival */
  public List<Message> messages() {
    return List.copyOf(messages);
  }

  public String lastCode() {
    return messages.get(messages.size() - 1).code();
  }

  /** @return every text to this number, oldest first */
  public List<String> textsTo(String number) {
    return messages.stream().filter(message -> number.equals(message.to())).map(Message::text).toList();
  }

  public String lastTextTo(String number) {
    var texts = textsTo(number);
    return texts.get(texts.size() - 1);
  }

  public String lastCodeTo(String number) {
    var text = lastTextTo(number);
    return text.substring(text.lastIndexOf('#') + 1);
  }

  /** 201: the message is queued. */
  public static Answer created() {
    return (exchange, twilio) -> reply(exchange, 201, twilio.queuedMessage(Map.of()));
  }

  /** A refusal in Twilio's form, as {@code error(400, 21614)}. */
  public static Answer error(int status, int code) {
    return (exchange, twilio) -> reply(exchange, status, String.format(Locale.ROOT, """
        {"code": %d, "message": "Words of Twilio's", "more_info": "https://www.twilio.com/docs/errors/%d", "status": %d}
        """, code, code, status));
  }

  /** A status with a body that is not Twilio's, as a proxy in between gives it. */
  public static Answer status(int status) {
    return (exchange, twilio) -> reply(exchange, status, "<html>" + status + "</html>");
  }

  /** 429: not processed. */
  public static Answer busy() {
    return error(429, 20429);
  }

  /** 429 with the wish to be left alone for a while. */
  public static Answer busyFor(int seconds) {
    return (exchange, twilio) -> {
      exchange.getResponseHeaders().set("Retry-After", String.valueOf(seconds));
      busy().give(exchange, twilio);
    };
  }

  /** 201, and yet the message says of itself that it failed. */
  public static Answer createdButFailed(int code) {
    return (exchange, twilio) -> reply(exchange, 201, String.format(Locale.ROOT, """
        {"sid": "SM%032x", "status": "failed", "error_code": %d}
        """, twilio.created.incrementAndGet(), code));
  }

  /** Never answers, until this is closed. */
  public static Answer hang() {
    return (exchange, twilio) -> twilio.closing.await();
  }

  /** Says 201 and then never finishes the body, until this is closed. */
  public static Answer drip() {
    return (exchange, twilio) -> {
      exchange.sendResponseHeaders(201, 1_000);
      exchange.getResponseBody().write('{');
      exchange.getResponseBody().flush();
      twilio.closing.await();
    };
  }

  /** Closes the connection once the request was read. */
  public static Answer cut() {
    return (exchange, twilio) -> exchange.close();
  }

  /** Sends elsewhere, where nobody should follow. */
  public static Answer redirect(String location) {
    return (exchange, twilio) -> {
      exchange.getResponseHeaders().set("Location", location);
      reply(exchange, 307, "");
    };
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    var form = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    var request = exchange.getRequestURI().toString();
    var authorization = exchange.getRequestHeaders().getFirst("Authorization");
    var message = new Message(exchange.getRequestMethod(), request, authorization, form);
    var isLook = message.method().equals("GET");
    (isLook ? looks : messages).add(message);
    var answer = isLook ? account : answers.poll();
    try {
      if (answer == null) {
        reply(exchange, 201, queuedMessage(form));
      } else {
        answer.give(exchange, this);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  /** Repeats number and text, as Twilio does. */
  private String queuedMessage(Map<String, String> form) {
    var asked = Meetings.JSON.createObjectNode()
        .put("to", form.get("To")).put("from", form.get("From")).put("body", form.get("Body")).toString();
    return String.format(Locale.ROOT, """
        {"sid": "SM%032x", "account_sid": "AC123", "status": "queued", "direction": "outbound-api", "num_segments": "1",
         "num_media": "0", "api_version": "2010-04-01", "date_created": "Tue, 24 Nov 2026 10:00:00 +0000",
         "date_sent": null, "error_code": null, "error_message": null, "price": null, "price_unit": "USD",
         %s
        """, created.incrementAndGet(), asked.substring(1));
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static Map<String, String> form(String body) {
    var form = new LinkedHashMap<String, String>();
    for (var field : body.split("&")) {
      var pair = field.split("=", 2);
      form.put(URLDecoder.decode(pair[0], UTF_8), pair.length < 2 ? "" : URLDecoder.decode(pair[1], UTF_8));
    }
    return form;
  }

  /** @return a URI that nobody listens on */
  public static URI nobody() {
    return URI.create("http://127.0.0.1:" + Ports.next());
  }
}
