package nl.sluis.meeting;

/**
 * Who hosts the meeting, and hears of trouble (RFC 5545 §3.8.4.3).
 *
 * @param name  1 to 200 characters, no control characters
 * @param email one mail address
 */
public record Organizer(String name, String email) {
  @Override
  public String toString() {
    return "Organizer[redacted]";
  }
}
