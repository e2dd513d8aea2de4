package nl.sluis.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** Which keys sealed what lay in the database at some time, and what became of them. */
public interface KeyTimesDao {
  /** Keys that still open, and had begun to seal by then. */
  @SqlQuery("SELECT id FROM sealing_key WHERE family = :family AND state <> 'pending' AND created_at <= :until ORDER BY created_at, id")
  List<String> living(String family, Instant until);

  /** When the last of the others was destroyed. */
  @SqlQuery("SELECT MAX(destroyed_at) FROM destroyed_key WHERE family = :family AND created_at <= :until AND destroyed_at >= :since")
  Optional<Instant> destroyed(String family, Instant since, Instant until);
}
