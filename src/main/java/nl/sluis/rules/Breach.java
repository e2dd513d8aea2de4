package nl.sluis.rules;

/**
 * That a meeting breaks a rule.
 *
 * @param field of the meeting, where the scheduler looks first, as {@code passcode}
 */
public record Breach(MeetingRule rule, String field) {}
