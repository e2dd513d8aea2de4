package nl.sluis.store;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nl.sluis.words.Worded;

/** What a client key may do. It has one of these, or several. */
public enum Scope implements Worded {
  /** Post a meeting, and add to one. With {@link #REVOKE}: a post that takes the place of others. */
  POST,
  /** Every GET. */
  READ,
  /** End invitations: DELETE, cancel, close. */
  REVOKE,
  /** With {@link #READ}: webhooks. */
  WEBHOOK;

  /** Those of a key that was made before there were scopes. One that a later version adds is not among them. */
  private static final Set<Scope> FORMER = Collections.unmodifiableSet(EnumSet.of(POST, READ, REVOKE, WEBHOOK));

  public static Set<Scope> all() {
    return Collections.unmodifiableSet(EnumSet.allOf(Scope.class));
  }

  public static Optional<Scope> of(String word) {
    return Arrays.stream(values()).filter(scope -> scope.word().equals(word)).findFirst();
  }

  /** @return in one order, whoever asks */
  public static List<String> words(Set<Scope> scopes) {
    return Arrays.stream(values()).filter(scopes::contains).map(Scope::word).toList();
  }

  /** @param words as the column has them, {@code post,read}; a word of a later version gives nothing here */
  static Set<Scope> stored(String words) {
    return words == null
        ? FORMER
        : Arrays.stream(words.split(",")).flatMap(word -> of(word).stream()).collect(Collectors.toUnmodifiableSet());
  }
}
