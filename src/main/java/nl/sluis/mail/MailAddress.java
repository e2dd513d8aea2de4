package nl.sluis.mail;

import java.util.regex.Pattern;

/**
 * The addresses that we hand to a relay: ASCII, without quotes, comments or groups. Angus writes a letter beyond ASCII
 * by its lowest byte, which would send {@code š@example.net} to {@code a@example.net}: to somebody else.
 */
final class MailAddress {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,255}");

  private MailAddress() {}

  static boolean isPlain(String address) {
    return address != null && PLAIN.matcher(address).matches();
  }
}
