package nl.sluis.crash;

import java.util.random.RandomGenerator;

/** Rotates keys at a gateway by chance. */
final class Operator {
  private final Fleet fleet;
  private final Ledger ledger;
  private final Asking asking;

  Operator(Fleet fleet, Ledger ledger) {
    this.fleet = fleet;
    this.ledger = ledger;
    this.asking = new Asking(ledger);
  }

  void turn(RandomGenerator random) {
    var answer = asking.once(() -> fleet.newest(random).operates("POST", "/tasks/rotate-keys"));
    if (answer != null && answer.status() == 200) {
      ledger.count("rotations");
    } else if (answer != null) {
      ledger.broken("a rotation was answered " + answer);
    }
  }
}
