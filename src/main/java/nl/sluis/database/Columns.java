package nl.sluis.database;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.mapper.CaseStrategy;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.mapper.reflect.ReflectionMappers;
import org.jdbi.v3.core.statement.StatementExceptions;

/**
 * How our columns are read and written, alike on both databases: text, bytes, whole numbers, truth and moments. A moment is an
 * {@code OffsetDateTime} in JDBC, because a {@code java.sql.Timestamp} passes through the local time zone and is ambiguous when clocks go back.
 */
public final class Columns {
  private static final Map<Class<?>, Integer> TYPES = Map.of(String.class, Types.VARCHAR, byte[].class, Types.BINARY, int.class,
      Types.INTEGER,
      Integer.class, Types.INTEGER, long.class, Types.BIGINT, Long.class, Types.BIGINT, boolean.class, Types.BOOLEAN, Instant.class,
      Types.TIMESTAMP_WITH_TIMEZONE);

  private Columns() {}

  public static Jdbi configure(Jdbi jdbi) {
    // Jdbi's messages show the bound parameters by default.
    jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
    // Jdbi would write the column ID of H2 as the machine's locale does, and a Turkish one does not write id.
    jdbi.getConfig(ReflectionMappers.class).setCaseChange(CaseStrategy.LOWER);
    jdbi.registerArgument(new InstantArgument());
    ColumnMapper<Instant> instants = (row, column, context) -> instant(row, column);
    jdbi.registerColumnMapper(Instant.class, instants);
    return jdbi;
  }

  /**
   * @param type  of the place, which a null has too
   * @param value of this type, or null; or a collection of texts, or of numbers that is not empty
   */
  static void bind(PreparedStatement statement, int position, Class<?> type, Object value) throws SQLException {
    if (value == null) {
      statement.setNull(position, TYPES.get(type));
    } else if (value instanceof String text) {
      statement.setString(position, text);
    } else if (value instanceof byte[] bytes) {
      statement.setBytes(position, bytes);
    } else if (value instanceof Integer number) {
      statement.setInt(position, number);
    } else if (value instanceof Long number) {
      statement.setLong(position, number);
    } else if (value instanceof Boolean truth) {
      statement.setBoolean(position, truth);
    } else if (value instanceof Instant moment) {
      statement.setObject(position, offset(moment));
    } else if (value instanceof Collection<?> many) {
      // For id = ANY(:ids), which is the same statement however many there are.
      statement.setArray(position,
          statement.getConnection().createArrayOf(many.stream().anyMatch(Long.class::isInstance) ? "bigint" : "varchar", many.toArray()));
    } else {
      throw new IllegalArgumentException("no column holds a " + type.getSimpleName());
    }
  }

  /** @return null for NULL where the type has a null, else 0 or false */
  static Object read(ResultSet row, int column, Class<?> type) throws SQLException {
    if (type == String.class) {
      return row.getString(column);
    }
    if (type == byte[].class) {
      return row.getBytes(column);
    }
    if (type == Instant.class) {
      return instant(row, column);
    }
    if (type == int.class) {
      return row.getInt(column);
    }
    if (type == long.class) {
      return row.getLong(column);
    }
    if (type == boolean.class) {
      return row.getBoolean(column);
    }
    if (type == Integer.class || type == Long.class) {
      return row.getObject(column, type);
    }
    throw new IllegalArgumentException("no column is read as a " + type.getSimpleName());
  }

  /** For a statement that is written without a mapper of ours. */
  public static Argument argument(Instant moment) {
    return (position, statement, context) -> statement.setObject(position, offset(moment));
  }

  /** @return null for NULL */
  public static Instant instant(ResultSet row, String column) throws SQLException {
    return instant(row.getObject(column, OffsetDateTime.class));
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return instant(row.getObject(column, OffsetDateTime.class));
  }

  private static Instant instant(OffsetDateTime moment) {
    return moment == null ? null : moment.toInstant();
  }

  private static OffsetDateTime offset(Instant moment) {
    // As exact as both databases keep it.
    return OffsetDateTime.ofInstant(moment.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
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
