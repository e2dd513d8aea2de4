package nl.sluis.intake;

import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Posts that were answered, by the keyed hash of their Idempotency-Key. */
@RegisterConstructorMapper(IdempotencyRecord.class)
public interface IdempotencyDao {
  /** Of two at once the second fails on the primary key, and is run again. */
  @SqlUpdate("""
      INSERT INTO idempotency (client_id, key_hash, body_hash, ids, masked_uid, level, state, lapses_at, posted_at, broken_rules)
      VALUES (:clientId, :keyHash, :bodyHash, :ids, :maskedUid, :level, :state, :lapsesAt, :postedAt, :brokenRules)
      """)
  void insert(@BindMethods IdempotencyRecord post);

  /** Of one that has lapsed too, until the sweeper was there. */
  @SqlQuery("""
      SELECT client_id, key_hash, body_hash, ids, masked_uid, level, state, lapses_at, posted_at, broken_rules FROM idempotency
      WHERE client_id = :clientId AND key_hash = :keyHash
      """)
  Optional<IdempotencyRecord> find(String clientId, byte[] keyHash);

  /** Makes room for another answer. @return false if somebody else did so meanwhile: of two at once, one gets true */
  @SqlUpdate("DELETE FROM idempotency WHERE client_id = :clientId AND key_hash = :keyHash AND ids = :ids")
  boolean erase(String clientId, byte[] keyHash, byte[] ids);
}
