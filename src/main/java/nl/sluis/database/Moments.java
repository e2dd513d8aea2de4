package nl.sluis.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jdbi.v3.core.argument.Argument;

/**
 * Moments to and from SQL as {@code TIMESTAMP WITH TIME ZONE}: by way of {@code Timestamp}, Jdbi's own, an hour a year
 * is ambiguous.
 */
public final class Moments {
  private Moments() {}

  public static Argument argument(Instant moment) {
    return (position, statement, context) -> statement.setObject(position, moment.atOffset(ZoneOffset.UTC));
  }

  /** @return null for NULL */
  public static Instant read(ResultSet row, String column) throws SQLException {
    var moment = row.getObject(column, OffsetDateTime.class);
    return moment == null ? null : moment.toInstant();
  }
}
