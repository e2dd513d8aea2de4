package nl.sluis.limit;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** SQL for what is counted. A decision and its change are one statement, and the row count is the answer. */
public interface LimitDao {
  /** Counts more. False if there is not so much left, and if nothing was counted in this window before. */
  @SqlUpdate("""
      UPDATE limit_use SET used = used + :many, bytes = bytes + :bytes
      WHERE subject = :subject AND time_window = :window AND used + :many <= :most AND bytes + :bytes <= :mostBytes
      """)
  boolean change(String subject, String window, int many, long bytes, int most, long mostBytes);

  /**
   * Counts the first in a window. False if there is one. It may lose a race to insert the same row: the caller's transaction is then run again.
   */
  @SqlUpdate("""
      INSERT INTO limit_use (subject, time_window, used, bytes)
      SELECT CAST(:subject AS VARCHAR(64)), CAST(:window AS VARCHAR(13)), CAST(:many AS INTEGER), CAST(:bytes AS BIGINT)
      WHERE NOT EXISTS (SELECT 1 FROM limit_use WHERE subject = :subject AND time_window = :window)
      """)
  boolean begin(String subject, String window, int many, long bytes);

  @SqlQuery("SELECT used, bytes FROM limit_use WHERE subject = :subject AND time_window = :window")
  Optional<Used> used(String subject, String window);

  /** @return names of clients, at most ten */
  @SqlQuery("""
      SELECT c.name FROM client c JOIN limit_use u ON u.time_window = :window AND u.subject = :prefix || c.id
      WHERE u.used >= :most ORDER BY c.name LIMIT 10
      """)
  List<String> clientsWithout(String window, String prefix, int most);

  @SqlUpdate("""
      UPDATE limit_use SET used = used - :many, bytes = bytes - :bytes
      WHERE subject = :subject AND time_window = :window AND used >= :many AND bytes >= :bytes
      """)
  void giveBack(String subject, String window, int many, long bytes);

  /** What was counted. */
  record Used(int used, long bytes) {}
}
