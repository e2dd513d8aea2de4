package nl.sluis.client;

import java.util.regex.Pattern;

/** The rule of {@code nl.sluis.meeting.MailAddress}, which a client cannot import. {@code ClientRulesTest} compares the two. */
final class FieldRules {
  private static final int MAX_ADDRESS = 254;
  private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
  private static final Pattern DOT_ATOM = Pattern.compile(ATOM + "(\\." + ATOM + ")*");
  private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final Pattern DOMAIN = Pattern.compile("(" + LABEL + "\\.)*(?![0-9]+$)" + LABEL);

  private FieldRules() {}

  /** The organizer's, the only one in a meeting: its local part may be longer than an invitee's. */
  static String mail(String value) {
    return isAddress(value) ? null : "must be one mail address, in ASCII, without a display name";
  }

  private static boolean isAddress(String value) {
    var at = value.lastIndexOf('@');
    return value.length() <= MAX_ADDRESS && at >= 1 && DOT_ATOM.matcher(value.substring(0, at)).matches()
        && DOMAIN.matcher(value.substring(at + 1)).matches();
  }
}
