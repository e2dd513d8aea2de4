package nl.sluis.keys;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import nl.sluis.database.SqlStates;
import nl.sluis.database.TransientFailures;
import nl.sluis.files.FileLocked;
import nl.sluis.files.Pause;
import org.jdbi.v3.core.JdbiException;

/** One rotation, step by step. Each step is on disk before the next begins, and each can be done again; so can each
 * batch of a walk, which is on disk when the key is destroyed. */
final class RotationWork {
  private static final int FRUITLESS_TRIES = 100;
  private static final int BATCHES_PER_LINE = 25;

  private final Keys keys;
  private final KeyLedger ledger;
  private final Vault vault;
  private final List<SealedTable> tables;
  private final DamagedRows damagedRows;
  private final KeysOptions options;
  private final RotationRun run;
  private final Activation activation;
  private final List<String> destroyed = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private long lookedAt;

  RotationWork(Keys keys, Vault vault, List<SealedTable> tables, DamagedRows damagedRows, KeysOptions options,
      RotationRun run) {
    this.keys = keys;
    this.ledger = keys.ledger();
    this.vault = vault;
    this.tables = tables;
    this.damagedRows = damagedRows;
    this.options = options;
    this.run = run;
    this.activation = new Activation(keys, options, run);
    lookedAt = options.nanoTime().getAsLong();
  }

  /** @param fresh whether a family gets a new key, asked when nobody else rotates; of the others what is begun is finished */
  RotationReport run(Set<KeyFamily> families, Predicate<KeyFamily> fresh) {
    var lock = FileLocked.whenFree(keys.rotationLock(), () -> run.say("another gateway is rotating; this one waits for it"));
    try (lock) {
      keys.refresh();
      removeLeftOver();
      destroyCompromisedPending();
      for (var family : families) {
        if (activation.isBegun(family) || fresh.test(family)) {
          activation.activate(family);
        }
      }
      // The outbox first: its walk is short, and its keys live for an hour.
      families.stream().sorted(Comparator.reverseOrder()).forEach(this::finish);
    }
    if (!failures.isEmpty()) {
      throw new RotationException(String.join("\n", failures));
    }
    return new RotationReport(activation.activated(), List.copyOf(destroyed), run.resealed());
  }

  private void removeLeftOver() {
    var removed = keys.ledgerAndFile().removeLeftOver();
    if (!removed.isEmpty()) {
      run.say("removed from the keyring what was left of destroyed keys: " + String.join(", ", removed));
    }
  }

  /** It is not given anything to seal first. */
  private void destroyCompromisedPending() {
    for (var id : ledger.compromisedPending()) {
      var epoch = keys.ledgerAndFile().nextEpoch();
      ledger.destroyPending(id, epoch);
      keys.file().remove(Set.of(id), epoch);
      keys.refresh();
      run.say(String.format(Locale.ROOT, "key %s is destroyed; it never sealed anything", id));
    }
  }

  private void finish(KeyFamily family) {
    ledger.rows().stream().filter(row -> row.is(family, KeyState.RETIRED)).forEach(this::finish);
  }

  /** A walk over the store may take longer than an outbox key lives, and nobody else may rotate meanwhile. */
  private void rotateOutboxIfDue() {
    if (options.nanoTime().getAsLong() - lookedAt < RotationSchedule.BETWEEN_LOOKS.toNanos()) {
      return;
    }
    lookedAt = options.nanoTime().getAsLong();
    var outbox = ledger.active().get(KeyFamily.OUTBOX);
    if (outbox != null && outbox.isDue(RotationSchedule.OUTBOX)) {
      activation.activate(KeyFamily.OUTBOX);
    }
    finish(KeyFamily.OUTBOX);
  }

  private void finish(LedgerKey retired) {
    // Those of the other family too: a row that was made to name this key there would keep it.
    var walks = tables.stream().sorted(Comparator.comparing(table -> table.family() != retired.family()))
        .map(table -> new TableWalk(table, vault, ledger, damagedRows)).toList();
    for (var fruitless = 0; fruitless < FRUITLESS_TRIES;) {
      var before = run.resealed();
      walks.forEach(walk -> walk(retired, walk));
      if (destroy(retired, walks)) {
        return;
      }
      if (run.resealed() == before) {
        fruitless++;
        Pause.of(options.betweenTries());
        keys.refresh();
      }
    }
    failures.add(String.format(Locale.ROOT,
        "%s: rows still refer to key %s, so it is kept. Either a transaction does not end, or a table refers "
            + "to keys that rotation is not told of",
        retired.family().word(), retired.id()));
  }

  private void walk(LedgerKey retired, TableWalk walk) {
    var batches = new int[1];
    var family = retired.family();
    var name = walk.table().table();
    var walked = walk.walk(retired.id(), keys.active(family).id(), rows -> {
      run.count(rows);
      options.afterStep().accept(RotationStep.BATCH);
      if (++batches[0] % BATCHES_PER_LINE == 0) {
        run.say(String.format(Locale.ROOT, "%s: %s, %d batches so far", family.word(), name, batches[0]));
      }
      if (family == KeyFamily.STORE) {
        rotateOutboxIfDue();
      }
    });
    if (walked.resealed() > 0) {
      run.say(String.format(Locale.ROOT, "%s: %s, %d rows re-sealed", family.word(), name, walked.resealed()));
    }
    if (walked.ended() > 0) {
      var more = walked.ended() > walked.shown().size() ? ", ..." : "";
      run.say(String.format(Locale.ROOT,
          "%s: %d rows of %s did not open with key %s and were ended: id %s. Somebody changed them past the gateway",
          family.word(), walked.ended(), name, retired.id(), String.join(", ", walked.shown()) + more));
    }
  }

  /** @return false if a row under the key came in at the last moment: then the walk begins again */
  private boolean destroy(LedgerKey retired, List<TableWalk> walks) {
    ledger.transactions().drain();
    if (walks.stream().anyMatch(walk -> walk.anyUnder(retired.id()))) {
      return false;
    }
    var epoch = keys.ledgerAndFile().nextEpoch();
    try {
      if (!ledger.destroy(retired.id(), epoch)) {
        return false;
      }
    } catch (JdbiException e) {
      if (TransientFailures.passes(e) || SqlStates.CONSTRAINT.isCauseOf(e)) {
        return false;
      }
      throw e;
    }
    options.afterStep().accept(RotationStep.DESTROYED);
    keys.file().remove(Set.of(retired.id()), epoch);
    options.afterStep().accept(RotationStep.REMOVED);
    keys.refresh();
    destroyed.add(retired.id());
    run.say(String.format(Locale.ROOT, "%s: key %s is destroyed", retired.family().word(), retired.id()));
    return true;
  }
}
