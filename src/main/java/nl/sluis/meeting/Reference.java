package nl.sluis.meeting;

import java.util.Base64;

/**
 * Four letters by which people name an invitation to each other. Mail and page show the same letters. An organizer who has the id can tell
 * whether they belong to one of their invitations. They prove nothing, because whoever sees the mail can copy them.
 *
 * <p>Letters alone, so that nobody takes them for a code or for digits of a phone number; consonants, so that they make no word.
 */
public final class Reference {
  private static final String LETTERS = "BCDFGHJKLMNPRSTX";

  private Reference() {}

  /** @return one letter for each half of the first two bytes of the id */
  public static String of(String id) {
    var bytes = Base64.getUrlDecoder().decode(id);
    return letters(bytes[0]) + letters(bytes[1]);
  }

  private static String letters(byte value) {
    return "" + LETTERS.charAt(value >> 4 & 15) + LETTERS.charAt(value & 15);
  }
}
