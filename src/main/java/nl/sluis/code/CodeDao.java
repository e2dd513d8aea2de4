package nl.sluis.code;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Codes as keyed hashes, the newest of each invitation only. */
public interface CodeDao {
  @SqlUpdate("""
      INSERT INTO code (invitation_id, reference, hash, hash_key, key_id, expires_at)
      SELECT :invitationId, :reference, :hash, :hashKey, k.id, :expiresAt
      FROM sealing_key k WHERE k.id = :keyId AND k.state = 'active'
      """)
  boolean insert(String invitationId, String reference, byte[] hash, byte[] hashKey, String keyId, Instant expiresAt);

  @SqlUpdate("UPDATE code SET hash = :hash, expires_at = :usedAt WHERE invitation_id = :invitationId")
  void use(String invitationId, byte[] hash, Instant usedAt);

  @SqlUpdate("DELETE FROM code WHERE invitation_id = :invitationId")
  void erase(String invitationId);

  @SqlUpdate("DELETE FROM code WHERE invitation_id = :invitationId AND reference = :reference AND hash = :hash")
  boolean eraseExactly(String invitationId, String reference, byte[] hash);

  @SqlQuery("SELECT invitation_id, reference, hash, hash_key, key_id, expires_at FROM code WHERE invitation_id = :invitationId")
  @RegisterConstructorMapper(CodeRow.class)
  Optional<CodeRow> of(String invitationId);

  /** @param hashKey sealed */
  record CodeRow(String invitationId, String reference, byte[] hash, byte[] hashKey, String keyId, Instant expiresAt) {
    @Override
    public String toString() {
      return "CodeRow[redacted]";
    }
  }
}
