package nl.sluis.conference;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * What is known of the account, for operators.
 *
 * @param lookedAt the last look that was answered; null if none was yet
 * @param failedAt of the last look, if it was not answered; else null
 * @param failure  how it failed, in our words; null with it
 * @param nextAt   when it is looked at next
 * @param rules    of those that an account can keep, by their words
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AccountView(Instant lookedAt, Instant failedAt, String failure, Instant nextAt, List<Rule> rules) {
  public AccountView {
    rules = List.copyOf(rules);
  }

  /** @return those that do not hold */
  public List<Rule> loosened() {
    return rules.stream().filter(rule -> rule.loosenedAt != null).toList();
  }

  /**
   * @param proof      why one may believe it
   * @param at         when that was read; null where nobody can prove it
   * @param loosenedAt since when it is known not to hold; null while it holds
   * @param detail     which setting, what it is, and what it must be; null with it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Rule(String rule, String proof, Instant at, Instant loosenedAt, String detail) {}
}
