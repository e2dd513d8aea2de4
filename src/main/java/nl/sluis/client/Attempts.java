package nl.sluis.client;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends a request until its answer is final, or the patience is over. Which answers are final says the table under <em>Problems</em> in api.md. It
 * follows no redirect, because the client key is for the gateway alone.
 */
final class Attempts {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);
  private static final int OK = 200;
  private static final int MULTIPLE_CHOICES = 300;
  private static final int NO_CONTENT = 204;
  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER)
      .connectTimeout(CONNECT).build();
  private final Duration timeout;
  private final Duration patience;

  /** @param timeout for one attempt, from its beginning to the last byte of its answer. @param patience for all of them, and the pauses between */
  Attempts(Duration timeout, Duration patience) {
    if (timeout.isNegative() || timeout.isZero() || patience.isNegative() || patience.isZero()) {
      throw new IllegalArgumentException("Timeout and patience must be longer than nothing");
    }
    this.timeout = timeout;
    this.patience = patience;
  }

  /**
   * Waits for a final answer.
   *
   * @throws ProblemException  if it is one, or is still one that may pass when the patience is over
   * @throws NoAnswerException if the last attempt had none; at once if the next would have none either
   */
  JsonObject send(HttpRequest request) {
    var end = System.nanoTime() + patience.toNanos();
    var mayBeDone = false;
    for (var pause = FIRST_PAUSE;; pause = longer(pause)) {
      RuntimeException failure;
      var wait = jittered(pause);
      try {
        var answer = once(request, Math.min(timeout.toNanos(), end - System.nanoTime()));
        if (answer.statusCode() >= OK && answer.statusCode() < MULTIPLE_CHOICES) {
          return content(answer);
        }
        var type = answer.headers().firstValue("Content-Type").orElse("");
        var problem = ProblemException.of(answer.statusCode(), type, answer.body(), mayBeDone);
        if (!problem.mayPass()) {
          throw problem;
        }
        mayBeDone = problem.mayBeDone();
        wait = wait.plus(RetryAfter.of(answer.headers()));
        failure = problem;
      } catch (IOException e) {
        mayBeDone = true;
        failure = new NoAnswerException("No answer: " + e, e);
        if (isFinal(e)) {
          throw failure;
        }
      }
      if (System.nanoTime() + wait.toNanos() - end >= 0) {
        throw failure;
      }
      sleep(wait);
    }
  }

  private HttpResponse<byte[]> once(HttpRequest request, long nanos) throws IOException {
    // The request's own timeout ends with the headers; this wait includes the body.
    var exchange = http.sendAsync(request, head -> new BoundedBody());
    try {
      return exchange.get(nanos, TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } catch (TimeoutException e) {
      exchange.cancel(true);
      throw new HttpTimeoutException("none within " + Duration.ofNanos(nanos).toMillis() + " ms");
    } catch (InterruptedException e) {
      exchange.cancel(true);
      throw interrupted(e);
    }
  }

  private static JsonObject content(HttpResponse<byte[]> answer) {
    try {
      return answer.statusCode() == NO_CONTENT ? JsonObject.empty() : JsonObject.of(answer.body());
    } catch (IllegalArgumentException e) {
      throw new NoAnswerException("No answer of a gateway: " + answer.statusCode() + " and " + e.getMessage(), e);
    }
  }

  /** No time heals a certificate that we refuse. */
  private static boolean isFinal(IOException failure) {
    for (var cause = (Throwable) failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException || cause instanceof BoundedBody.TooLongException) {
        return true;
      }
    }
    return false;
  }

  private static Duration longer(Duration pause) {
    var twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  /** Between half of it and all of it, so that many that failed together do not come back together. */
  private static Duration jittered(Duration pause) {
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 2, pause.toMillis() + 1));
  }

  private static void sleep(Duration wait) {
    try {
      TimeUnit.NANOSECONDS.sleep(wait.toNanos());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static NoAnswerException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new NoAnswerException("No answer: interrupted", cause);
  }
}
