package nl.sluis.link;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import nl.sluis.audit.AuditLog;
import nl.sluis.code.CodeConfiguration;
import nl.sluis.code.Codes;
import nl.sluis.code.IssuedCode;
import nl.sluis.limit.Limit;
import nl.sluis.limit.RateLimiter;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.sms.CodeText;
import nl.sluis.sms.Sms;
import nl.sluis.sms.SmsOutcome;
import nl.sluis.sms.SmsSender;
import nl.sluis.store.Contact;
import nl.sluis.store.Contacts;
import nl.sluis.store.Database;
import nl.sluis.store.DayNames;
import nl.sluis.store.Invitation;
import nl.sluis.store.Tx;

/** Sends a code to the phone of one who knows its last digits. Wrong digits cost a try and send nothing. */
public final class CodeSending {
  private static final String NUMBER_TAKES_NO_SMS = "number-takes-no-sms";
  private final Database database;
  private final Contacts contacts;
  private final Tries tries;
  private final Codes codes;
  private final CodeConfiguration configuration;
  private final CodeText text;
  private final SmsSender sender;
  private final RateLimiter limiter;
  private final DayNames dayNames;
  private final AuditLog audit;

  public CodeSending(Database database, Contacts contacts, Tries tries, Codes codes, CodeConfiguration configuration, CodeText text,
      SmsSender sender, RateLimiter limiter, DayNames dayNames, AuditLog audit) {
    this.database = database;
    this.contacts = contacts;
    this.tries = tries;
    this.codes = codes;
    this.configuration = configuration;
    this.text = text;
    this.sender = sender;
    this.limiter = limiter;
    this.dayNames = dayNames;
    this.audit = audit;
  }

  SentCode send(byte[] access, String digits, Optional<String> range) {
    var invitation = tries.spend(access, range);
    var contact = contactOf(invitation);
    if (!endsWith(contact.invitee().phone(), digits)) {
      throw new ProblemException(Problem.WRONG_DIGITS).with("triesLeft", tries.failed(invitation));
    }
    var issue = database.write(tx -> issue(tx, invitation, contact, range));
    if (issue.code == null) {
      if (issue.usedUp != null) {
        audit.record("code-refused", invitation.id(), issue.usedUp.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      }
      throw ProblemException.retryAfter(Problem.TOO_SOON, issue.pause);
    }
    // Outside of any transaction: the provider may take its time.
    var outcome = sender.send(sms(contact, issue.code));
    return answer(invitation, issue, outcome);
  }

  private Contact contactOf(Invitation invitation) {
    return database.read(tx -> {
      var current = Tries.current(tx, invitation.id());
      Ended.refuse(current, tx.now());
      return contacts.open(current);
    });
  }

  private Issue issue(Tx tx, Invitation tried, Contact contact, Optional<String> range) {
    // The update locks the row: of several visitors with the right digits one at a time gets past here.
    tries.giveBack(tx, tried, range);
    var invitation = Tries.current(tx, tried.id());
    Ended.refuse(invitation, tx.now());
    var pause = Duration.ofSeconds(configuration.resendAfter().toSeconds());
    if (invitation.codeSentAt() != null && invitation.codeSentAt().plus(pause).isAfter(tx.now())) {
      return new Issue(null, null, Duration.between(tx.now(), invitation.codeSentAt().plus(pause)), null);
    }
    var number = dayNames.of(tx, contact.invitee().phone());
    if (!limiter.take(tx.handle(), Limit.CODES_PER_INVITATION, tried.id(), tx.now())) {
      return usedUp(tx, invitation, Limit.CODES_PER_INVITATION);
    }
    if (!limiter.take(tx.handle(), Limit.CODES_PER_NUMBER, number, tx.now())) {
      limiter.giveBack(tx.handle(), Limit.CODES_PER_INVITATION, tried.id(), tx.now());
      return usedUp(tx, invitation, Limit.CODES_PER_NUMBER);
    }
    tx.invitations().startCode(tried.id(), tx.now());
    return new Issue(codes.issue(tx, tried.id()), number, null, null);
  }

  /** Until midnight nobody gets a code, the invitee neither: that is more than a moment, so the scheduler hears of it. */
  private static Issue usedUp(Tx tx, Invitation invitation, Limit limit) {
    callAttention(tx, invitation, "codes-used-up");
    return new Issue(null, null, RateLimiter.pause(limit, tx.now()), limit);
  }

  private SentCode answer(Invitation invitation, Issue issue, SmsOutcome outcome) {
    audit.record("code-" + outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'), invitation.id());
    var pause = configuration.resendAfter().toSeconds();
    return switch (outcome) {
      case SENT, UNKNOWN -> {
        database.write(tx -> outcome == SmsOutcome.SENT || !takesNoSms(tx, invitation) ? callAttention(tx, invitation, null) : null);
        yield new SentCode(issue.code.reference(), issue.code.expiresAt(), pause, outcome == SmsOutcome.SENT ? "sent" : "unknown");
      }
      case NUMBER_TAKES_NO_SMS -> {
        database.write(tx -> {
          codes.takeBack(tx, invitation.id(), issue.code);
          return callAttention(tx, invitation, NUMBER_TAKES_NO_SMS);
        });
        throw new ProblemException(Problem.NUMBER_TAKES_NO_SMS);
      }
      case OPERATOR_MUST_ACT, BUSY -> {
        database.write(tx -> {
          codes.takeBack(tx, invitation.id(), issue.code);
          limiter.giveBack(tx.handle(), Limit.CODES_PER_INVITATION, invitation.id(), tx.now());
          limiter.giveBack(tx.handle(), Limit.CODES_PER_NUMBER, issue.number, tx.now());
          return callAttention(tx, invitation, "sms-unavailable");
        });
        throw ProblemException.retryAfter(Problem.SMS_UNAVAILABLE, Duration.ofSeconds(pause));
      }
    };
  }

  /** That nobody answered does not make a landline a mobile phone. */
  private static boolean takesNoSms(Tx tx, Invitation invitation) {
    return tx.invitations().byId(invitation.id()).map(Invitation::attention).filter(NUMBER_TAKES_NO_SMS::equals).isPresent();
  }

  private static Void callAttention(Tx tx, Invitation invitation, String attention) {
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
   * @param code   null if it is too soon; then {@code pause} says how long
   * @param usedUp the limit of the day that is used up, or null
   */
  private record Issue(IssuedCode code, String number, Duration pause, Limit usedUp) {}
}
