package nl.sluis.conference;

import java.time.Instant;
import java.util.List;
import nl.sluis.rules.ConferenceRule;

/**
 * What an account was found to keep.
 *
 * @param at       when it was asked
 * @param rules    of those rules that an account can keep: each locked, or not provable
 * @param loosened what does not hold as it must, in words for the operator that name the setting; empty if all is well
 */
public record AccountLook(Instant at, List<RuleProof> rules, List<Loosened> loosened) {
  public AccountLook {
    rules = List.copyOf(rules);
    loosened = List.copyOf(loosened);
  }

  /**
   * A setting that is not as it must be.
   *
   * @param detail which setting, what it is, and what it must be; without a name of a person
   */
  public record Loosened(ConferenceRule rule, String detail) {}
}
