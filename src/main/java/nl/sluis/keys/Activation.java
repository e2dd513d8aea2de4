package nl.sluis.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Gives a family its next active key: one that a crash left, or a new one. The former active key is retired. */
final class Activation {
  private final Keys keys;
  private final KeyLedger ledger;
  private final KeysOptions options;
  private final RotationRun run;
  private final List<String> activated = new ArrayList<>();

  Activation(Keys keys, KeysOptions options, RotationRun run) {
    this.keys = keys;
    this.ledger = keys.ledger();
    this.options = options;
    this.run = run;
  }

  /** @return whether a key was made for the family, and is not active yet */
  boolean isBegun(KeyFamily family) {
    return !pending(family).isEmpty();
  }

  /** @return ids of the keys that were activated, in order */
  List<String> activated() {
    return List.copyOf(activated);
  }

  void activate(KeyFamily family) {
    // A crash left it, and nothing was sealed under it: without its bytes it is forgotten, with them it is as good as a
    // new one.
    var left = pending(family);
    left.stream().filter(row -> keys.ring().find(row.id()).isEmpty()).forEach(row -> ledger.dropPending(row.id()));
    var usable = left.stream().filter(row -> keys.ring().find(row.id()).isPresent()).findFirst();
    var id = usable.map(LedgerKey::id).orElseGet(() -> make(family));
    if (!ledger.activate(family, id)) {
      throw new RotationException(
          "Key " + id + " was taken away while it was made: has another gateway a keys folder of its own?");
    }
    options.afterStep().accept(RotationStep.ACTIVATED);
    keys.refresh();
    activated.add(id);
    run.say(String.format(Locale.ROOT, "%s: key %s seals from now on", family.word(), id));
    options.afterStep().accept(RotationStep.SWAPPED);
  }

  private List<LedgerKey> pending(KeyFamily family) {
    return ledger.rows().stream().filter(row -> row.is(family, KeyState.PENDING)).toList();
  }

  private String make(KeyFamily family) {
    var making = new KeyMaking(keys);
    var epoch = keys.ledgerAndFile().nextEpoch();
    var key = making.list(family, epoch);
    options.afterStep().accept(RotationStep.LISTED);
    making.write(key, epoch);
    options.afterStep().accept(RotationStep.IN_FILE);
    return key.id();
  }
}
