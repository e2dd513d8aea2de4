package nl.sluis.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import nl.sluis.audit.AuditLog;
import nl.sluis.meeting.PhoneNumber;
import nl.sluis.sms.Sms;
import nl.sluis.sms.SmsOutcome;
import nl.sluis.sms.SmsSender;

/** {@code POST /tasks/test-sms}, with {@code to=…} in the body: sends one text message without a code, which costs what any other costs. */
public final class TestSmsServlet extends OperatorServlet {
  private static final long serialVersionUID = 1;
  private static final Duration VALID = Duration.ofMinutes(10);
  private final transient SmsSender sender;
  private final String host;
  private final transient AuditLog audit;

  /** @param host of the page, which the message names */
  public TestSmsServlet(SmsSender sender, String host, AuditLog audit) {
    this.sender = sender;
    this.host = host;
    this.audit = audit;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
    answerAtTheEnd(request, response, (q, say) -> {
      var to = new Parameters(q, "to").ofBody("to").flatMap(PhoneNumber::parse)
          .orElseThrow(() -> Parameters.invalid("to", "give one mobile number in E.164 form, as +31612345678, as a form in the body"));
      var outcome = sender.send(new Sms("test", to.e164(), "Test message of the invitation gateway " + host + ". No code.", VALID));
      audit.record("test-sms", outcome.word());
      if (outcome == SmsOutcome.SENT) {
        say.accept("The SMS provider took the message. Look whether it arrives.");
      }
      return fault(outcome);
    });
  }

  private static Optional<String> fault(SmsOutcome outcome) {
    return switch (outcome) {
      case SENT -> Optional.empty();
      case UNKNOWN -> Optional.of("Nobody knows whether the message was sent: no whole answer came. Look at the phone, and at the log.");
      case NUMBER_TAKES_NO_SMS -> Optional.of("The SMS provider says that this number takes no text messages. Take another one.");
      case OPERATOR_MUST_ACT -> Optional.of("The SMS provider refused us. The health check sms says what to do.");
      case BUSY -> Optional.of("The SMS provider is busy or out of reach, and nothing was sent. Try again in a minute.");
    };
  }
}
