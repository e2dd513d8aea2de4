package nl.sluis.conference;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import nl.sluis.conference.AccountDao.Kept;

/**
 * What a look found otherwise than the one before.
 *
 * @param loosened rules that held before, or of which nothing was known
 * @param kept     rules that did not hold before
 */
record AccountChange(List<String> loosened, List<String> kept) {
  static final AccountChange NONE = new AccountChange(List.of(), List.of());
  private static final int DETAIL_LETTERS = 2_000;

  static AccountChange of(List<Kept> before, List<Kept> now) {
    var were = loosened(before);
    var are = loosened(now);
    return new AccountChange(are.stream().filter(rule -> !were.contains(rule)).toList(),
        were.stream().filter(rule -> !are.contains(rule)).toList());
  }

  /** @return the rows of a look; of what does not hold since when that is known */
  static List<Kept> kept(AccountLook found, List<Kept> before, Instant now) {
    var since = before.stream().filter(rule -> rule.loosenedAt() != null).collect(toMap(Kept::rule, Kept::loosenedAt));
    var details = found.loosened().stream().collect(groupingBy(one -> one.rule().word(), TreeMap::new,
        mapping(AccountLook.Loosened::detail, joining(" "))));
    var kept = new TreeMap<String, Kept>();
    found.rules().forEach(one -> kept.put(one.rule().word(), new Kept(one.rule().word(), one.proof().word(), one.at(), null, null)));
    details.forEach((rule, detail) -> kept.put(rule,
        new Kept(rule, Proof.NOT_PROVABLE.word(), null, since.getOrDefault(rule, now), cut(detail, DETAIL_LETTERS))));
    return new ArrayList<>(kept.values());
  }

  private static List<String> loosened(List<Kept> rules) {
    return rules.stream().filter(rule -> rule.loosenedAt() != null).map(Kept::rule).toList();
  }

  /** @return the text, or its beginning if a column is too small */
  static String cut(String text, int letters) {
    return text.length() > letters ? text.substring(0, letters - 1) + "…" : text;
  }
}
