package nl.sluis.meeting;

/**
 * Who is asked to the meeting.
 *
 * @param name   1 to 200 characters, no control characters
 * @param email  one mail address
 * @param phone  E.164, as {@code +31612345678}
 * @param locale one of ours, as {@code nl}
 */
public record Invitee(String name, String email, String phone, String locale) {
  @Override
  public String toString() {
    return "Invitee[redacted]";
  }
}
