package nl.sluis.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.mapper.CaseStrategy;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.mapper.reflect.ReflectionMappers;
import org.jdbi.v3.core.statement.StatementExceptions;

/** How Jdbi reads and writes our columns, alike on both databases. */
public final class Columns {
  private Columns() {}

  public static Jdbi configure(Jdbi jdbi) {
    // Jdbi's messages show the bound parameters by default.
    jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
    // Jdbi would write the column ID of H2 as the machine's locale does, and a Turkish one does not write id.
    jdbi.getConfig(ReflectionMappers.class).setCaseChange(CaseStrategy.LOWER);
    // A java.sql.Timestamp passes through the local time zone and is ambiguous when clocks go back; an OffsetDateTime is not.
    jdbi.registerArgument(new InstantArgument());
    ColumnMapper<Instant> instants = (row, column, context) -> instant(row.getObject(column, OffsetDateTime.class));
    jdbi.registerColumnMapper(Instant.class, instants);
    return jdbi;
  }

  /** For a statement that is written without a mapper of ours. */
  public static Argument argument(Instant moment) {
    return (position, statement, context) -> statement.setObject(position,
        OffsetDateTime.ofInstant(moment.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC));
  }

  /** @return null for NULL */
  public static Instant instant(ResultSet row, String column) throws SQLException {
    return instant(row.getObject(column, OffsetDateTime.class));
  }

  private static Instant instant(OffsetDateTime moment) {
    return moment == null ? null : moment.toInstant();
  }

  private static final class InstantArgument extends AbstractArgumentFactory<Instant> {
    InstantArgument() {
      super(Types.TIMESTAMP_WITH_TIMEZONE);
    }

    @Override
    protected Argument build(Instant value, ConfigRegistry config) {
      return argument(value);
    }
  }
}
