package nl.sluis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Postgres;
import nl.sluis.testing.Settings;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.PGConnection;

/** What gateways under test keep their rows in. */
interface Databases extends AutoCloseable {
  void set(Settings settings);

  int gateways();

  List<Path> files(LocalSluis gateway);

  /** Copies every file as it lies there, and what a backup makes of the same rows. */
  List<Path> stolen(LocalSluis gateway, Path to);

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
      public List<Path> stolen(LocalSluis gateway, Path to) {
        var stolen = new ArrayList<>(copies(files(gateway), to));
        if (gateway.operates("POST", "/tasks/backup?to=" + to).status() != 200) {
          throw new AssertionError("no backup");
        }
        try (var zip = new ZipFile(to.resolve("database/sluis.zip").toFile())) {
          for (var entry : zip.stream().toList()) {
            stolen.add(to.resolve("backup-" + entry.getName()));
            Files.copy(zip.getInputStream(entry), stolen.get(stolen.size() - 1));
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        return stolen;
      }

      @Override
      public Jdbi jdbi(LocalSluis gateway) {
        // H2 is in this process, and the file is open once.
        return Jdbi.create("jdbc:h2:" + gateway.folder.resolve("data/sluis") + ";DB_CLOSE_ON_EXIT=FALSE", "sluis", "");
      }

      @Override
      public void close() {
        // It ends with its gateway.
      }
    };
  }

  static Databases postgres() {
    var postgres = Postgres.start();
    // What the server wrote while it made itself has nothing of ours: a thief leaves it.
    Jdbi.create(postgres.source()).useHandle(handle -> handle.execute("SELECT pg_switch_wal(); CHECKPOINT"));
    var started = FileTime.from(Instant.now());
    return new Databases() {
      @Override
      public void set(Settings settings) {
        postgres.holds(settings);
      }

      @Override
      public int gateways() {
        return 2;
      }

      @Override
      public List<Path> files(LocalSluis gateway) {
        try (var files = Files.walk(postgres.folder())) {
          return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public List<Path> stolen(LocalSluis gateway, Path to) {
        jdbi(gateway).useHandle(handle -> handle.execute("CHECKPOINT"));
        // What nobody wrote since the beginning has nothing of what came later: catalogs, templates.
        var stolen = new ArrayList<>(copies(files(gateway).stream().filter(file -> writtenSince(started, file)).toList(), to));
        var dump = to.resolve("dump");
        try (var connection = postgres.source().getConnection(); var out = Files.newOutputStream(dump)) {
          var copies = connection.unwrap(PGConnection.class).getCopyAPI();
          for (var table : tables(gateway)) {
            // What pg_dump asks for, and in bytes rather than hexadecimal.
            copies.copyOut("COPY " + table + " TO STDOUT (FORMAT binary)", out);
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        } catch (SQLException e) {
          throw new AssertionError(e);
        }
        stolen.add(dump);
        return stolen;
      }

      private List<String> tables(LocalSluis gateway) {
        return jdbi(gateway).withHandle(handle -> handle.createQuery("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            .mapTo(String.class).list());
      }

      @Override
      public Jdbi jdbi(LocalSluis gateway) {
        return Jdbi.create(postgres.source());
      }

      @Override
      public void close() {
        postgres.close();
      }
    };
  }

  private static boolean writtenSince(FileTime moment, Path file) {
    try {
      return Files.getLastModifiedTime(file).compareTo(moment) >= 0;
    } catch (IOException e) {
      // PostgreSQL took it away since it was listed.
      return false;
    }
  }

  /** @return what a file holds; nothing of one that is gone since it was listed, as PostgreSQL's caches may be */
  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return new byte[0];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> copies(List<Path> files, Path to) {
    var copies = new ArrayList<Path>();
    try {
      Files.createDirectories(to);
      for (var file : files) {
        copies.add(Files.write(to.resolve(copies.size() + "-" + file.getFileName()), bytes(file)));
      }
      return copies;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
