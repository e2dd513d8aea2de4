package nl.sluis.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.sluis.host.PublicUrl;
import org.jspecify.annotations.Nullable;

/**
 * The gateway, as a scheduler calls it: one method for each call of the HTTP interface, with its names. Each ends by an answer, a
 * {@link ProblemException} or a {@link NoAnswerException}. Meanwhile it repeats what api.md says should be repeated. No call does its work twice if it
 * is repeated. May be used by many threads.
 */
public final class Gateway {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  /** Of a bearer token (RFC 6750 §2.1), so that a line break in a file of keys is found here. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]+");
  private static final String INVITATIONS = "/v1/invitations";
  private final String url;
  private final String authorization;
  private final Attempts attempts;

  /** With thirty seconds for an attempt, and a minute for all attempts of a call. See the other constructor. */
  public Gateway(URI url, String clientKey) {
    this(url, clientKey, TIMEOUT, PATIENCE);
  }

  /**
   * Connects to nobody yet.
   *
   * @param url       scheme, host and port of the gateway: https, or http to loopback
   * @param clientKey as the operator made it
   * @param timeout   for one attempt, from its beginning to the last byte of its answer
   * @param patience  for all attempts of a call, and the pauses between. A pause that would not end within it is not begun
   * @throws IllegalArgumentException if one of them is none of that; without a word of the key
   */
  public Gateway(URI url, String clientKey, Duration timeout, Duration patience) {
    if (!TOKEN.matcher(clientKey).matches()) {
      throw new IllegalArgumentException("This is no client key: it has blanks, line breaks or other characters that no key has");
    }
    this.url = PublicUrl.of(url.toString()).toString();
    this.authorization = "Bearer " + clientKey;
    this.attempts = new Attempts(timeout, patience);
  }

  /** Invites. If this fails, the same post may be sent again. @return meeting, sequence, invitations and more */
  public JsonObject post(Post post) {
    var request = to(INVITATIONS).header("Idempotency-Key", '"' + post.idempotencyKey() + '"');
    return send(body(post.lenient() ? request.header("Prefer", "handling=lenient") : request, post.json()));
  }

  /** Looks where an invitation stands. */
  public JsonObject find(String id) {
    return send(to(of(id)));
  }

  /** Looks who held what of an invitation, and when. */
  public JsonObject trust(String id) {
    return send(to(of(id) + "/trust"));
  }

  /**
   * Looks at many invitations, and asks for the next page when the former one is used up.
   *
   * @param parameters {@code meeting}, or some of {@code state}, {@code attention} and {@code since}; {@code limit} for each page
   */
  public Stream<JsonObject> list(Map<String, String> parameters) {
    return Stream.iterate(page(parameters), Objects::nonNull, page -> following(parameters, page))
        .flatMap(page -> page.objects("invitations").stream());
  }

  /** Ends an invitation, and tells nobody. Again is as good as once. */
  public void revoke(String id) {
    send(to(of(id)).DELETE());
  }

  /** Ends an invitation, and erases your ref and the organizer too. Again is as good as once. */
  public void forget(String id) {
    send(to(of(id) + "?forget=true").DELETE());
  }

  /**
   * Cancels a meeting, or some of its invitations. If an answer was lost, the next says only what is left to do: its {@code cancelled} and
   * {@code told} may be empty.
   *
   * @param body the fields of {@code POST /v1/meetings/cancel}
   * @return meeting, sequence, cancelled, told, untold
   */
  public JsonObject cancelMeeting(Map<String, ?> body) {
    return send(body(to("/v1/meetings/cancel"), Post.of(body).json()));
  }

  /** Ends all that is live of a meeting, because everybody is in. If an answer was lost, {@code closed} may be empty. @return meeting, closed */
  public JsonObject closeMeeting(String uid) {
    return send(body(to("/v1/meetings/close"), Post.of(Map.of("uid", uid)).json()));
  }

  /**
   * Reads on in the feed of events. If the gateway says {@code cursor-lost}, begin again.
   *
   * @param after the {@code next} of your last answer, which you keep with what you made of its events; null to begin with the oldest event
   * @param limit how many at most, 1 to 500
   * @param wait  for how many seconds an answer without events is held back, 0 to 20
   * @return events and next, which is there also if there was no event
   */
  public JsonObject events(@Nullable String after, int limit, int wait) {
    return send(to("/v1/events?limit=" + limit + "&wait=" + wait + (after == null ? "" : "&after=" + encoded(after))));
  }

  private JsonObject page(Map<String, String> parameters) {
    return send(
        to(INVITATIONS + parameters.entrySet().stream().map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
            .collect(Collectors.joining("&", "?", ""))));
  }

  /** A page may be empty and yet have a next one. @return null if there is none */
  private @Nullable JsonObject following(Map<String, String> parameters, JsonObject page) {
    if (page.text("next") == null) {
      return null;
    }
    var next = new HashMap<>(parameters);
    next.put("after", page.text("next"));
    return page(next);
  }

  private JsonObject send(HttpRequest.Builder request) {
    return attempts.send(request.build());
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", authorization)
        .header("Accept", "application/json, application/problem+json");
  }

  private static HttpRequest.Builder body(HttpRequest.Builder request, String json) {
    return request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(json, UTF_8));
  }

  /** An id that is empty, or a path, would be another call. */
  private static String of(String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("This is no id of an invitation");
    }
    return INVITATIONS + "/" + id;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  @Override
  public String toString() {
    return "Gateway[" + url + "]";
  }
}
