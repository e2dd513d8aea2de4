package nl.sluis.incident;

import nl.sluis.store.Database;
import nl.sluis.store.VoidingDao;

/** Walks over all invitations that exist now, in the order of their posting, some numbers at a time. */
final class Stretches {
  private static final int LENGTH = 200;
  private final Database database;

  Stretches(Database database) {
    this.database = database;
  }

  void each(Step step) {
    var last = database.read(tx -> tx.dao(VoidingDao.class).last());
    for (var after = database.read(tx -> tx.dao(VoidingDao.class).beforeFirst()); after < last; after += LENGTH) {
      step.at(after, after + LENGTH);
    }
  }

  /** What is done with one stretch, in transactions of its own. */
  interface Step {
    void at(long after, long upTo);
  }
}
