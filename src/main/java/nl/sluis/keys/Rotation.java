package nl.sluis.keys;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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
    return join(families, RotationKind.FRESH, family -> true, progress);
  }

  /**
   * Rotates the families whose active key has lived long enough. The age is looked at again when no other gateway is
   * rotating: of two that find the same key due, one makes the next.
   *
   * @param lives how old a key grows
   * @return an empty report if none is due
   */
  public RotationReport rotateDue(Map<KeyFamily, Duration> lives, Consumer<String> progress) {
    Predicate<KeyFamily> isDue = family -> {
      var age = keys.ledger().ages().get(family);
      return age != null && age.compareTo(lives.get(family)) >= 0;
    };
    var due = lives.keySet().stream().filter(isDue).collect(Collectors.toSet());
    return due.isEmpty() ? RotationReport.NOTHING : join(due, RotationKind.DUE, isDue, progress);
  }

  /**
   * Finishes what a crash interrupted, and makes no new key. Otherwise as {@link #rotate}; where there is nothing to
   * finish it does nothing.
   */
  public RotationReport resume(Consumer<String> progress) {
    var allDone = keys.ledger().rows().stream().allMatch(row -> row.state() == KeyState.ACTIVE);
    return allDone && keys.leftOver().isEmpty()
        ? RotationReport.NOTHING
        : join(EnumSet.allOf(KeyFamily.class), RotationKind.RESUME, family -> false, progress);
  }

  /** @return of the rotation under way, or the last one */
  public synchronized RotationProgress progress() {
    return current == null ? new RotationProgress(false, 0) : current.progress();
  }

  private RotationReport join(
      Set<KeyFamily> families, RotationKind kind, Predicate<KeyFamily> fresh, Consumer<String> progress) {
    if (keys.isReadOnly()) {
      throw new RotationException(keys.folder() + " cannot be written by this gateway: rotate at one that may");
    }
    while (true) {
      var run = currentOr(families, kind, fresh);
      if (run.covers(families, kind)) {
        return run.follow(progress);
      }
      run.awaitEnd();
    }
  }

  private synchronized RotationRun currentOr(Set<KeyFamily> families, RotationKind kind, Predicate<KeyFamily> fresh) {
    if (current == null || current.hasEnded()) {
      current = new RotationRun(families, kind);
      current.start(run -> new RotationWork(keys, vault, tables, hook, run).run(families, fresh));
    }
    return current;
  }
}
