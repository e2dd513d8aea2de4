package nl.sluis.link;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import nl.sluis.audit.AuditLog;
import nl.sluis.code.CodeConfiguration;
import nl.sluis.code.Codes;
import nl.sluis.code.IssuedCode;
import nl.sluis.limit.Limit;
import nl.sluis.limit.RateLimiter;
import nl.sluis.meeting.Countries;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.sms.CodeText;
import nl.sluis.sms.Sms;
import nl.sluis.sms.SmsOutcome;
import nl.sluis.sms.SmsSender;
import nl.sluis.store.Attention;
import nl.sluis.store.Contact;
import nl.sluis.store.Contacts;
import nl.sluis.store.Database;
import nl.sluis.store.Invitation;
import nl.sluis.store.Tx;

/** Sends a code to the phone of one who knows its last digits. Wrong digits cost a try and send nothing. */
public final class CodeSending {
  private final Database database;
  private final Contacts contacts;
  private final Tries tries;
  private final Codes codes;
  private final CodeConfiguration configuration;
  private final CodeText text;
  private final SmsSender sender;
  private final CodeCounts counts;
  private final Countries countries;
  private final AuditLog audit;

  public CodeSending(Database database, Contacts contacts, Tries tries, Codes codes, CodeConfiguration configuration, CodeText text,
      SmsSender sender, CodeCounts counts, Countries countries, AuditLog audit) {
    this.database = database;
    this.contacts = contacts;
    this.tries = tries;
    this.codes = codes;
    this.configuration = configuration;
    this.text = text;
    this.sender = sender;
    this.counts = counts;
    this.countries = countries;
    this.audit = audit;
  }

  SentCode send(byte[] access, String digits, Optional<String> range) {
    var tried = tries.spend(access, range);
    var contact = contactOf(tried.invitation());
    if (!endsWith(contact.invitee().phone(), digits)) {
      throw new ProblemException(Problem.WRONG_DIGITS).with("triesLeft", tries.failed(tried));
    }
    var issue = database.write(tx -> issue(tx, tried, contact));
    if (issue.refusal != null) {
      if (issue.why != null) {
        audit.record("code-refused", tried.id(), issue.why);
      }
      throw issue.refusal;
    }
    // Outside of any transaction: the provider may take its time.
    var outcome = sender.send(sms(contact, issue.code));
    return answer(tried.invitation(), issue, outcome);
  }

  private Contact contactOf(Invitation invitation) {
    return database.read(tx -> {
      var current = Tries.current(tx, invitation.id());
      Ended.refuse(current, tx.now());
      return contacts.open(current);
    });
  }

  private Issue issue(Tx tx, Tried tried, Contact contact) {
    // The update locks the row: of several visitors with the right digits one at a time gets past here.
    tries.giveBack(tx, tried);
    var invitation = Tries.current(tx, tried.id());
    Ended.refuse(invitation, tx.now());
    var pause = Duration.ofSeconds(configuration.resendAfter().toSeconds());
    if (invitation.codeSentAt() != null && invitation.codeSentAt().plus(pause).isAfter(tx.now())) {
      return Issue.refused(Problem.TOO_SOON, Duration.between(tx.now(), invitation.codeSentAt().plus(pause)), null);
    }
    if (!countries.allow(contact.invitee().phone())) {
      // Posted before the operator named the countries.
      callAttention(tx, invitation, Attention.SMS_UNAVAILABLE);
      return Issue.refused(Problem.SMS_UNAVAILABLE, pause, "country");
    }
    var taken = counts.take(tx, invitation, contact.invitee().phone());
    if (taken.usedUp().isPresent()) {
      return usedUp(tx, invitation, taken.usedUp().get());
    }
    tx.invitations().startCode(tried.id(), tx.now());
    return new Issue(codes.issue(tx, tried.id()), taken, null, null);
  }

  /**
   * Until midnight nobody gets a code, the invitee neither: that is more than a moment, so the scheduler hears of it. What others used up is
   * nothing that the invitee did.
   */
  private static Issue usedUp(Tx tx, Invitation invitation, Limit limit) {
    var isOwn = limit == Limit.CODES_PER_INVITATION || limit == Limit.CODES_PER_NUMBER;
    callAttention(tx, invitation, isOwn ? Attention.CODES_USED_UP : Attention.SMS_UNAVAILABLE);
    return Issue.refused(isOwn ? Problem.TOO_SOON : Problem.SMS_UNAVAILABLE, RateLimiter.pause(limit, tx.now()),
        limit.word());
  }

  private SentCode answer(Invitation invitation, Issue issue, SmsOutcome outcome) {
    audit.record("code-" + outcome.word(), invitation.id());
    var pause = configuration.resendAfter().toSeconds();
    return switch (outcome) {
      case SENT, UNKNOWN -> {
        database.write(tx -> outcome == SmsOutcome.SENT || !takesNoSms(tx, invitation) ? callAttention(tx, invitation, null) : null);
        yield new SentCode(issue.code.reference(), issue.code.expiresAt(), pause, outcome == SmsOutcome.SENT ? "sent" : "unknown");
      }
      case NUMBER_TAKES_NO_SMS -> {
        takeBack(invitation, issue, Attention.NUMBER_TAKES_NO_SMS);
        throw new ProblemException(Problem.NUMBER_TAKES_NO_SMS);
      }
      case OPERATOR_MUST_ACT, BUSY -> {
        takeBack(invitation, issue, Attention.SMS_UNAVAILABLE);
        throw ProblemException.retryAfter(Problem.SMS_UNAVAILABLE, Duration.ofSeconds(pause));
      }
    };
  }

  /** Nothing was sent, so nothing was spent. */
  private void takeBack(Invitation invitation, Issue issue, Attention attention) {
    database.write(tx -> {
      codes.takeBack(tx, invitation.id(), issue.code);
      counts.giveBack(tx, issue.taken);
      return callAttention(tx, invitation, attention);
    });
  }

  /** That nobody answered does not make a landline a mobile phone. */
  private static boolean takesNoSms(Tx tx, Invitation invitation) {
    return tx.invitations().byId(invitation.id()).map(Invitation::attention).filter(Attention.NUMBER_TAKES_NO_SMS::is).isPresent();
  }

  private static Void callAttention(Tx tx, Invitation invitation, Attention attention) {
    tx.invitations().callAttention(invitation.id(), attention);
    return null;
  }

  private Sms sms(Contact contact, IssuedCode code) {
    var words = text.compose(contact.invitee().locale(), code.digits(), code.reference());
    return new Sms(contact.invitee().phone(), words, configuration.validFor().toJavaDuration());
  }

  private static boolean endsWith(String phone, String digits) {
    var last = phone.substring(phone.length() - Status.DIGITS);
    return MessageDigest.isEqual(last.getBytes(StandardCharsets.US_ASCII), digits.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * @param code    null if it is refused
   * @param refusal null if it is not
   * @param why     for the audit log, where it is more than a minute's wait
   */
  private record Issue(IssuedCode code, CodeCounts.Taken taken, ProblemException refusal, String why) {
    static Issue refused(Problem problem, Duration pause, String why) {
      return new Issue(null, null, ProblemException.retryAfter(problem, pause), why);
    }
  }
}
