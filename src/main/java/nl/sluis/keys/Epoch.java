package nl.sluis.keys;

/**
 * The number that a database and its keyring share. Every change of the keyring raises it, in the database first and
 * then in the file: so the database is never behind, unless it was put back from a backup.
 *
 * @param database which one: the number of another says nothing
 */
record Epoch(String database, long number) {
  Epoch next() {
    return new Epoch(database, number + 1);
  }

  Epoch at(long other) {
    return new Epoch(database, other);
  }

  boolean isBehind(Epoch other) {
    return number < other.number;
  }

  /** @return whether a crash between database and file explains this number of the database; it is one step at most */
  boolean follows(Epoch inFile) {
    return number == inFile.number || number == inFile.number + 1;
  }
}
