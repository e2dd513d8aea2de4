package nl.sluis.intake;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** Which keys sealed what lay in the database at some time, and what became of them. */
public interface KeyTimesDao {
  /**
   * Keys that still open, had begun to seal by then, and sealed since. Where the clock was set back in the life of a key, its times tell
   * nothing: such a key may have sealed everything.
   *
   * <p>{@code incident.CompromisedKey} asks the same from the side of the key.
   */
  @SqlQuery("""
      SELECT id FROM sealing_key WHERE family = :family AND state <> 'pending'
        AND (created_at <= :until AND (retired_at IS NULL OR retired_at >= :since)
          OR retired_at < created_at OR state = 'active' AND created_at > :now)
      ORDER BY created_at, id
      """)
  List<String> living(String family, Instant since, Instant until, Instant now);

  /** When the last of the others was destroyed. */
  @SqlQuery("""
      SELECT MAX(destroyed_at) FROM destroyed_key
      WHERE family = :family AND retired_at IS NOT NULL AND created_at <= :until AND destroyed_at >= :since
      """)
  Optional<Instant> destroyed(String family, Instant since, Instant until);
}
