package nl.sluis.outbox;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicInteger;
import nl.sluis.database.Columns;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

/** Counts the statements that go to the database; a batch is one. */
final class CountedStatements {
  private final Jdbi counted;
  private final AtomicInteger count = new AtomicInteger();

  CountedStatements(Jdbi jdbi) {
    ConnectionFactory connections = () -> counted(jdbi.open().getConnection());
    counted = Columns.configure(Jdbi.create(connections).installPlugin(new SqlObjectPlugin()));
  }

  Jdbi jdbi() {
    return counted;
  }

  /** @return how many since it was last asked */
  int count() {
    return count.getAndSet(0);
  }

  private Connection counted(Connection connection) {
    return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Connection.class},
        (proxy, method, arguments) -> {
          if (method.getName().equals("prepareStatement")) {
            count.incrementAndGet();
          }
          try {
            return method.invoke(connection, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }
}
