package nl.sluis.keys;

import java.util.Set;

/** A key that the database lists. */
record LedgerKey(String id, KeyFamily family, KeyState state) {
  boolean is(KeyFamily family, KeyState state) {
    return this.family == family && this.state == state;
  }

  /** @return whether it opens rows, and its bytes are not there; a pending one may wait for them */
  boolean lacksIn(Set<String> ids) {
    return state != KeyState.PENDING && !ids.contains(id);
  }
}
