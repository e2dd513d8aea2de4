package nl.sluis.link;

import nl.sluis.audit.AuditLog;
import nl.sluis.code.CodeConfiguration;
import nl.sluis.feed.EventType;
import nl.sluis.link.CodeIssuing.Issued;
import nl.sluis.limit.LimitMeters;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.problem.Traces;
import nl.sluis.sms.CodeText;
import nl.sluis.sms.Sms;
import nl.sluis.sms.SmsOutcome;
import nl.sluis.sms.SmsSender;
import nl.sluis.store.Attention;
import nl.sluis.store.Database;
import nl.sluis.store.Invitation;
import nl.sluis.store.Tx;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a code to the phone of one who knows its last digits. Wrong digits cost a try and send nothing. */
public final class CodeSending {
  private static final Logger LOG = LoggerFactory.getLogger(CodeSending.class);
  private final Database database;
  private final Tries tries;
  private final Failures failures;
  private final CodeIssuing issuing;
  private final CodeConfiguration configuration;
  private final CodeText text;
  private final SmsSender sender;
  private final AuditLog audit;

  public CodeSending(Database database, Tries tries, Failures failures, CodeIssuing issuing, CodeConfiguration configuration, CodeText text,
      SmsSender sender, AuditLog audit) {
    this.database = database;
    this.tries = tries;
    this.failures = failures;
    this.issuing = issuing;
    this.configuration = configuration;
    this.text = text;
    this.sender = sender;
    this.audit = audit;
  }

  SentCode send(Visit visit, String digits) {
    // 1. Counts the try, and commits it. After a crash: the try is spent, and nobody was told anything.
    var tried = tries.count(visit);
    // 2. Compares; gives a right try back and stores a code, or books a wrong one. After a crash: a code that nobody has, or the failure.
    var issue = database.write(tx -> issuing.issue(tx, tried, digits));
    // 3. In no transaction: sends. After a crash: the message is on its way, or nobody has the code; another may be asked for in a minute.
    // 4. If it was certainly not sent, takes code and counts back. After a crash: they are spent for today.
    //    If it was sent, tells schedulers, and ends the attention that the invitation called for before. After a crash: nobody is told, and it calls
    //    for attention until the next code.
    if (issue instanceof Issued issued) {
      return answer(issued, sender.send(sms(issued)));
    }
    throw refusal(tried, issue);
  }

  private ProblemException refusal(Tried tried, CodeIssuing.Issue issue) {
    if (issue instanceof CodeIssuing.WrongDigits wrong) {
      return failures.told(Problem.WRONG_DIGITS, wrong.failure());
    }
    if (issue instanceof CodeIssuing.Refused refused) {
      audit.record("code-refused", tried.id(), refused.why());
      return refused.answer();
    }
    return ProblemException.retryAfter(Problem.TOO_SOON, ((CodeIssuing.TooSoon) issue).pause()).by(LimitMeters.CODE_PAUSE);
  }

  private SentCode answer(Issued issued, SmsOutcome outcome) {
    audit.record("code-" + outcome.word(), issued.invitation().id());
    return switch (outcome) {
      case SENT, UNKNOWN -> {
        tell(issued.invitation(), outcome);
        var code = issued.code();
        yield new SentCode(code.reference(), code.expiresAt(), issuing.resendAfter().toSeconds(), outcome.word());
      }
      case NUMBER_TAKES_NO_SMS -> {
        takeBack(issued, Attention.NUMBER_TAKES_NO_SMS);
        throw new ProblemException(Problem.NUMBER_TAKES_NO_SMS);
      }
      case OPERATOR_MUST_ACT, BUSY -> {
        takeBack(issued, Attention.SMS_UNAVAILABLE);
        throw ProblemException.retryAfter(Problem.SMS_UNAVAILABLE, issuing.resendAfter());
      }
    };
  }

  private void takeBack(Issued issued, Attention attention) {
    database.write(tx -> {
      issuing.takeBack(tx, issued, attention);
      return issued;
    });
  }

  private void tell(Invitation before, SmsOutcome outcome) {
    try {
      database.count(tx -> {
        tx.events().add(EventType.CODE_SENT, before.clientId(), before.id(), outcome == SmsOutcome.SENT ? 0 : 1);
        endAttention(tx, before, outcome);
        return before;
      });
    } catch (JdbiException e) {
      // The visitor has the code, whoever hears of it.
      LOG.warn("That the code of invitation {} was sent is told to nobody: {}", before.id(), Traces.withoutMessages(e));
    }
  }

  /** That nobody answered does not make a landline a mobile phone. */
  private static void endAttention(Tx tx, Invitation before, SmsOutcome outcome) {
    if (before.attention() == null) {
      return;
    }
    var attention = tx.invitations().byId(before.id()).map(Invitation::attention);
    if (outcome == SmsOutcome.SENT || attention.filter(Attention.NUMBER_TAKES_NO_SMS::is).isEmpty()) {
      tx.invitations().callAttention(before.id(), null);
    }
  }

  private Sms sms(Issued issued) {
    var invitee = issued.contact().invitee();
    var words = text.compose(invitee.locale(), issued.code().digits(), issued.code().reference());
    return new Sms(issued.invitation().id(), invitee.phone(), words, configuration.validFor().toJavaDuration());
  }
}
