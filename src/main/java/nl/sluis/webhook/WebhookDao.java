package nl.sluis.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** SQL for webhooks. There are few: five for each client at most. */
@RegisterConstructorMapper(Webhook.class)
public interface WebhookDao {
  String COLUMNS = """
      SELECT w.id, w.number, w.client_id, w.address, w.secret, w.former_secret, w.former_until, w.types, w.created_at, w.failing_since, w.proven,
        w.tried_at, w.answer, w.disabled_at, w.disabled_because, w.key_id FROM webhook w
      """;

  @SqlQuery("SELECT slot FROM webhook WHERE client_id = :clientId")
  List<Integer> slots(String clientId);

  /** @return false if the key is no longer the active one */
  @SqlUpdate("""
      INSERT INTO webhook (id, client_id, slot, address, secret, types, created_at, key_id)
      SELECT :id, :clientId, :slot, :address, :secret, :types, :now, k.id FROM sealing_key k WHERE k.id = :keyId AND k.state = 'active'
      """)
  boolean insert(String id, String clientId, int slot, byte[] address, byte[] secret, String types, Instant now, String keyId);

  @SqlQuery("SELECT number FROM webhook WHERE id = :id")
  int number(String id);

  @SqlQuery(COLUMNS + "WHERE w.client_id = :clientId ORDER BY w.slot")
  List<Webhook> ofClient(String clientId);

  @SqlQuery(COLUMNS + "WHERE w.id = :id AND w.client_id = :clientId")
  Optional<Webhook> find(String id, String clientId);

  @SqlQuery(COLUMNS + "WHERE w.id = :id")
  Optional<Webhook> find(String id);

  @SqlQuery(COLUMNS + "WHERE w.id = :id AND w.client_id = :clientId FOR UPDATE")
  Optional<Webhook> lock(String id, String clientId);

  /** All, for an operator. */
  @SqlQuery(COLUMNS + "ORDER BY w.client_id, w.slot")
  List<Webhook> all();

  @SqlQuery("SELECT c.name FROM client c WHERE c.id = :clientId")
  String clientName(String clientId);

  @SqlUpdate("DELETE FROM webhook WHERE id = :id AND client_id = :clientId")
  boolean delete(String id, String clientId);

  /** All that is sealed, anew. @return false if the key is no longer the active one */
  @SqlUpdate("""
      UPDATE webhook SET address = :address, secret = :secret, former_secret = :formerSecret, former_until = :formerUntil, key_id = :keyId
      WHERE id = :id AND EXISTS (SELECT 1 FROM sealing_key WHERE id = :keyId AND state = 'active')
      """)
  boolean reseal(String id, byte[] address, byte[] secret, byte[] formerSecret, Instant formerUntil, String keyId);

  @SqlUpdate("UPDATE webhook SET former_secret = NULL, former_until = NULL WHERE former_until <= :now")
  int forgetFormerSecrets(Instant now);

  /** Locks live ones of these clients: what is owed to a webhook refers to it, and whoever deletes one comes before that or after it. */
  @SqlQuery("SELECT id, client_id, types FROM webhook WHERE client_id = ANY(:clientIds) AND disabled_at IS NULL ORDER BY id FOR UPDATE")
  @RegisterConstructorMapper(Wanting.class)
  List<Wanting> wanting(List<String> clientIds);

  /** Live ones to which something is due. Of each the index of what is due is asked once. */
  @SqlQuery("""
      SELECT w.id, w.client_id, w.proven FROM webhook w WHERE w.disabled_at IS NULL AND (w.paused_until IS NULL OR w.paused_until <= :now)
        AND EXISTS (SELECT 1 FROM webhook_delivery d WHERE d.webhook_id = w.id AND d.due_at <= :now)
      """)
  @RegisterConstructorMapper(Due.class)
  List<Due> due(Instant now);

  /** An attempt was answered 2xx. */
  @SqlUpdate("""
      UPDATE webhook SET proven = :proven, failing_since = NULL, paused_until = NULL, tried_at = :now, answer = :answer WHERE id = :id
      """)
  void succeeded(String id, boolean proven, Instant now, String answer);

  @SqlUpdate("""
      UPDATE webhook SET proven = FALSE, failing_since = COALESCE(failing_since, :now), paused_until = :pausedUntil, tried_at = :now, answer = :answer
      WHERE id = :id
      """)
  void failed(String id, Instant now, String answer, Instant pausedUntil);

  /** @return false if it was disabled before */
  @SqlUpdate("UPDATE webhook SET disabled_at = :now, disabled_because = :because WHERE id = :id AND disabled_at IS NULL")
  boolean disable(String id, Instant now, String because);

  @SqlUpdate("UPDATE webhook SET disabled_at = NULL, disabled_because = NULL WHERE id = :id AND disabled_at IS NOT NULL")
  boolean enable(String id);

  @SqlQuery("SELECT COUNT(*) FROM webhook WHERE disabled_at IS NOT NULL")
  long countDisabled();

  /** @param types null for all */
  record Wanting(String id, String clientId, String types) {}

  /** @param proven whether its last attempt went well, and soon */
  record Due(String id, String clientId, boolean proven) {}
}
