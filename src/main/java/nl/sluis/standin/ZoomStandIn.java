package nl.sluis.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A stand-in of Zoom on a free port of loopback: one account, one app of it, one user at the beginning. It does what is asked unless it is told to
 * fail, and remembers the last requests.
 *
 * <pre>{@code
 * try (var zoom = ZoomStandIn.start()) {
 *   zoom.account().set("recording.cloud_recording", true);      // an administrator loosens a rule
 *   zoom.meetings().force("settings.waiting_room", false);      // Zoom changes silently what is asked
 *   zoom.fails(Operation.CREATE, 2, Fault.tooFast("1"));        // the next two
 *   zoom.baseUrl();                                             // conference.zoom.baseUrl
 *   zoom.webhooks(URI.create(...)).started(id);                 // tells the gateway
 * }
 * }</pre>
 */
public final class ZoomStandIn implements AutoCloseable {
  public static final String ACCOUNT_ID = "StandInAccount1";
  public static final String CLIENT_ID = "StandInClient1";
  public static final String CLIENT_SECRET = "stand-in-client-secret-9q2w";
  public static final String WEBHOOK_SECRET = "stand-in-webhook-secret-7x3v";
  /** The user who is there from the beginning. */
  public static final String HOST = "host@example.org";

  private final Map<Operation, Deque<Fault>> faults = new EnumMap<>(Operation.class);
  private final StandInAccount account = new StandInAccount();
  private final Clock clock;
  private final StandInTokens tokens;
  private final StandInMeetings meetings;
  private final StandInServer server;

  private ZoomStandIn(Clock clock) throws IOException {
    this.clock = clock;
    tokens = new StandInTokens(clock);
    meetings = new StandInMeetings(clock, account);
    server = new StandInServer(this::answer);
    server.start();
  }

  public static ZoomStandIn start() {
    return start(Clock.systemUTC());
  }

  /** @param clock by which tokens lapse, days begin, meetings end and events are signed */
  public static ZoomStandIn start(Clock clock) {
    try {
      return new ZoomStandIn(clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** @return for {@code conference.zoom.baseUrl} */
  public String baseUrl() {
    return server.url() + "/v2";
  }

  /** @return for {@code conference.zoom.oauthUrl} */
  public String oauthUrl() {
    return server.url() + "/oauth/token";
  }

  public StandInAccount account() {
    return account;
  }

  public StandInTokens tokens() {
    return tokens;
  }

  public StandInMeetings meetings() {
    return meetings;
  }

  /** @param receiver of a gateway: {@code …/conference/zoom} */
  public StandInWebhooks webhooks(URI receiver) {
    return new StandInWebhooks(receiver, meetings, clock);
  }

  /** The next requests of this kind fail so, after those that are to fail already. */
  public void fails(Operation operation, int times, Fault fault) {
    synchronized (faults) {
      for (var i = 0; i < times; i++) {
        faults.computeIfAbsent(operation, one -> new ArrayDeque<>()).add(fault);
      }
    }
  }

  /** Nothing fails any more. */
  public void heal() {
    synchronized (faults) {
      faults.clear();
    }
  }

  /** @return the last requests, the oldest first; what is older than two thousand is forgotten */
  public List<Asked> asked() {
    return server.asked();
  }

  /** @return the last requests of this kind */
  public List<Asked> asked(Operation operation) {
    return asked().stream().filter(one -> Operation.of(one.method(), one.path()).filter(operation::equals).isPresent()).toList();
  }

  @Override
  public void close() {
    server.close();
  }

  private Reply answer(Asked request) {
    var operation = Operation.of(request.method(), request.path());
    if (operation.isEmpty()) {
      return Reply.error(404, 2300, "This API endpoint is not recognized.");
    }
    Fault fault;
    synchronized (faults) {
      fault = faults.getOrDefault(operation.get(), new ArrayDeque<>()).poll();
    }
    Supplier<Reply> real = () -> real(operation.get(), request);
    return fault == null ? real.get() : fault.in(real);
  }

  private Reply real(Operation operation, Asked request) {
    var query = pairs(request.query());
    var authorization = request.headers().getOrDefault("authorization", List.of("")).get(0);
    if (operation == Operation.TOKEN) {
      query.putAll(pairs(request.body()));
      return tokens.make(authorization, query);
    }
    var refusal = tokens.refusal(authorization, operation);
    if (refusal != null) {
      return refusal;
    }
    var subject = URLDecoder.decode(operation.subject(request.path()), UTF_8);
    return switch (operation) {
      case TOKEN -> throw new IllegalStateException();
      case CREATE -> meetings.create(subject, Json.read(request.body()));
      case LIST -> meetings.list(subject, query);
      case READ -> meetings.read(Long.parseLong(subject));
      case DELETE -> meetings.delete(Long.parseLong(subject));
      case STATUS -> meetings.status(Long.parseLong(subject), Json.read(request.body()).path("action").asText());
      case ACCOUNT_SETTINGS -> account.settings(query);
      case ACCOUNT_LOCKS -> account.locks(query);
      case USER -> account.user(subject);
      case USER_SETTINGS -> account.settingsOf(subject, query);
      case GROUP_LOCKS -> account.groupLocks(subject, query);
    };
  }

  private static Map<String, String> pairs(String text) {
    var pairs = new LinkedHashMap<String, String>();
    for (var one : text.isEmpty() ? new String[0] : text.split("&")) {
      var pair = one.split("=", 2);
      pairs.put(URLDecoder.decode(pair[0], UTF_8), pair.length < 2 ? "" : URLDecoder.decode(pair[1], UTF_8));
    }
    return pairs;
  }
}
