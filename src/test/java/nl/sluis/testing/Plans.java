package nl.sluis.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import nl.sluis.database.Columns;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** How a database runs the very statement of a Dao's method, on tables so full that a scan would show. */
public final class Plans implements AutoCloseable {
  private static final Pattern OF_H2 = Pattern.compile("scancount: (\\d+)|direct (?=lookup)");
  private static final Pattern OF_POSTGRES = Pattern.compile("actual [^)]*rows=(\\d+)[.\\d]* loops=(\\d+)|rows removed by [a-z ]+: (\\d+)");
  private final Jdbi jdbi;
  private final Postgres postgres;

  private Plans(DataSource source, Postgres postgres) {
    Flyway.configure().dataSource(source).locations("classpath:db/migration").load().migrate();
    this.jdbi = Columns.configure(Jdbi.create(source));
    this.postgres = postgres;
    jdbi.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
    jdbi.registerArrayType(String.class, "varchar").registerArrayType(Long.class, "bigint");
  }

  public static Plans onH2() {
    var source = new JdbcDataSource();
    source.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    return new Plans(source, null);
  }

  public static Plans onPostgres() {
    var server = Postgres.start();
    return new Plans(server.source(), server);
  }

  /** Of PostgreSQL. */
  public Plans forcingAtCommitsOnly() {
    postgres.forcesAtCommitsOnly();
    return this;
  }

  /** @param script SQL, in which {@code $rows(9)} has rows with an x from 1 to 9, and {@code $bytes(t)} is the text t as bytes */
  public Plans filled(String script) {
    var sql = postgres == null
        ? script.replaceAll("\\$rows\\((\\d+)\\)", "SYSTEM_RANGE(1, $1)").replace("$bytes(", "STRINGTOUTF8(")
        : script.replaceAll("\\$rows\\((\\d+)\\)", "generate_series(1, $1) g(x)").replaceAll("\\$bytes\\(([^)]*)\\)",
            "convert_to($1, 'UTF8')");
    jdbi.useTransaction(handle -> handle.createScript(sql).execute());
    jdbi.useHandle(handle -> handle.execute("ANALYZE"));
    return this;
  }

  public Jdbi jdbi() {
    return jdbi;
  }

  /** @return the plan after a run, which is rolled back; in lower case */
  public String of(Class<?> dao, String method, Map<String, ?> bound) {
    var found = Arrays.stream(dao.getMethods()).filter(m -> m.getName().equals(method)).findFirst().orElseThrow();
    var sql = found.isAnnotationPresent(SqlQuery.class)
        ? found.getAnnotation(SqlQuery.class).value()
        : found.getAnnotation(SqlUpdate.class).value();
    return of(sql, bound);
  }

  /** @return the same of a statement that stands in no Dao */
  public String of(String sql, Map<String, ?> bound) {
    return jdbi.inTransaction(handle -> {
      var query = handle.createQuery("EXPLAIN ANALYZE " + sql);
      bound.forEach((name, value) -> {
        if (value instanceof List<?> list) {
          query.bindList(name, list);
        } else {
          query.bind(name, value);
        }
      });
      var plan = query.mapTo(String.class).stream().collect(Collectors.joining("\n"));
      handle.rollback();
      return plan.toLowerCase(Locale.ROOT);
    });
  }

  /** @return of how many rows the hungriest step of a plan read or threw away; of a scan all */
  public static long rowsRead(String plan) {
    var h2 = OF_H2.matcher(plan).results().mapToLong(step -> step.group(1) == null ? 1 : Long.parseLong(step.group(1)));
    var others = OF_POSTGRES.matcher(plan).results().mapToLong(step -> step.group(3) != null
        ? Long.parseLong(step.group(3))
        : Long.parseLong(step.group(1)) * Long.parseLong(step.group(2)));
    return java.util.stream.LongStream.concat(h2, others).max().orElseThrow(() -> new AssertionError("no plan: " + plan));
  }

  @Override
  public void close() {
    if (postgres == null) {
      jdbi.useHandle(handle -> handle.execute("SET DB_CLOSE_DELAY 0"));
    } else {
      postgres.close();
    }
  }
}
