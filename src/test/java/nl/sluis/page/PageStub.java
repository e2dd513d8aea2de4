package nl.sluis.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static nl.sluis.page.SealedForPage.b64;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.geom.Arc2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;
import nl.sluis.brand.BrandConfiguration;

/**
 * Stands in for the gateway, for the page alone: one invitation, states at will, and a line that can be cut before or
 * after a question did its work. How the gateway itself answers is tested with the gateway.
 */
final class PageStub implements AutoCloseable {
  static final String DIGITS = "5678";
  static final String CODE = "482913";
  static final String REFERENCE = "KX";
  private static final int FETCHES = 30;
  static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
      + " img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none';"
      + " require-trusted-types-for 'script'; trusted-types 'none'";

  private static final PageFiles FILES = new PageFiles("", false);
  private static final Set<String> CLIENT = Set.of("public-url.js", "seal.js", "sealer.js", "rules.js", "mail.js", "invisible.js",
      "zones.js", "meeting-rules.js",
      "windows-zones.js");
  private static final byte[] BRAND = ((String) new BrandResource(new BrandConfiguration(null, null, null).brand()).css().getEntity())
      .getBytes(UTF_8);

  /** One blue dot. */
  private static final byte[] LOGO = drawLogo();

  private static byte[] drawLogo() {
    var image = new BufferedImage(240, 64, BufferedImage.TYPE_INT_ARGB);
    var pen = image.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setColor(new Color(0x0b6570));
    pen.fillRoundRect(0, 0, 64, 64, 16, 16);
    pen.fill(new Arc2D.Double(84, 8, 48, 48, 45, 270, Arc2D.PIE));
    pen.fillRect(144, 28, 96, 8);
    pen.dispose();
    var png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return png.toByteArray();
  }

  /** What happens to the next question of a kind. */
  private enum Fate {
    QUESTION_LOST,
    ANSWER_LOST
  }

  private record Answer(int status, Object body) {}

  private final ObjectMapper json = new ObjectMapper();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final Map<String, Queue<Object>> next = new ConcurrentHashMap<>();

  final List<String> asked = new CopyOnWriteArrayList<>();
  final List<String> originHeaders = new CopyOnWriteArrayList<>();
  final List<String> paths = new CopyOnWriteArrayList<>();
  volatile SealedForPage sealed;
  volatile String state = "mailed";
  volatile String at = "2027-01-05T08:30:00Z";
  volatile String organizer = "Selection desk";
  volatile String locale = "en";
  volatile String level = "sealed-at-intake";
  volatile String delivery = "sent";
  volatile boolean logo;
  volatile int triesLeft = 10;
  volatile int resendAfter = 60;
  volatile boolean codePending;
  volatile String ticket;
  private int fetches;
  volatile boolean acknowledged;
  volatile int allowed = 1;
  /** When it was opened, each time. */
  final List<String> openedAt = new CopyOnWriteArrayList<>();
  volatile Instant opensFrom = Instant.EPOCH;
  volatile int sequence;
  volatile boolean askable;

  PageStub(String meeting) {
    sealed = SealedForPage.seal(meeting);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/i", this::page);
    server.createContext("/link/", this::link);
    server.start();
  }

  String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  String link() {
    return origin() + "/i#" + b64(sealed.linkSecret());
  }

  void loseQuestions(String what, int times) {
    repeat(what, Fate.QUESTION_LOST, times);
  }

  void loseAnswers(String what, int times) {
    repeat(what, Fate.ANSWER_LOST, times);
  }

  /** The next answer, whatever is asked: a problem with its name, and more fields as name, value, name, value. */
  void answerNext(String what, int status, String problem, Object... more) {
    queue(what).add(problem(status, problem, more));
  }

