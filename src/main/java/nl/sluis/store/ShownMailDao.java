package nl.sluis.store;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Records when the relay was shown a mail, with its link, that it did not take. The statement of who held what needs it. */
public interface ShownMailDao {
  /** Keeps the first time. */
  @SqlUpdate("""
      INSERT INTO mail_shown (invitation_id, shown_at)
      SELECT i.id, :now FROM invitation i
      WHERE i.id = :invitationId AND NOT EXISTS (SELECT 1 FROM mail_shown m WHERE m.invitation_id = :invitationId)
      """)
  void note(String invitationId, Instant now);

  @SqlQuery("SELECT shown_at FROM mail_shown WHERE invitation_id = :invitationId")
  Optional<Instant> shownAt(String invitationId);
}
