package nl.sluis.intake;

import nl.sluis.problem.FieldError;
import nl.sluis.rules.Breach;
import nl.sluis.rules.MeetingRule;

/**
 * That a meeting breaks a rule, and is taken all the same.
 *
 * @param rule   its name, as {@code passcode-present}
 * @param detail what to do about it, without a word of the meeting
 */
record Warning(String rule, String detail) {
  static Warning of(MeetingRule rule) {
    return new Warning(rule.word(), rule.detail());
  }

  /** @return what is said where the rule refuses */
  static FieldError error(Breach breach) {
    return new FieldError("/meeting/" + breach.field(), breach.rule().detail(), breach.rule().word());
  }
}
