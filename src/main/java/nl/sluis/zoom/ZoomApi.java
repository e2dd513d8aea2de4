package nl.sluis.zoom;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import nl.sluis.conference.ConferenceUnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Zoom with a token, for one work. A refused token is replaced once. A limit per second is waited for, a limit per day is not. What changes
 * nothing is asked twice when no whole answer comes; what makes something is asked once.
 */
final class ZoomApi {
  private static final Logger LOG = LoggerFactory.getLogger(ZoomMeetings.class);
  private static final int MOST_WAITS = 5;
  private static final Duration UNSAID = Duration.ofSeconds(1);
  private static final Duration FOR_AN_ANSWER = Duration.ofSeconds(1);
  private static final Duration BEFORE_ANOTHER = Duration.ofMillis(250);

  private final ZoomHttp http = new ZoomHttp();
  private final String baseUrl;
  private final ZoomTokens tokens;
  private final Clock clock;

  ZoomApi(String baseUrl, ZoomTokens tokens, Clock clock) {
    this.baseUrl = baseUrl;
    this.tokens = tokens;
    this.clock = clock;
  }

  /** @return what the app may, as Zoom lists it; empty if it does not */
  Set<String> scopes(Deadline deadline) {
    return tokens.held(http, deadline).scopes();
  }

  /**
   * Asks for something that may be asked twice.
   *
   * @return done, or refused with Zoom's code; to be closed
   * @throws ConferenceUnavailableException neither
   */
  ZoomAnswer ask(String method, String path, Deadline deadline) {
    return permitted(askAnyway(method, path, deadline));
  }

  /** The same, if a scope may be missing. @return then too; {@link ZoomErrors#missingScopes} says which */
  ZoomAnswer askAnyway(String method, String path, Deadline deadline) {
    try {
      return once(method, path, null, deadline);
    } catch (NoAnswerException e) {
      if (!paused(BEFORE_ANOTHER, deadline)) {
        throw silent(e);
      }
    }
    try {
      return once(method, path, null, deadline);
    } catch (NoAnswerException e) {
      throw silent(e);
    }
  }

  /**
   * Asks for something to be made.
   *
   * @param body JSON; not wiped here
   * @return done, or refused with Zoom's code; to be closed
   * @throws ConferenceUnavailableException neither; it says whether it may have been made
   */
  ZoomAnswer make(String path, byte[] body, Deadline deadline) {
    try {
      return permitted(once("POST", path, body, deadline));
    } catch (NoAnswerException e) {
      throw silent(e);
    }
  }

  private ZoomAnswer once(String method, String path, byte @Nullable [] body, Deadline deadline) {
    var isRenewed = false;
    for (var waits = 0;; waits++) {
      var token = tokens.held(http, deadline);
      var answer = http.send(method, URI.create(baseUrl + path), token.header(), "application/json", body, deadline);
      if (answer.isDone()) {
        return answer;
      }
      LOG.warn("Zoom {}: status {}, code {}, tracking {}", method, answer.status(), answer.code(), answer.tracking());
      if (answer.status() == 429) {
        waitFor(answer, waits, deadline);
      } else if (answer.status() == 401 || answer.code() != null && answer.code() == ZoomErrors.TOKEN) {
        answer.close();
        if (isRenewed) {
          throw new ConferenceUnavailableException(
              "Zoom took neither our token nor a new one (status 401, code 124): see that the app is active.",
              null, false);
        }
        tokens.refused(token.number(), deadline);
        isRenewed = true;
      } else {
        return judged(answer);
      }
    }
  }

  /** @return what Zoom itself refuses */
  private static ZoomAnswer judged(ZoomAnswer answer) {
    if (answer.status() >= 500) {
      answer.close();
      throw new NoAnswerException("status " + answer.status(), true);
    }
    if (answer.code() == null) {
      answer.close();
      throw new ConferenceUnavailableException("The answer was not Zoom's (status " + answer.status()
          + "): see what stands at conference.zoom.baseUrl, or in between.", null, false);
    }
    return answer;
  }

  private static ZoomAnswer permitted(ZoomAnswer answer) {
    var scopes = ZoomErrors.missingScopes(answer);
    if (scopes != null) {
      answer.close();
      throw new ConferenceUnavailableException(scopes, null, false);
    }
    return answer;
  }

  private void waitFor(ZoomAnswer answer, int waits, Deadline deadline) {
    var asked = Waiting.asked(answer.headers(), clock.instant());
    var isOfTheDay = answer.isOfTheDay();
    answer.close();
    if (isOfTheDay) {
      throw new ConferenceUnavailableException(
          "Zoom's limit of the day is used up: a host has 100 meetings made or changed a day, until 00:00 UTC, "
              + "and the account has a limit for all. Name more hosts in conference.zoom.hosts, or wait.",
          asked.orElse(null), false);
    }
    if (waits >= MOST_WAITS || !paused(asked.orElse(UNSAID), deadline)) {
      throw new ConferenceUnavailableException("Zoom is asked too much in a second. It may be asked again later.", asked.orElse(UNSAID),
          false);
    }
  }

  /** @return false at once if too little time would be left, or if we are to stop */
  static boolean paused(Duration pause, Deadline deadline) {
    if (pause.plus(FOR_AN_ANSWER).compareTo(deadline.left()) > 0) {
      return false;
    }
    try {
      Thread.sleep(pause.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static ConferenceUnavailableException silent(NoAnswerException e) {
    return new ConferenceUnavailableException("Zoom gives no answer (" + e.getMessage()
        + "): see that this machine reaches conference.zoom.baseUrl, and Zoom's page of its own troubles.", null, e.mayHaveArrived());
  }
}
