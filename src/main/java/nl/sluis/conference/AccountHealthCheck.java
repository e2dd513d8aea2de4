package nl.sluis.conference;

import java.util.stream.Collectors;
import nl.sluis.problem.DatabaseAsking;

/**
 * Unhealthy while the account at the video service does not keep what it must, and while nobody knows whether it does: a look that failed is no
 * proof.
 */
public final class AccountHealthCheck extends DatabaseAsking {
  private final AccountLooks looks;

  public AccountHealthCheck(AccountLooks looks) {
    this.looks = looks;
  }

  @Override
  protected Result asked() {
    var account = looks.read();
    var loosened = account.loosened();
    if (!loosened.isEmpty()) {
      return Result.unhealthy("%s", loosened.stream().map(rule -> rule.rule() + " does not hold: " + rule.detail())
          .collect(Collectors.joining(" ", "", " Set it so at the video service, for the whole account, and lock it. The next look is"
              + " within ten minutes."))
          + (account.failedAt() == null ? "" : " The last look failed: " + account.failure()));
    }
    if (account.failedAt() != null) {
      return Result.unhealthy("%s", "The account at the video service could not be looked at, so nobody knows whether it keeps the rules: "
          + account.failure() + (account.failure().endsWith(".") ? "" : ".") + " It is tried again at " + account.nextAt() + ". "
          + (account.lookedAt() == null ? "No look was answered so far" : "The last look that was answered was at " + account.lookedAt()));
    }
    return account.lookedAt() == null
        ? Result.unhealthy("The account at the video service was not looked at yet")
        : Result.healthy();
  }
}
