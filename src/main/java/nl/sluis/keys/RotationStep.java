package nl.sluis.keys;

/** What is on disk, or in use, when a step of a rotation is done: between any two of them a crash may come. */
enum RotationStep {
  /** The database lists a new key, pending. */
  LISTED,
  /** The file holds it. */
  IN_FILE,
  /** The database says that it seals, and that the former only opens. */
  ACTIVATED,
  /** So does the ring in use. */
  SWAPPED,
  /** Some rows were re-sealed. */
  BATCH,
  /** No row refers to the former key, and the ledger says that it is destroyed. */
  DESTROYED,
  /** The file no longer holds it. */
  REMOVED
}
