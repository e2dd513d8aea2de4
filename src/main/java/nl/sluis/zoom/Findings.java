package nl.sluis.zoom;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import nl.sluis.conference.AccountLook;
import nl.sluis.conference.AccountLook.Loosened;
import nl.sluis.rules.ConferenceRule;
import nl.sluis.conference.Proof;
import nl.sluis.conference.RuleProof;
import org.jspecify.annotations.Nullable;

/** Judges what account and hosts have set and locked. A value that Zoom does not tell is no proof, and no finding. */
final class Findings {
  private final List<KeptSetting> kept;
  private final List<Loosened> loosened = new ArrayList<>();
  private final Set<ConferenceRule> unproved = EnumSet.noneOf(ConferenceRule.class);
  private boolean isLockedByAccount;

  Findings(List<KeptSetting> kept) {
    this.kept = kept;
  }

  /** @param locks null if they cannot be read */
  void account(JsonNode settings, @Nullable JsonNode locks) {
    isLockedByAccount = locks != null;
    for (var one : kept) {
      judge(one, settings, "the account");
      if (locks != null && !one.isLockedIn(locks)) {
        unproved.add(one.rule());
        if (one.mustBeLocked()) {
          loosened.add(new Loosened(one.rule(), one.lock() + " is not locked in the account, so its users can change " + one.path()
              + ": lock it."));
        }
      }
    }
  }

  /**
   * @param who   without a name
   * @param locks of all groups of his; empty if he has none. They count where the account's cannot be read
   */
  void host(String who, JsonNode settings, List<JsonNode> locks) {
    for (var one : kept) {
      judge(one, settings, who);
      if (!isLockedByAccount && (locks.isEmpty() || !locks.stream().allMatch(one::isLockedIn))) {
        unproved.add(one.rule());
      }
    }
  }

  private void judge(KeptSetting one, JsonNode settings, String who) {
    var value = one.in(settings);
    if (value.isMissingNode() || value.isNull()) {
      unproved.add(one.rule());
    } else if (!one.isRight().test(value)) {
      unproved.add(one.rule());
      loosened.add(new Loosened(one.rule(), one.path() + " of " + who + " is " + shown(value) + ", and must be " + one.mustBe() + "."));
    }
  }

  /** What others wrote is told in one shape only. */
  private static String shown(JsonNode value) {
    var text = value.toString();
    return text.matches("[A-Za-z0-9_,.\\[\\]\" -]{1,120}") ? text : "something else";
  }

  AccountLook look(Instant at) {
    var rules = kept.stream().map(KeptSetting::rule).distinct().sorted()
        .map(rule -> unproved.contains(rule)
            ? new RuleProof(rule, Proof.NOT_PROVABLE, null)
            : new RuleProof(rule, Proof.LOCKED_BY_ACCOUNT, at))
        .toList();
    return new AccountLook(at, rules, loosened);
  }
}
