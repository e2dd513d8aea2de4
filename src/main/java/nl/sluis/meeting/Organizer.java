package nl.sluis.meeting;

/**
 * Who hosts the meeting, and hears of trouble (RFC 5545 §3.8.4.3).
 *
 * @param name   1 to 200 characters, no control characters
 * @param email  one mail address
 * @param locale of what is written to them; null for the configured one
 */
public record Organizer(String name, String email, String locale) {
  public Organizer(String name, String email) {
    this(name, email, null);
  }

  @Override
  public String toString() {
    return "Organizer[redacted]";
  }
}
