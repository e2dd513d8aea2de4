package nl.sluis.keys;

/** What a rotation is asked for; who asked for one is content with a later one of this list too. */
enum RotationKind {
  /** Finish what is begun. */
  RESUME,
  /** The same, and new keys in place of those that have lived long enough. */
  DUE,
  /** New keys, whatever the age of the former. */
  FRESH
}
