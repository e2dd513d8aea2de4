package nl.sluis.bounce;

import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** SQL for what was reported of invitations. The caller has locked the invitation. */
public interface BounceDao {
  @SqlQuery("SELECT action FROM bounce WHERE invitation_id = :id")
  Optional<String> action(String id);

  @SqlUpdate("DELETE FROM bounce WHERE invitation_id = :id")
  void erase(String id);

  /** @param status null for none */
  @SqlUpdate("INSERT INTO bounce (invitation_id, action, status) VALUES (:id, :action, :status)")
  void insert(String id, String action, String status);
}
