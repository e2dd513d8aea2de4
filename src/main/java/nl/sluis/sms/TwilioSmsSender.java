package nl.sluis.sms;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.twilio.exception.ApiException;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageCreator;
import com.twilio.type.PhoneNumber;
import java.net.http.HttpClient;
import java.time.Duration;
import nl.sluis.secret.ForgetfulJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends by Twilio's SDK, without its static state. A 429 was never processed and is tried again while the ten seconds
 * last; a 5xx, a timeout or a broken connection is {@link SmsOutcome#UNKNOWN} and left at that.
 *
 * <p>The log tells the operator outcome, HTTP status, error code and Twilio's message SID; never number, text or URL.
 */
public final class TwilioSmsSender implements SmsSender {
  private static final Logger LOG = LoggerFactory.getLogger(TwilioSmsSender.class);
  private static final Duration WHOLE_CALL = Duration.ofSeconds(10);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

  private final TwilioConfiguration configuration;
  private final Duration wholeCall;
  private final String baseUrl;
  private final HttpClient http;
  private final TwilioTrouble trouble = new TwilioTrouble();
  // Twilio's answers repeat number and text.
  private final ObjectMapper json = new ObjectMapper(ForgetfulJson.factory().build()).registerModule(new JavaTimeModule());

  /** @param configuration found valid */
  public TwilioSmsSender(TwilioConfiguration configuration) {
    this(configuration, WHOLE_CALL);
  }

  TwilioSmsSender(TwilioConfiguration configuration, Duration wholeCall) {
    this.configuration = configuration;
    this.wholeCall = wholeCall;
    this.baseUrl = configuration.baseUrl() == null ? null : configuration.baseUrl().replaceAll("/+$", "");
    this.http = TwilioHttp.client(wholeCall.dividedBy(2));
  }

  @Override
  public SmsOutcome send(Sms sms) {
    try {
      var outcome = sendUntil(System.nanoTime() + wholeCall.toNanos(), sms);
      if (outcome == SmsOutcome.SENT) {
        // Login, account and sender are good. Of the other outcomes none says so: what is wrong with a number may be found first.
        trouble.sent();
      }
      return outcome;
    } catch (RuntimeException e) {
      // Its message may hold what was sent or answered.
      LOG.warn("SMS unknown: {}", e.getClass().getName());
      return SmsOutcome.UNKNOWN;
    }
  }

  /** What it was refused for, until a message is taken. */
  TwilioTrouble trouble() {
    return trouble;
  }

  /** The account that it sends by. */
  TwilioAccount account() {
    return new TwilioAccount(configuration.accountSid(), deadline -> new TwilioHttp(http, baseUrl, deadline), this::restClient);
  }

  private SmsOutcome sendUntil(long deadline, Sms sms) {
    var call = new TwilioHttp(http, baseUrl, deadline);
    var twilio = restClient(call);
    var pause = FIRST_PAUSE;
    while (true) {
      var outcome = sendOnce(sms, twilio, call);
      var answered = call.status() != 0;
      if (outcome != SmsOutcome.BUSY || !answered || !slept(longer(pause, call.retryAfter()), deadline)) {
        return outcome;
      }
      pause = pause.multipliedBy(2);
    }
  }

  private SmsOutcome sendOnce(Sms sms, TwilioRestClient twilio, TwilioHttp call) {
    try {
      return taken(message(sms).create(twilio), call);
    } catch (UnansweredException e) {
      LOG.warn("SMS {}: {}", e.outcome(), e.getMessage());
      if (e.outcome() == SmsOutcome.OPERATOR_MUST_ACT) {
        trouble.note(0, null);
      }
      return e.outcome();
    } catch (ApiException e) {
      return judge(call.status(), e.getCode());
    }
  }

  private MessageCreator message(Sms sms) {
    var to = new PhoneNumber(sms.to());
    var creator = configuration.messagingServiceSid() == null
        ? Message.creator(to, new PhoneNumber(configuration.from()), sms.text())
        : Message.creator(to, configuration.messagingServiceSid(), sms.text());
    // Twilio's default of ten hours would deliver codes that have long lapsed. Its bounds: 1 to 36,000.
    return creator.setValidityPeriod((int) Math.max(1, Math.min(36_000, sms.validFor().toSeconds())));
  }

  private SmsOutcome taken(Message message, TwilioHttp call) {
    LOG.info("SMS is Twilio's message {}", sid(message));
    return judge(call.status(), message.getErrorCode());
  }

  /** @param code Twilio's; null if the answer had none, or was not Twilio's at all */
  private SmsOutcome judge(int status, Integer code) {
    var outcome = TwilioErrors.outcome(status, code);
    if (outcome != SmsOutcome.SENT) {
      LOG.warn("SMS {}: Twilio status {}, code {}", outcome, status, code);
    }
    if (outcome == SmsOutcome.OPERATOR_MUST_ACT) {
      trouble.note(status, code);
    }
    return outcome;
  }

  /**
   * @return false at once if too little time would be left for an answer, which would turn a sure no into an unknown;
   * or if we are to stop
   */
  private boolean slept(Duration pause, long deadline) {
    if (pause.plus(wholeCall.dividedBy(5)).toNanos() > deadline - System.nanoTime()) {
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

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** What others wrote reaches the log in one shape only. */
  private static String sid(Message message) {
    var sid = String.valueOf(message.getSid());
    return sid.matches("[A-Za-z0-9]{1,64}") ? sid : "without a proper SID";
  }

  TwilioRestClient restClient(com.twilio.http.HttpClient call) {
    return new TwilioRestClient.Builder(configuration.accountSid(), configuration.authToken().revealText())
        .accountSid(configuration.accountSid())
        .region(configuration.region())
        .edge(configuration.edge())
        .httpClient(call)
        .objectMapper(json)
        .build();
  }
}
