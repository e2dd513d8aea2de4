package nl.sluis.intake;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import nl.sluis.rules.MeetingRule;

/**
 * What is kept of a post, so that the same one gets the same answer. Nothing of the body.
 *
 * @param keyHash   keyed hash of the Idempotency-Key
 * @param bodyHash  keyed hash of the body as posted, byte for byte
 * @param ids       16 bytes for each invitation, in order
 * @param maskedUid a drawn uid under a pad; null if the body has one
 * @param state     the one answered first
 * @param lapsesAt  when its invitations expire
 * @param brokenRules the rules that it was warned of, one bit for the number of each; null for none
 */
public record IdempotencyRecord(String clientId, byte[] keyHash, byte[] bodyHash, byte[] ids, byte[] maskedUid, String level, String state,
    Instant lapsesAt, Instant postedAt, Integer brokenRules) {
  static Integer bits(List<MeetingRule> broken) {
    return broken.isEmpty() ? null : broken.stream().mapToInt(rule -> 1 << rule.number()).sum();
  }

  /** @return in their order */
  List<MeetingRule> broken() {
    return brokenRules == null
        ? List.of()
        : Arrays.stream(MeetingRule.values()).filter(rule -> (brokenRules & 1 << rule.number()) != 0).toList();
  }

  @Override
  public String toString() {
    return "IdempotencyRecord[redacted]";
  }
}
