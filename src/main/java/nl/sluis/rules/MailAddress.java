package nl.sluis.rules;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One mail address that any relay can carry, by its syntax (RFC 5321 §4.1.2): a dot-atom, an at sign, a domain name.
 *
 * <p>No display name, no comment, no quoted string, no address literal. ASCII only, as SMTP without SMTPUTF8 asks; an internationalized domain
 * is posted in its ACE form ({@code xn--…}). We name that form where it is certain, and never convert by ourselves.
 */
public final class MailAddress {
  private static final int MAX_LOCAL_PART = 64;
  // RFC 5321 §4.5.3.1.3 has 256 for a path, with its angle brackets. A domain's own limit of 255 is never reached.
  private static final int MAX_ADDRESS = 254;
  private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
  private static final Pattern DOT_ATOM = Pattern.compile(ATOM + "(\\." + ATOM + ")*");
  private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  // One label will do: a mail system inside a house has such names. No number at the end: that would be an IPv4 address.
  private static final Pattern DOMAIN = Pattern.compile("(" + LABEL + "\\.)*(?![0-9]+$)" + LABEL);
  private static final String OTHERWISE = "must be one mail address, in ASCII, without a display name";

  private MailAddress() {}

  /**
   * True for exactly one address. Doors and relays ask the same question: Angus writes a letter beyond ASCII by its lowest byte, and {@code š@}
   * would go to {@code a@}.
   */
  public static boolean isAddress(@Nullable String text) {
    return text != null && isOrganizers(text) && text.lastIndexOf('@') <= MAX_LOCAL_PART;
  }

  /**
   * True for one address of an organizer, whose local part may be longer than SMTP allows (RFC 5321 §4.5.3.1.1): Google's secondary calendars
   * have such ones. Invitees answer to it, for which RFC 5322 sets no bound; whether a notice gets there is up to the relay.
   */
  public static boolean isOrganizers(@Nullable String text) {
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

  /** @return what is wrong with an invitee's, without a word of it but its domain's ASCII form; null if nothing is */
  public static @Nullable String complaint(String value) {
    return complaint(value, MailAddress::isAddress);
  }

  /** @return what is wrong with an organizer's, as above */
  public static @Nullable String organizersComplaint(String value) {
    return complaint(value, MailAddress::isOrganizers);
  }

  private static @Nullable String complaint(String value, Predicate<String> right) {
    if (right.test(value)) {
      return null;
    }
    if (value.length() > MAX_ADDRESS) {
      return OTHERWISE;
    }
    var seen = Invisible.without(value);
    if (!seen.equals(value) && !OTHERWISE.equals(complaint(seen, right))) {
      return "must not contain blanks or invisible characters, around it or within";
    }
    var at = value.lastIndexOf('@');
    // Of the local part nothing is said: with a domain that is surely right, it must be right too.
    if (at < 0 || !isInternational(value, at) || !right.test(value.substring(0, at) + "@example.org")) {
      return OTHERWISE;
    }
    var ascii = DomainName.ascii(value.substring(at + 1));
    return ascii != null && right.test(value.substring(0, at + 1) + ascii)
        ? "must have its international domain in ASCII: post its domain as " + ascii
        : "must have its international domain in ASCII, in its xn-- form";
  }

  private static boolean isInternational(String value, int at) {
    return value.substring(at).codePoints().anyMatch(c -> c > 0x7f);
  }
}
