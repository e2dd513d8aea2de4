package nl.sluis.keys;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/**
 * Decides about a row whose sealed columns do not decrypt. Its key cannot be kept for it: under that key every older copy of the database would
 * open, for as long as one spoiled byte lies there. So a rotation ends the row. How, is a matter of who owns the table.
 */
public interface DamagedRows {
  /**
   * Ends the row, in a transaction that holds its lock: when this returns the row no longer names its key.
   *
   * @param place the row's value in the column of the table's order
   * @param now   by the database's clock
   */
  void end(Handle handle, SealedTable table, String id, Object place, Instant now);

  /** Called when that is on disk, for whoever must hear of it. */
  void ended(SealedTable table, String id);
}
