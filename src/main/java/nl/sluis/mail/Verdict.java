package nl.sluis.mail;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Says what the relay refused: this recipient or mail, or us. Only one about this recipient or this mail is final; a refusal of the gateway
 * itself, taken for one of a mail, would end every invitation that waits. So what is not clearly about the recipient or the mail is about us.
 *
 * <p>The command decides first: before RCPT nobody has named a recipient, and before the end of the data nobody has seen the mail. Then the
 * enhanced code (RFC 3463), unless the words contradict it: relays hold back what they have against a client until RCPT (Postfix does), and
 * then say <em>Sender address rejected: User unknown</em>. Without such a code the words must name the recipient.
 */
enum Verdict {
  /** Nobody there, or a mailbox that takes nothing. */
  RECIPIENT,
  /** Too big, or of a form that is not taken. */
  MAIL,
  /** Client, sender, login, quota, policy; or nobody can tell. */
  US,
  /** Come again (4xx). */
  LATER;

  /** Others say that the conversation is wrong, want a login, or mean that no mail is taken here at all (521, RFC 7504). */
  private static final Set<Integer> MAY_BE_OF_ONE = Set.of(501, 511, 550, 551, 552, 553, 554, 556);
  /** A relay that knows that the recipient's domain takes no mail (RFC 7504 §4). */
  private static final int DOMAIN_TAKES_NONE = 556;
  /** RFC 3463 §3.2 and §3.3 but for X.1.7, X.1.8 and X.2.3; RFC 7505; and Exchange Online's for a domain that is not there. */
  private static final Set<String> OF_RECIPIENT = Set.of("5.1.1", "5.1.2", "5.1.3", "5.1.4", "5.1.6", "5.1.10", "5.2.1", "5.2.2", "5.2.4",
      "5.4.4", "5.4.310");
  /** A mailbox or a domain that changed hands (RFC 7293), and those of Exchange Online that take from some only. They may name the sender. */
  private static final Set<String> RULE_OF_RECIPIENT = Set.of("5.7.17", "5.7.18", "5.7.124", "5.7.133", "5.7.134");
  private static final Set<String> TOO_BIG = Set.of("5.2.3", "5.3.4");
  /** They say nothing, or are used for anything: as if there were none. */
  private static final Set<String> VAGUE = Set.of("", "5.0.0", "5.1.0", "5.2.0", "5.3.0", "5.4.0", "5.5.0");
  /** Exchange Online's word for nobody, and everybody's for a host that does not answer. */
  private static final String EDGE_BLOCKS = "5.4.1";

  /** Some relays say it of the sender's quota, once they have read the mail. */
  private static final String MAILBOX_FULL = "5.2.2";

  static Verdict of(RelayReply reply, List<String> ours) {
    if (reply.status() < 500) {
      return LATER;
    }
    if (!Set.of("RCPT", "DATA", ".").contains(reply.verb()) || reply.enhanced() == null || !MAY_BE_OF_ONE.contains(reply.status())) {
      return US;
    }
    var code = reply.enhanced();
    if (code.startsWith("4.1.") || code.startsWith("4.2.")) {
      return LATER;
    }
    if (RULE_OF_RECIPIENT.contains(code)) {
      return RECIPIENT;
    }
    var words = RelayPhrases.withoutQuotations(reply.text());
    if (RelayPhrases.ABOUT_US.matcher(words).find() || ours.stream().anyMatch(own -> names(reply.text(), own))) {
      return US;
    }
    var mailWasRead = reply.verb().equals(".");
    if (mailWasRead && code.equals(MAILBOX_FULL) && RelayPhrases.QUOTA.matcher(words).find()) {
      return US;
    }
    if (OF_RECIPIENT.contains(code) || code.equals(EDGE_BLOCKS) && RelayPhrases.RECIPIENT_REJECTED.matcher(words).find()) {
      return RECIPIENT;
    }
    if (mailWasRead && (TOO_BIG.contains(code) || code.startsWith("5.6."))) {
      return MAIL;
    }
    return VAGUE.contains(code) ? byWords(reply, words, mailWasRead) : US;
  }

  /** A whole address: {@code info@} is no part of {@code klantinfo@}. */
  private static boolean names(String text, String address) {
    return Pattern.compile("(?i)(?<![A-Za-z0-9!#$%&'*+/=?^_`{|}~.-])" + Pattern.quote(address) + "(?![A-Za-z0-9-]|\\.[A-Za-z0-9])")
        .matcher(text).find();
  }

  private static Verdict byWords(RelayReply reply, String words, boolean mailWasRead) {
    if (mailWasRead && RelayPhrases.TOO_BIG.matcher(words).find()) {
      return MAIL;
    }
    if (RelayPhrases.MAYBE_ABOUT_US.matcher(words).find() || mailWasRead && RelayPhrases.QUOTA.matcher(words).find()) {
      return US;
    }
    var nobody = RelayPhrases.NOBODY.matcher(words).find()
        || reply.enhanced().equals("5.1.0") && RelayPhrases.ADDRESS_REJECTED.matcher(words).find();
    return nobody || reply.status() == DOMAIN_TAKES_NONE ? RECIPIENT : US;
  }
}
