package nl.sluis.store;

/** What the end of an invitation sets to null: written here once, for all statements that end one. */
final class Erased {
  /** What could open it or name a person, and the seal with its key. What the visitor proves by stays. The envelope is a row of its own. */
  static final String CONTENT = " key_id = NULL, contact = NULL, share = NULL, envelope_hash = NULL, seal = NULL ";

  /** The same, and what an acknowledgement is compared with. */
  static final String ALL = CONTENT + ", ack_hash = NULL ";

  private Erased() {}
}