  long timesAsked(String what) {
    return asked.stream().filter(what::equals).count();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void repeat(String what, Fate fate, int times) {
    for (var i = 0; i < times; i++) {
      queue(what).add(fate);
    }
  }

  private Queue<Object> queue(String what) {
    return next.computeIfAbsent(what, name -> new ConcurrentLinkedDeque<>());
  }

  /** The client's modules too, which the gateway does not serve. */
  private static byte[] file(String name) throws IOException {
    if (!CLIENT.contains(name)) {
      return FILES.find(name);
    }
    try (var module = PageStub.class.getResourceAsStream("/page/" + name)) {
      return module.readAllBytes();
    }
  }

  private void page(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getRawPath();
    paths.add(path);
    var name = path.startsWith("/i/") ? path.substring("/i/".length()) : PageFiles.INDEX;
    var bytes = name.equals("logo") && logo ? LOGO : name.equals("brand.css") ? BRAND : file(name);
    try (exchange) {
      if (bytes == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      var headers = exchange.getResponseHeaders();
      headers.set("Content-Type", bytes == LOGO ? "image/png" : PageFiles.type(name));
      headers.set("Content-Security-Policy", POLICY);
      headers.set("Referrer-Policy", "no-referrer");
      headers.set("Cross-Origin-Opener-Policy", "same-origin");
      headers.set("Cross-Origin-Embedder-Policy", "require-corp");
      headers.set("Cross-Origin-Resource-Policy", "same-origin");
      headers.set("Permissions-Policy", "otp-credentials=(self)");
      headers.set("X-Content-Type-Options", "nosniff");
      headers.set("Cache-Control", "no-store");
      // Chromium repeats by itself a question whose reused connection broke, POST too; a test counts the page's only.
      headers.set("Connection", "close");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private void link(HttpExchange exchange) throws IOException {
    try (exchange) {
      var what = exchange.getRequestURI().getPath().substring("/link/".length());
      asked.add(what);
      originHeaders.add(String.valueOf(exchange.getRequestHeaders().getFirst("Origin")));
      exchange.getResponseHeaders().set("Connection", "close");
      var question = json.readTree(exchange.getRequestBody());
      var fate = queue(what).poll();
      if (fate == Fate.QUESTION_LOST) {
        return;
      }
      var answer = fate instanceof Answer prepared ? prepared : answer(what, question);
      if (fate != Fate.ANSWER_LOST) {
        send(exchange, answer);
      }
    }
  }

  private void send(HttpExchange exchange, Answer answer) throws IOException {
    if (answer.body() == null) {
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    var bytes = answer.body() instanceof String text ? text.getBytes(UTF_8) : json.writeValueAsBytes(answer.body());
    exchange.getResponseHeaders().set("Content-Type",
        answer.status() < 400 ? "application/json" : "application/problem+json");
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private synchronized Answer answer(String what, JsonNode question) {
    if (question.has("access") && !question.get("access").asText().equals(b64(sealed.access()))) {
      return problem(404, "unknown-link");
    }
    return switch (what) {
      case "status" -> new Answer(200, status());
      case "code" -> code(question.get("digits").asText());
      case "release" -> release(question.get("code").asText(), question.get("ticket").asText());
      case "fetch" -> fetch(question.get("ticket").asText());
      case "ask" -> ask();
      case "acknowledge" -> acknowledge(question.get("ticket").asText(), question.get("ack").asText());
      default -> problem(404, "not-found");
    };
  }

  private Map<String, Object> status() {
    var status = new LinkedHashMap<String, Object>();
    status.put("state", state);
    if (ended()) {
      status.put("at", at);
    }
    status.put("openings", Map.of("allowed", allowed, "left", ended() ? 0 : allowed - openedAt.size(), "at",
        openedAt.isEmpty() && state.equals("opened") ? List.of(at) : openedAt));
    if (isTooEarly()) {
      status.put("opensFrom", opensFrom.toString());
    }
    if (sequence > 0) {
      status.put("sequence", sequence);
    }
    if (askable) {
      status.put("askable", true);
    }
    status.put("organization", "Example Assessments");
    if (organizer != null) {
      status.put("organizer", organizer);
      status.put("locale", locale);
    }
    status.put("level", level);
    status.put("reference", "BRTX");
    if (logo) {
      status.put("logo", true);
    }
    status.put("digits", 4);
    status.put("codeLength", CODE.length());
    status.put("triesLeft", triesLeft);
    if (codePending) {
      status.put("code", pending());
    }
    return status;
  }

  private Map<String, Object> pending() {
    return Map.of("reference", REFERENCE, "expiresAt", Instant.now().plus(Duration.ofMinutes(10)).toString(),
        "resendAfter", resendAfter);
  }

  private Answer code(String digits) {
    if (ended()) {
      return gone();
    }
    if (isTooEarly()) {
      return problem(403, "not-yet", "opensFrom", opensFrom.toString());
    }
    if (!digits.equals(DIGITS)) {
      return failure("wrong-digits");
    }
    codePending = true;
    var body = new LinkedHashMap<>(pending());
    body.put("delivery", delivery);
    return new Answer(202, body);
  }

  private Answer release(String code, String newTicket) {
    if (newTicket.equals(ticket)) {
      return released();
    }
    if (ended()) {
      return gone();
    }
    if (!code.equals(CODE)) {
      return failure("wrong-code");
    }
    state = "opened";
    at = Instant.now().toString();
    openedAt.add(at);
    ticket = newTicket;
    fetches = 0;
    acknowledged = false;
    codePending = false;
    return released();
  }

  private Answer ask() {
    if (!askable) {
      return problem(409, "not-askable");
    }
    askable = false;
    return new Answer(202, null);
  }

  private boolean isTooEarly() {
    return Instant.now().isBefore(opensFrom);
  }

  private Answer fetch(String givenTicket) {
    return givenTicket.equals(ticket) && !acknowledged && fetches++ < FETCHES ? released() : problem(404, "unknown-ticket");
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // its own thread counts; the test only reads
  private Answer failure(String problem) {
    triesLeft--;
    if (triesLeft == 0) {
      state = "locked";
    }
    return problem(403, problem, "triesLeft", triesLeft);
  }

  private Answer released() {
    return new Answer(200,
        Map.of("id", b64(sealed.id()), "share", b64(sealed.share()), "envelope", b64(sealed.envelope())));
  }

  private Answer acknowledge(String givenTicket, String ack) {
    if (!givenTicket.equals(ticket) || !ack.equals(b64(sealed.ack()))) {
      return problem(403, "wrong-ack");
    }
    acknowledged = true;
    return new Answer(204, null);
  }

  private boolean ended() {
    var opensAgain = state.equals("opened") && !openedAt.isEmpty() && openedAt.size() < allowed;
    return !opensAgain && !List.of("queued", "mailed").contains(state);
  }

  private Answer gone() {
    return problem(410, "gone", "state", state, "at", at);
  }

  private static Answer problem(int status, String name, Object... more) {
    var body = new LinkedHashMap<String, Object>();
    body.put("type", "urn:sluis:problem:" + name);
    body.put("status", status);
    var fields = new ArrayDeque<>(List.of(more));
    while (!fields.isEmpty()) {
      body.put((String) fields.poll(), fields.poll());
    }
    return new Answer(status, body);
  }
}
