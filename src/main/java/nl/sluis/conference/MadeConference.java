package nl.sluis.conference;

import java.util.List;

/**
 * A meeting that exists, and is as it was asked for.
 *
 * @param providerId   as the service names it in later calls
 * @param joinUrl      without the passcode
 * @param webClientUrl without the passcode, for who joins in the browser
 * @param meetingId    for people, as the service shows it
 * @param passcode     six digits, drawn here
 * @param rules        each of {@link nl.sluis.rules.ConferenceRule}, in its order. What only an account can keep is not provable here:
 *                     {@link AccountLook} may prove it
 */
public record MadeConference(String providerId, String joinUrl, String webClientUrl, String meetingId, String passcode,
    List<RuleProof> rules) {
  public MadeConference {
    rules = List.copyOf(rules);
  }

  @Override
  public String toString() {
    return "MadeConference[redacted]";
  }
}
