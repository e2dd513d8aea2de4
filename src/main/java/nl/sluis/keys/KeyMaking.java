package nl.sluis.keys;

import java.util.List;

/** Makes keys. First the row, then the bytes: so the file never has a key that the database does not know. */
final class KeyMaking {
  private final Keys keys;

  KeyMaking(Keys keys) {
    this.keys = keys;
  }

  /** @return the id of a key that is pending: in the database, in the file and in the ring */
  String make(KeyFamily family) {
    var epoch = keys.ledgerAndFile().nextEpoch();
    return make(family, epoch, epoch);
  }

  String make(KeyFamily family, Epoch inDatabase, Epoch inFile) {
    var key = list(family, inDatabase);
    write(key, inFile);
    return key.id();
  }

  /** Half of {@link #make}: draws a key, and lists it in the database. */
  SealingKey list(KeyFamily family, Epoch epoch) {
    var key = SealingKey.draw(family, keys.random());
    keys.ledger().addPending(key, epoch);
    return key;
  }

  /** The other half: puts it into the file, and into the ring. */
  void write(SealingKey key, Epoch epoch) {
    keys.file().add(key, epoch);
    keys.adopt(List.of(key));
  }
}
