package nl.sluis.outbox;

import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;

/** Counts what goes to the database while it is open; a batch is one. */
final class CountedStatements implements AutoCloseable {
  private final Jdbi jdbi;
  private final AtomicInteger count = new AtomicInteger();

  CountedStatements(Jdbi jdbi) {
    this.jdbi = jdbi;
    jdbi.getConfig(SqlStatements.class).setSqlLogger(new SqlLogger() {
      @Override
      public void logAfterExecution(StatementContext context) {
        count.incrementAndGet();
      }
    });
  }

  /** @return how many since it was last asked */
  int count() {
    return count.getAndSet(0);
  }

  @Override
  public void close() {
    jdbi.getConfig(SqlStatements.class).setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
  }
}
