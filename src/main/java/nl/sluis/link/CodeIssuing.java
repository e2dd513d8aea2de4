package nl.sluis.link;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import nl.sluis.code.CodeConfiguration;
import nl.sluis.code.Codes;
import nl.sluis.code.IssuedCode;
import nl.sluis.feed.EventType;
import nl.sluis.limit.Limit;
import nl.sluis.limit.RateLimiter;
import nl.sluis.meeting.Countries;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.store.Attention;
import nl.sluis.store.Contact;
import nl.sluis.store.Contacts;
import nl.sluis.store.Invitation;
import nl.sluis.store.Tx;

/** The transaction of a code: it compares the digits, and stores a code if there may be one now. */
public final class CodeIssuing {
  private final Contacts contacts;
  private final Tries tries;
  private final Failures failures;
  private final Codes codes;
  private final CodeConfiguration configuration;
  private final CodeCounts counts;
  private final Countries countries;

  public CodeIssuing(Contacts contacts, Tries tries, Failures failures, Codes codes, CodeConfiguration configuration, CodeCounts counts,
      Countries countries) {
    this.contacts = contacts;
    this.tries = tries;
    this.failures = failures;
    this.codes = codes;
    this.configuration = configuration;
    this.counts = counts;
    this.countries = countries;
  }

  /**
   * @param tried counted by a transaction before this one
   * @throws ProblemException 410 if it ended meanwhile
   */
  Issue issue(Tx tx, Tried tried, String digits) {
    // Of several visitors with the right digits one at a time gets past here.
    var invitation = Links.lock(tx, tried.id());
    Ended.refuse(invitation, tx.now());
    var contact = contacts.open(invitation);
    if (!endsWith(contact.invitee().phone(), digits)) {
      return new WrongDigits(failures.book(tx, tried));
    }
    tries.giveBack(tx, tried);
    var pause = resendAfter();
    if (invitation.codeSentAt() != null && invitation.codeSentAt().plus(pause).isAfter(tx.now())) {
      return new TooSoon(Duration.between(tx.now(), invitation.codeSentAt().plus(pause)));
    }
    if (!countries.allow(contact.invitee().phone())) {
      // Posted before the operator named the countries.
      tx.invitations().callAttention(invitation.id(), Attention.SMS_UNAVAILABLE);
      return new Refused(ProblemException.retryAfter(Problem.SMS_UNAVAILABLE, pause), "country");
    }
    var take = counts.take(tx, invitation, contact.invitee().phone());
    if (take instanceof CodeCounts.UsedUp usedUp) {
      return refused(tx, invitation, usedUp.limit());
    }
    tx.invitations().startCode(tried.id(), tx.now());
    return new Issued(invitation, contact, codes.issue(tx, tried.id()), (CodeCounts.Taken) take);
  }

  /**
   * Until midnight nobody gets a code, the invitee neither: that is more than a moment, so the scheduler hears of it. What others used up is
   * nothing that the invitee did.
   */
  private static Refused refused(Tx tx, Invitation invitation, Limit limit) {
    var isOwn = limit == Limit.CODES_PER_INVITATION || limit == Limit.CODES_PER_NUMBER;
    tx.invitations().callAttention(invitation.id(), isOwn ? Attention.CODES_USED_UP : Attention.SMS_UNAVAILABLE);
    var problem = isOwn ? Problem.TOO_SOON : Problem.SMS_UNAVAILABLE;
    return new Refused(ProblemException.retryAfter(problem, RateLimiter.pause(limit, tx.now())).by(limit.word()), limit.word());
  }

  /** For a code that was certainly not sent: nothing was spent. */
  void takeBack(Tx tx, Issued issued, Attention attention) {
    codes.takeBack(tx, issued.invitation.id(), issued.code);
    counts.giveBack(tx, issued.taken);
    tx.events().add(EventType.CODE_FAILED, issued.invitation.clientId(), issued.invitation.id(), attention.number());
    tx.invitations().callAttention(issued.invitation.id(), attention);
  }

  Duration resendAfter() {
    return Duration.ofSeconds(configuration.resendAfter().toSeconds());
  }

  private static boolean endsWith(String phone, String digits) {
    var last = phone.substring(phone.length() - Status.DIGITS);
    return MessageDigest.isEqual(last.getBytes(StandardCharsets.US_ASCII), digits.getBytes(StandardCharsets.US_ASCII));
  }

  /** What became of a request for a code. */
  sealed interface Issue permits Issued, WrongDigits, TooSoon, Refused {}

  /**
   * A code that is stored, and to be sent.
   *
   * @param invitation before this code
   * @param taken      of the limits, to be given back if it is not sent
   */
  record Issued(Invitation invitation, Contact contact, IssuedCode code, CodeCounts.Taken taken) implements Issue {
    @Override
    public String toString() {
      return "Issued[" + invitation.id() + "]";
    }
  }

  record WrongDigits(Failures.Failure failure) implements Issue {}

  /** @param pause until the next code */
  record TooSoon(Duration pause) implements Issue {}

  /** @param why for the audit log: it is more than a minute's wait */
  record Refused(ProblemException answer, String why) implements Issue {}
}
