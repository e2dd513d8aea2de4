package nl.sluis;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Settings;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

/** What gateways under test keep their rows in. */
interface Databases extends AutoCloseable {
  void set(Settings settings);

  int gateways();

  List<Path> files(LocalSluis gateway);

  /** A look beside the gateways. */
  Jdbi jdbi(LocalSluis gateway);

  @Override
  void close();

  static Databases h2() {
    return new Databases() {
      @Override
      public void set(Settings settings) {
        // H2 in a file is what a gateway starts with.
      }

      @Override
      public int gateways() {
        return 1;
      }

      @Override
      public List<Path> files(LocalSluis gateway) {
        return gateway.files("data");
      }

      @Override
      public Jdbi jdbi(LocalSluis gateway) {
        // H2 is in this process, and the file is open once.
        return Jdbi.create("jdbc:h2:" + gateway.folder.resolve("data/sluis") + ";DB_CLOSE_ON_EXIT=FALSE", "sluis", "")
            .installPlugin(new SqlObjectPlugin());
      }

      @Override
      public void close() {
        // It ends with its gateway.
      }
    };
  }

  static Databases postgres() {
    try {
      var folder = Files.createTempDirectory("sluis-postgres");
      var postgres = EmbeddedPostgres.builder().setDataDirectory(folder).start();
      return new Databases() {
        @Override
        public void set(Settings settings) {
          settings.set("database.url", "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres").set("database.user", "postgres");
        }

        @Override
        public int gateways() {
          return 2;
        }

        @Override
        public List<Path> files(LocalSluis gateway) {
          try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }

        @Override
        public Jdbi jdbi(LocalSluis gateway) {
          return Jdbi.create(postgres.getPostgresDatabase()).installPlugin(new SqlObjectPlugin());
        }

        @Override
        public void close() {
          try {
            postgres.close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
