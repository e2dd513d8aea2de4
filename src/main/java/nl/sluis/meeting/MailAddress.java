package nl.sluis.meeting;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One mail address that any relay can carry, by its syntax (RFC 5321 §4.1.2): a dot-atom, an at sign, a domain name.
 *
 * <p>No display name, no comment, no quoted string, no address literal. ASCII only, as SMTP without SMTPUTF8 asks; an
 * internationalized domain is posted in its ACE form ({@code xn--…}). We do not convert: the JDK follows IDNA2003, by
 * which mail for {@code straße.example} goes to {@code strasse.example}, and that may be somebody else.
 *
 * @param text exactly as posted
 */
public record MailAddress(String text) {
  private static final int MAX_LOCAL_PART = 64;
  // RFC 5321 §4.5.3.1.3 has 256 for a path, with its angle brackets. A domain's own limit of 255 is never reached.
  private static final int MAX_ADDRESS = 254;
  private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
  private static final Pattern DOT_ATOM = Pattern.compile(ATOM + "(\\." + ATOM + ")*");
  private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  // One label will do: a mail system inside a house has such names. No number at the end: that would be an IPv4 address.
  private static final Pattern DOMAIN = Pattern.compile("(" + LABEL + "\\.)*(?![0-9]+$)" + LABEL);

  /**
   * @throws IllegalArgumentException if {@link #parse} would refuse it; the message does not quote it
   */
  public MailAddress {
    if (!isAddress(text)) {
      throw new IllegalArgumentException("Not one mail address");
    }
  }

  /** @return empty if this is not exactly one address */
  public static Optional<MailAddress> parse(String text) {
    try {
      return Optional.of(new MailAddress(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * True for exactly one address. Doors and relays ask the same question: Angus writes a letter beyond ASCII by its lowest byte, and {@code š@}
   * would go to {@code a@}.
   */
  public static boolean isAddress(String text) {
    return isOrganizers(text) && text.lastIndexOf('@') <= MAX_LOCAL_PART;
  }

  /**
   * True for one address of an organizer, whose local part may be longer than SMTP allows (RFC 5321 §4.5.3.1.1): Google's secondary calendars
   * have such ones. Invitees answer to it, for which RFC 5322 sets no bound; whether a notice gets there is up to the relay.
   */
  public static boolean isOrganizers(String text) {
    // First, so that the patterns, which backtrack, see short strings only.
    if (text == null || text.length() > MAX_ADDRESS) {
      return false;
    }
    var at = text.lastIndexOf('@');
    if (at < 1) {
      return false;
    }
    return DOT_ATOM.matcher(text.substring(0, at)).matches() && DOMAIN.matcher(text.substring(at + 1)).matches();
  }

  @Override
  public String toString() {
    return "MailAddress[redacted]";
  }
}
