package nl.sluis.conference;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import nl.sluis.rules.ConferenceRule;
import nl.sluis.secret.PersonalJson;

/**
 * What is kept of a meeting at a service, sealed: enough to delete it there, and to say what was proved of it. Neither link nor passcode.
 *
 * @param provider   the service, as {@code zoom}
 * @param host       as the configuration names him
 * @param providerId as the service names the meeting; null until it is known
 * @param meetingId  for people; null until it is known
 * @param rules      empty until they are proved
 */
record ConferenceReference(String provider, String host, String providerId, String meetingId, List<Line> rules) {
  ConferenceReference {
    rules = rules == null ? List.of() : List.copyOf(rules);
  }

  static ConferenceReference intended(String provider, String host) {
    return new ConferenceReference(provider, host, null, null, List.of());
  }

  ConferenceReference made(MadeConference made) {
    return new ConferenceReference(provider, host, made.providerId(), made.meetingId(), made.rules().stream().map(Line::of).toList());
  }

  /** Of one that is to be deleted, and nothing else. */
  ConferenceReference leftBehind(String id) {
    return new ConferenceReference(provider, host, id, null, List.of());
  }

  /** @return those that this version knows, in their order */
  List<RuleProof> proofs() {
    return rules.stream().map(Line::read).flatMap(Optional::stream).toList();
  }

  /** @return UTF-8, for the vault; the caller wipes it */
  byte[] toBytes() {
    return PersonalJson.write(this);
  }

  /** Reads what {@link #toBytes} wrote, and wipes it. */
  static ConferenceReference of(byte[] bytes) {
    try {
      return PersonalJson.read(bytes, ConferenceReference.class);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  @Override
  public String toString() {
    return "ConferenceReference[redacted]";
  }

  /**
   * A {@link RuleProof} as it is kept.
   *
   * @param at ISO 8601; null where nobody can prove it
   */
  record Line(String rule, String proof, String at) {
    static Line of(RuleProof proved) {
      return new Line(proved.rule().word(), proved.proof().word(), Objects.toString(proved.at(), null));
    }

    Optional<RuleProof> read() {
      var known = Arrays.stream(ConferenceRule.values()).filter(one -> one.word().equals(rule)).findFirst();
      var how = Arrays.stream(Proof.values()).filter(one -> one.word().equals(proof)).findFirst();
      return known.flatMap(one -> how.map(why -> new RuleProof(one, why, at == null ? null : Instant.parse(at))));
    }
  }
}
