package nl.sluis.database;

import java.sql.SQLException;
import org.jdbi.v3.core.JdbiException;

/** A statement of a DAO failed. Says which; what was bound to it is never told. */
final class StatementFailedException extends JdbiException {
  private static final long serialVersionUID = 1;

  StatementFailedException(String statement, SQLException cause) {
    super(statement, cause);
  }
}
