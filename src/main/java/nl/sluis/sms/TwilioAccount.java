package nl.sluis.sms;

import com.twilio.exception.ApiConnectionException;
import com.twilio.exception.ApiException;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.Account;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * Asks Twilio for the account's own resource. That costs nothing and sends nothing, and it tells whether the login is right and the account
 * active. It does not tell whether the sender can send: only a message does.
 *
 * @see <a href="https://www.twilio.com/docs/iam/api/account">Twilio, Account resource</a>
 */
final class TwilioAccount {
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final int TOO_MANY = 429;
  private static final int NOT_THERE = 20404;

  private final String accountSid;
  private final LongFunction<TwilioHttp> calls;
  private final Function<TwilioHttp, TwilioRestClient> clients;

  /**
   * @param calls   makes the connection for one question, by its deadline
   * @param clients logs in over it
   */
  TwilioAccount(String accountSid, LongFunction<TwilioHttp> calls, Function<TwilioHttp, TwilioRestClient> clients) {
    this.accountSid = accountSid;
    this.calls = calls;
    this.clients = clients;
  }

  /** @return what is wrong and what to do, one or two sentences; empty if the account is well. After five seconds at most */
  Optional<String> fault() {
    var call = calls.apply(System.nanoTime() + LONGEST.toNanos());
    try {
      var status = Account.fetcher(accountSid).fetch(clients.apply(call)).getStatus();
      return status == null || status == Account.Status.ACTIVE
          ? Optional.empty()
          : Optional.of("The Twilio account is " + status + ": see its console for why, mostly a bill. No codes can be sent.");
    } catch (UnansweredException e) {
      return Optional.of(e.outcome() == SmsOutcome.OPERATOR_MUST_ACT
          ? said(0, null)
          : "Twilio does not answer (" + e.getMessage()
              + "), so no codes can be sent: see that this machine reaches it by https, as sms.twilio "
              + "says where.");
    } catch (ApiException e) {
      return judged(call.status(), e.getCode());
    } catch (ApiConnectionException e) {
      return Optional.of(said(call.status(), null));
    }
  }

  private static Optional<String> judged(int status, Integer code) {
    // Too many questions say nothing of the account. A region that does not have the resource has let us in.
    if (status == TOO_MANY || code != null && code == NOT_THERE) {
      return Optional.empty();
    }
    return Optional.of(status >= 500
        ? "Twilio answers with status " + status + ", so no codes can be sent. That is Twilio's to mend: see https://status.twilio.com."
        : said(status, code));
  }

  private static String said(int status, Integer code) {
    return String.format(Locale.ROOT, "No codes can be sent (Twilio status %d, code %s). %s", status, code,
        TwilioErrors.advice(status, code));
  }
}
