package nl.sluis.zoom;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import nl.sluis.conference.ConferenceUnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The token of this gateway, in memory only. It lives for an hour. Zoom's pages say that an app may have several; its customers say that a new one
 * ends the former. So whoever is refused drops it and fetches one, once; gateways that share an app then go on beside each other.
 *
 * @see <a href="https://developers.zoom.us/docs/internal-apps/s2s-oauth/">Zoom, Server-to-Server OAuth</a>
 */
final class ZoomTokens {
  private static final Logger LOG = LoggerFactory.getLogger(ZoomMeetings.class);
  private static final Duration BEFORE_ITS_END = Duration.ofMinutes(1);
  private static final Duration LONGEST_LIFE = Duration.ofHours(1);
  private static final int LONGEST = 8_192;

  private final ZoomConfiguration configuration;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private byte @Nullable [] token;
  private Instant end = Instant.EPOCH;
  private Set<String> scopes = Set.of();
  private long number;

  ZoomTokens(ZoomConfiguration configuration, Clock clock) {
    this.configuration = configuration;
    this.clock = clock;
  }

  /**
   * @param number tells one token from another
   * @param header the value of {@code Authorization}
   * @param scopes as Zoom lists them; empty if it does not
   */
  record Held(long number, String header, Set<String> scopes) {
    @Override
    public String toString() {
      return "Held[redacted]";
    }
  }

  /**
   * @return one that is good as far as it is known here
   * @throws ConferenceUnavailableException there is none now
   */
  Held held(ZoomHttp http, Deadline deadline) {
    locked(deadline);
    try {
      if (token == null || !clock.instant().isBefore(end)) {
        drop();
        fetch(http, deadline);
      }
      return new Held(number, "Bearer " + new String(token, UTF_8), scopes);
    } finally {
      lock.unlock();
    }
  }

  /** Wipes it, unless somebody else did so already and has fetched another. */
  void refused(long refused, Deadline deadline) {
    locked(deadline);
    try {
      if (refused == number) {
        drop();
      }
    } finally {
      lock.unlock();
    }
  }

  private void locked(Deadline deadline) {
    try {
      if (!lock.tryLock(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
        throw new ConferenceUnavailableException("Zoom gives no token in time.", null, false);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConferenceUnavailableException("The gateway stops.", null, false);
    }
  }

  private void drop() {
    if (token != null) {
      Arrays.fill(token, (byte) 0);
    }
    token = null;
    end = Instant.EPOCH;
  }

  private void fetch(ZoomHttp http, Deadline deadline) {
    var form = ("grant_type=account_credentials&account_id=" + URLEncoder.encode(configuration.accountId(), UTF_8)).getBytes(UTF_8);
    try (var answer = http.send("POST", URI.create(configuration.oauthUrl()), login(), "application/x-www-form-urlencoded", form,
        deadline)) {
      if (answer.status() != 200) {
        throw refusal(answer);
      }
      take(answer);
    } catch (NoAnswerException e) {
      throw new ConferenceUnavailableException("Zoom gives no token (" + e.getMessage()
          + "): see that this machine reaches conference.zoom.oauthUrl by https.", null, false);
    }
  }

  private String login() {
    var secret = configuration.clientSecret().reveal();
    var id = (configuration.clientId() + ":").getBytes(UTF_8);
    var both = Arrays.copyOf(id, id.length + secret.length);
    System.arraycopy(secret, 0, both, id.length, secret.length);
    try {
      return "Basic " + Base64.getEncoder().encodeToString(both);
    } finally {
      Arrays.fill(secret, (byte) 0);
      Arrays.fill(both, (byte) 0);
    }
  }

  private void take(ZoomAnswer answer) {
    var fields = answer.json(Set.of("access_token", "expires_in", "scope"));
    var text = fields.path("access_token").asText();
    if (!text.matches("[!-~]{1," + LONGEST + "}")) {
      throw new ConferenceUnavailableException("What stands at conference.zoom.oauthUrl gave no token: that was not Zoom.", null, false);
    }
    token = text.getBytes(UTF_8);
    number++;
    var life = Duration
        .ofSeconds(Math.max(0, Math.min(LONGEST_LIFE.toSeconds(), fields.path("expires_in").asLong(LONGEST_LIFE.toSeconds()))));
    end = clock.instant().plus(life).minus(life.compareTo(BEFORE_ITS_END.multipliedBy(2)) > 0 ? BEFORE_ITS_END : Duration.ZERO);
    var listed = fields.path("scope").asText();
    scopes = listed.isBlank() ? Set.of() : Set.of(Arrays.stream(listed.strip().split("[ ,]+")).distinct().toArray(String[]::new));
  }

  private ConferenceUnavailableException refusal(ZoomAnswer answer) {
    LOG.warn("Zoom gives no token: status {}, code {}, tracking {}", answer.status(), answer.code(), answer.tracking());
    var wait = Waiting.asked(answer.headers(), clock.instant()).orElse(null);
    if (answer.status() == 429 || answer.status() >= 500) {
      return new ConferenceUnavailableException("Zoom gives no token now (status " + answer.status() + "). It may be asked again later.",
          wait, false);
    }
    var word = answer.json(Set.of("error")).path("error").asText();
    return new ConferenceUnavailableException("Zoom does not know the app (status " + answer.status()
        + (word.matches("[a-z_]{1,40}") ? ", " + word : "")
        + "): see that the app is active, and that conference.zoom.accountId, conference.zoom.clientId and conference.zoom.clientSecret "
        + "(SLUIS_ZOOM_CLIENT_SECRET) are the app's.", null, false);
  }
}
