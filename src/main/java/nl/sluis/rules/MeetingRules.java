package nl.sluis.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Which {@link MeetingRule}s hold, and what becomes of a meeting that breaks one. By default each warns, and every host is allowed. */
public final class MeetingRules {
  private final Map<MeetingRule, Enforcement> each;
  private final List<String> joinHosts;

  private MeetingRules(Map<MeetingRule, Enforcement> each, Collection<String> joinHosts) {
    this.each = each;
    this.joinHosts = List.copyOf(joinHosts);
  }

  /** The default. */
  public static MeetingRules warning() {
    return all(Enforcement.WARN);
  }

  /** Each refuses. */
  public static MeetingRules strict() {
    return all(Enforcement.REFUSE);
  }

  /** Nobody looks. */
  public static MeetingRules off() {
    return all(Enforcement.OFF);
  }

  /** The same but for one rule. */
  public MeetingRules with(MeetingRule rule, Enforcement enforcement) {
    var changed = new EnumMap<>(each);
    changed.put(rule, enforcement);
    return new MeetingRules(changed, joinHosts);
  }

  /**
   * The same with hosts that links may lead to.
   *
   * @param hosts as {@code meet.example.org}, or {@code *.zoom.us} for all below it; empty for all there are
   */
  public MeetingRules withJoinHosts(Collection<String> hosts) {
    return new MeetingRules(each, hosts);
  }

  public boolean isOff(MeetingRule rule) {
    return of(rule) == Enforcement.OFF;
  }

  public boolean refuses(MeetingRule rule) {
    return of(rule) == Enforcement.REFUSE;
  }

  /** @return what the meeting breaks of the rules that are not off, in their order; without {@code meeting-id-new}, which asks a ledger */
  public List<Breach> judge(RuledMeeting meeting) {
    var breaches = new ArrayList<Breach>();
    for (var rule : MeetingRule.values()) {
      var field = isOff(rule) ? null : rule.breach(meeting, joinHosts);
      if (field != null) {
        breaches.add(new Breach(rule, field));
      }
    }
    return breaches;
  }

  /** @return the same of a meeting whose link is not made yet: what its times break */
  public List<Breach> judgeTimes(String start, String end) {
    var field = isOff(MeetingRule.ENDS_WITHIN)
        ? null
        : MeetingRule.ENDS_WITHIN.breach(new RuledMeeting(start, end, "", null, null, null), joinHosts);
    return field == null ? List.of() : List.of(new Breach(MeetingRule.ENDS_WITHIN, field));
  }

  private Enforcement of(MeetingRule rule) {
    return each.getOrDefault(rule, Enforcement.WARN);
  }

  private static MeetingRules all(Enforcement enforcement) {
    var each = new EnumMap<MeetingRule, Enforcement>(MeetingRule.class);
    for (var rule : MeetingRule.values()) {
      each.put(rule, enforcement);
    }
    return new MeetingRules(each, List.of());
  }
}
