package nl.sluis.database;

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
    // For id = ANY(:ids), which is one statement however many there are.
    jdbi.registerArrayType(String.class, "varchar");
    ColumnMapper<Instant> instants = (row, column, context) -> {
      var value = row.getObject(column, OffsetDateTime.class);
      return value == null ? null : value.toInstant();
    };
    jdbi.registerColumnMapper(Instant.class, instants);
    return jdbi;
  }

  private static final class InstantArgument extends AbstractArgumentFactory<Instant> {
    InstantArgument() {
      super(Types.TIMESTAMP_WITH_TIMEZONE);
    }

    @Override
    protected Argument build(Instant value, ConfigRegistry config) {
      return (position, statement, context) -> statement.setObject(position,
          OffsetDateTime.ofInstant(value.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC));
    }
  }
}
