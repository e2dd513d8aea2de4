package nl.sluis.keys;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
  private static final int TRIES = 4;

  private final Keys keys;
  private final Vault vault;
  private final List<SealedTable> tables;
  private final DamagedRows damagedRows;
  private final KeysOptions options;
  private RotationRun current;
  private long runs;

  /**
   * @param tables      all that have sealed columns: rows of another would keep its keys from being destroyed
   * @param damagedRows ends those that do not open
   */
  public Rotation(Keys keys, Vault vault, List<SealedTable> tables, DamagedRows damagedRows) {
    this(keys, vault, tables, damagedRows, KeysOptions.DEFAULT);
  }

  Rotation(Keys keys, Vault vault, List<SealedTable> tables, DamagedRows damagedRows, KeysOptions options) {
    this.keys = keys;
    this.vault = vault;
    this.tables = List.copyOf(tables);
    this.damagedRows = damagedRows;
    this.options = options;
  }

  /**
   * Rotates, and returns when every live row is re-sealed. If that is being done already, joins: a line says which
   * rotation that is, then come its lines from the first, and the same end. A key that it had made already is not
   * replaced once more; {@link #destroy} is for that.
   *
   * @param progress one line at a time, in the caller's thread: ids and numbers only
   * @throws RotationException if something failed: in words for the operator
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
      var key = keys.ledger().active().get(family);
      return key != null && key.isDue(lives.get(family));
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
    return allDone && keys.ledgerAndFile().leftOver().isEmpty()
        ? RotationReport.NOTHING
        : join(EnumSet.allOf(KeyFamily.class), RotationKind.RESUME, family -> false, progress);
  }

  /**
   * Destroys one key, whatever its state, and returns only when neither the database nor the file has it. An active one
   * is replaced first. A rotation under way may have made this very key, so to have joined one proves nothing: the key is
   * looked for again after each.
   *
   * @throws RotationException if it is still there, in words for the operator
   */
  public void destroy(String keyId, Consumer<String> progress) {
    var failures = new ArrayList<RotationException>();
    for (int tries = 0;; tries++) {
      var key = keys.ledger().rows().stream().filter(row -> row.id().equals(keyId)).findFirst();
      if (key.isEmpty() && !keys.ledgerAndFile().leftOver().contains(keyId)) {
        return;
      }
      if (tries == TRIES || failures.size() > 1) {
        throw notYet(keyId, failures);
      }
      try {
        if (key.isEmpty() || key.get().state() == KeyState.RETIRED) {
          join(EnumSet.allOf(KeyFamily.class), RotationKind.RESUME, family -> false, progress);
        } else {
          join(EnumSet.of(key.get().family()), RotationKind.FRESH, family -> true, progress);
        }
      } catch (RotationException e) {
        // What failed may be another key, or a rotation that began before this call: then this key has its turn yet.
        failures.add(e);
      }
    }
  }

  private static RotationException notYet(String keyId, List<RotationException> failures) {
    var last = failures.isEmpty() ? null : failures.get(failures.size() - 1);
    return new RotationException(String.format(Locale.ROOT, "Key %s is not destroyed yet, call again. %s",
        keyId, last == null ? "Others rotate all the time" : last.getMessage()), last);
  }

  /** @return of the rotation under way, or the last one */
  public synchronized RotationProgress progress() {
    return current == null ? new RotationProgress(false, 0, 0, null) : current.progress();
  }

  private RotationReport join(
      Set<KeyFamily> families, RotationKind kind, Predicate<KeyFamily> fresh, Consumer<String> progress) {
    if (keys.isReadOnly()) {
      throw new RotationException(keys.folder() + " cannot be written by this gateway: rotate at one that may");
    }
    var ledger = keys.ledger();
    while (true) {
      var other = inFlight();
      if (other.isEmpty()) {
        var own = begin(ledger.transactions().read(ledger::now), families, kind, fresh);
        if (own.isPresent()) {
          return own.get().follow(progress);
        }
      } else if (other.get().covers(families, kind)) {
        progress.accept(String.format(Locale.ROOT, "joins %s: a key that it had made by now is not replaced once more", other.get()));
        return other.get().follow(progress);
      } else {
        progress.accept(String.format(Locale.ROOT, "waits for %s, and begins another then", other.get()));
        other.get().awaitEnd();
      }
    }
  }

  private synchronized Optional<RotationRun> inFlight() {
    return Optional.ofNullable(current).filter(run -> !run.hasEnded());
  }

  /** @return empty if another began meanwhile */
  private synchronized Optional<RotationRun> begin(
      Instant now, Set<KeyFamily> families, RotationKind kind, Predicate<KeyFamily> fresh) {
    if (inFlight().isPresent()) {
      return Optional.empty();
    }
    current = new RotationRun(++runs, now, families, kind);
    current.start(run -> new RotationWork(keys, vault, tables, damagedRows, options, run).run(families, fresh));
    return Optional.of(current);
  }
}
