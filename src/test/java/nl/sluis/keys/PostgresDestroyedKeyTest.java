package nl.sluis.keys;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import nl.sluis.testing.Postgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class PostgresDestroyedKeyTest extends DestroyedKeyContract {
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static Postgres server;

  @BeforeAll
  static void startServer() {
    server = Postgres.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Override
  TestDatabase open(Path temp) {
    return TestDatabase.postgres(server, "keys" + DATABASES.incrementAndGet());
  }
}
