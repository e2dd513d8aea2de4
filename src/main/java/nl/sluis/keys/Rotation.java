package nl.sluis.keys;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes a new active key, re-seals all live rows, destroys the former key: then every older backup of the database is
 * unreadable. May be called at any time, from several threads and gateways; what a crash interrupts, the next start or
 * rotation finishes.
 */
public final class Rotation {
  private final Keys keys;
  private final Vault vault;
  private final List<SealedTable> tables;
  private final Consumer<RotationStep> hook;
  private RotationRun current;

  /** @param tables all that have sealed columns: rows of another would keep its keys from being destroyed */
  public Rotation(Keys keys, Vault vault, List<SealedTable> tables) {
    this(keys, vault, tables, step -> {});
  }

  /** @param hook called after each step, so that a test may crash there */
  Rotation(Keys keys, Vault vault, List<SealedTable> tables, Consumer<RotationStep> hook) {
    this.keys = keys;
    this.vault = vault;
    this.tables = List.copyOf(tables);
    this.hook = hook;
  }

  /**
   * Rotates, and returns when every live row is re-sealed. If that is being done already, joins: the same lines from
   * the first, the same end.
   *
   * @param progress one line at a time, in the caller's thread: ids and numbers only
   * @throws RotationException if rows do not open, or something failed: in words for the operator
   */
  public RotationReport rotate(Set<KeyFamily> families, Consumer<String> progress) {
    return join(families, true, progress);
  }

  /**
   * Finishes what a crash interrupted, and makes no new key: after every start, when convenient. Otherwise as
   * {@link #rotate}.
   */
  public RotationReport resume(Consumer<String> progress) {
    return join(EnumSet.allOf(KeyFamily.class), false, progress);
  }

  private RotationReport join(Set<KeyFamily> families, boolean fresh, Consumer<String> progress) {
    while (true) {
      var run = currentOr(families, fresh);
      if (run.covers(families, fresh)) {
        return run.follow(progress);
      }
      run.awaitEnd();
    }
  }

  private synchronized RotationRun currentOr(Set<KeyFamily> families, boolean fresh) {
    if (current == null || current.hasEnded()) {
      current = new RotationRun(families, fresh);
      current.start(say -> new RotationWork(keys, vault, tables, hook, say).run(families, fresh));
    }
    return current;
  }
}
