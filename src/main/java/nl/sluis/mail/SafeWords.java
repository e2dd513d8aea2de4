package nl.sluis.mail;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the relay's words safe to show to an operator: one short line. Relays quote addresses, links of their own, and of a mail that they have
 * read whatever they like, the invitation's link too; none of that is left.
 */
final class SafeWords {
  private static final int MAX_CODE_POINTS = 200;
  /** Long words are looked at as a whole, so there must not be too much of them. */
  private static final int LOOKED_AT = 1_000;
  private static final String LEFT_OUT = "[…]";
  private static final Pattern ADDRESS_OR_LINK = Pattern.compile("[@＠]|[=%]40|:?//|www\\.|/i(#|%23)|mailto:|#[A-Za-z0-9_-]{8}",
      Pattern.CASE_INSENSITIVE);
  /** A link's secret has 43 letters of base64url, and a relay may break it. Queue numbers go with it. */
  private static final Pattern MAYBE_SECRET = Pattern.compile("[A-Za-z0-9_-]{12,}");

  /** Joiners too, which names keep: they would break a secret where nobody sees it. */
  private static final Pattern UNSEEN = Pattern.compile("\\p{Cf}");

  private SafeWords() {}

  static String of(String words) {
    var safe = Stream.of(OneLine.of(UNSEEN.matcher(words == null ? "" : words).replaceAll(""), LOOKED_AT).split(" "))
        .map(word -> ADDRESS_OR_LINK.matcher(word).find() ? LEFT_OUT : word)
        .map(word -> MAYBE_SECRET.matcher(word).replaceAll(run -> isWord(run.group()) ? run.group() : LEFT_OUT));
    return OneLine.of(safe.collect(Collectors.joining(" ")), MAX_CODE_POINTS);
  }

  private static boolean isWord(String run) {
    return run.length() < 32 && run.chars().noneMatch(c -> c >= '0' && c <= '9');
  }
}
