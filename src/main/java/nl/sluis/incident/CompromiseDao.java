package nl.sluis.incident;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Keys that somebody else has, and what the database knows of their time. */
@RegisterConstructorMapper(CompromisedKey.class)
public interface CompromiseDao {
  /** A test gateway keeps for a day what it sent, so its outbox keys sealed what had left a day before they were made. */
  @SqlQuery("""
      SELECT id, family, state, created_at, retired_at,
        CASE WHEN family = 'outbox' AND test = TRUE THEN created_at - INTERVAL '1' DAY ELSE created_at END AS sealed_from
      FROM (
        SELECT id, family, state, created_at, retired_at FROM sealing_key WHERE id = :id
        UNION ALL
        SELECT id, family, 'destroyed' AS state, created_at, retired_at FROM destroyed_key WHERE id = :id
      ) k, purpose
      """)
  Optional<CompromisedKey> key(String id);

  @SqlQuery("SELECT EXISTS (SELECT 1 FROM compromised_key WHERE id = :id)")
  boolean isKnown(String id);

  @SqlUpdate("INSERT INTO compromised_key (id, asked_at) VALUES (:id, :now)")
  void insert(String id, Instant now);

  @SqlUpdate("UPDATE compromised_key SET done_at = :now WHERE id = :id")
  void finish(String id, Instant now);

  /** The key of the tags of bounces, if it was drawn before that moment: the next mail draws another. @return whether there was one */
  @SqlUpdate("DELETE FROM bounce_key WHERE drawn_at <= :until")
  boolean eraseBounceKey(Instant until);

  @SqlQuery("SELECT id FROM compromised_key WHERE done_at IS NULL ORDER BY asked_at")
  List<String> unfinished();
}
