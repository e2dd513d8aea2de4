package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import nl.sluis.database.DatabaseClock;
import nl.sluis.database.DurableTransactions;
import nl.sluis.envelope.Base64Url;
import nl.sluis.keys.KeyLedger;
import nl.sluis.keys.Keys;
import nl.sluis.keys.KeysConfiguration;
import nl.sluis.keys.SealedColumn;
import nl.sluis.keys.Vault;
import nl.sluis.secret.Secret;
import nl.sluis.testing.Gateway.Posted;
import nl.sluis.testing.JarSluis;
import nl.sluis.testing.LinkHolder;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Figures, by {@code bin/measure-rotation}: a rotation of very many rows, and one that is killed again and again. By its name no part of the tests. */
class RotationMeasurement {
  private static final int ROWS = Integer.getInteger("sluis.rows", 1000);
  private static final int KILLS = Integer.getInteger("sluis.kills", 1);
  private static final int SHARE_BYTES = 32;
  private static final int CONTACT_BYTES = 200;
  private static final int ENVELOPE_BYTES = 1 + 12 + 32 + 1024 + 16;
  private final SecureRandom random = new SecureRandom();

  @Test
  void rotateVeryManyRows() throws Exception {
    try (var sluis = JarSluis.of(settings -> settings.set("keys.rotateEvery", "30 days").set("limits.invitationsPerHour", "1000000"))) {
      // Both compilers, as an operator's gateway has: the first one alone makes no use of the processor's instructions for AES.
      sluis.options(List.of("-XX:TieredStopAtLevel=4"));
      sluis.start();
      var posted = sluis.postsInterview();
      var holder = sluis.holderOf(posted);
      sluis.stop();
      var began = System.nanoTime();
      fill(sluis);
      say("filled %d rows in %d s; file %d MiB", ROWS, seconds(began), fileMebibytes(sluis));
      sluis.start();
      rotateUnderRequests(sluis, posted, holder);
      for (var kill = 1; kill <= KILLS; kill++) {
        killDuringRotation(sluis, kill);
      }
      rotate(sluis);
      assertThat(sluis.operates("GET", "/keys").http().body()).doesNotContain("RETIRED");
      assertThat(holder.opens(holder.releases(sluis.codeFor(holder, posted)))).isEqualTo(posted.meeting());
      sluis.stop();
      say("%d kills; of %d rows %d open; file %d MiB", KILLS, ROWS, openAll(sluis), fileMebibytes(sluis));
      sluis.start();
    }
  }

  private void rotateUnderRequests(JarSluis sluis, Posted posted, LinkHolder holder) {
    latencies(sluis, posted, holder, until(Duration.ofSeconds(10)));
    report("before the rotation", latencies(sluis, posted, holder, until(Duration.ofSeconds(20))));
    var began = System.nanoTime();
    var rotation = CompletableFuture.runAsync(() -> rotate(sluis));
    var heap = new ArrayList<Long>();
    var watch = CompletableFuture.runAsync(() -> {
      while (!rotation.isDone()) {
        heap.add(sluis.operates("GET", "/metrics").json().at("/gauges/jvm.memory.heap.used/value").asLong());
        pause(1000);
      }
    });
    report("during the rotation", latencies(sluis, posted, holder, () -> !rotation.isDone()));
    rotation.join();
    watch.join();
    say("rotated in %d s; heap at most %d MiB of 256; file %d MiB", seconds(began), Collections.max(heap) >> 20, fileMebibytes(sluis));
  }

  /** To its end, although it may take longer than the tests' client waits for an answer. */
  private static void rotate(JarSluis sluis) {
    try {
      var said = sluis.operates("POST", "/tasks/rotate-keys");
      assertThat(said.status()).as(said.http().body()).isEqualTo(200);
    } catch (UncheckedIOException e) {
      while (sluis.operates("GET", "/keys").json().at("/rotation/running").asBoolean()) {
        // The answer counts the rows of each key: with a million that is work.
        pause(10_000);
      }
    }
  }

  private static List<Long> latencies(JarSluis sluis, Posted posted, LinkHolder holder, BooleanSupplier goOn) {
    var nanos = new ArrayList<Long>();
    while (goOn.getAsBoolean()) {
      var began = System.nanoTime();
      var isWrite = nanos.size() % 10 == 9;
      if (isWrite) {
        sluis.postsInterview();
      } else if (nanos.size() % 2 == 0) {
        assertThat(sluis.find(posted.id()).status()).isEqualTo(200);
      } else {
        assertThat(holder.status().status()).isEqualTo(200);
      }
      nanos.add(System.nanoTime() - began);
    }
    Collections.sort(nanos);
    return nanos;
  }

  private static void report(String when, List<Long> nanos) {
    say("%s: %d requests, p50 %.1f ms, p99 %.1f ms, slowest %.0f ms", when, nanos.size(), nanos.get(nanos.size() / 2) / 1e6,
        nanos.get(nanos.size() * 99 / 100) / 1e6, nanos.get(nanos.size() - 1) / 1e6);
  }

  private static void killDuringRotation(JarSluis sluis, int kill) {
    var rotation = CompletableFuture.runAsync(() -> sluis.operates("POST", "/tasks/rotate-keys")).handle((done, cut) -> cut);
    pause(200 + new Random(kill).nextInt(3000));
    var finished = rotation.isDone();
    sluis.kill();
    sluis.start();
    var keys = sluis.operates("GET", "/keys").http().body();
    say("kill %d%s; %d keys retired", kill, finished ? " (the rotation had ended)" : "", keys.split("RETIRED", -1).length - 1);
  }

  private void fill(JarSluis sluis) throws SQLException {
    try (var connection = connect(sluis)) {
      var client = single(connection, "SELECT id FROM client");
      var vault = vault(sluis);
      connection.setAutoCommit(false);
      try (var insert = connection.prepareStatement("""
          INSERT INTO invitation (id, client_id, access_hash, meeting_hash, level, state, created_at, mailed_at, expires_at, key_id, contact,
            share, seal, ack_hash)
          VALUES (?, ?, ?, ?, 'sealed-at-intake', 'mailed', ?, ?, ?, ?, ?, ?, ?, ?)
          """);
          var envelope = connection
              .prepareStatement("INSERT INTO envelope (invitation_number, envelope) SELECT number, ? FROM invitation WHERE id = ?")) {
        var now = OffsetDateTime.now(ZoneOffset.UTC);
        for (var i = 1; i <= ROWS; i++) {
          var id = Base64Url.encode(draw(16));
          var share = vault.seal(SealedColumn.INVITATION_SHARE, id, draw(SHARE_BYTES));
          var contact = vault.seal(share.keyId(), SealedColumn.INVITATION_CONTACT, id, draw(CONTACT_BYTES));
          var seal = vault.seal(share.keyId(), SealedColumn.INVITATION_SEAL, id, draw(32));
          Object[] values = {id, client, draw(32), draw(32), now, now, now.plusDays(30), share.keyId(), contact.bytes(), share.bytes(),
            seal.bytes(), draw(32)};
          for (var column = 0; column < values.length; column++) {
            insert.setObject(column + 1, values[column]);
          }
          insert.addBatch();
          envelope.setBytes(1, draw(ENVELOPE_BYTES));
          envelope.setString(2, id);
          envelope.addBatch();
          if (i % 1000 == 0 || i == ROWS) {
            insert.executeBatch();
            envelope.executeBatch();
            connection.commit();
          }
        }
      }
    }
  }

  private int openAll(JarSluis sluis) throws SQLException {
    var open = 0;
    try (var connection = connect(sluis)) {
      var vault = vault(sluis);
      try (var rows = connection.createStatement()
          .executeQuery("SELECT id, key_id, share, contact FROM invitation WHERE share IS NOT NULL")) {
        while (rows.next()) {
          vault.open(rows.getString("key_id"), SealedColumn.INVITATION_SHARE, rows.getString("id"), rows.getBytes("share"));
          vault.open(rows.getString("key_id"), SealedColumn.INVITATION_CONTACT, rows.getString("id"), rows.getBytes("contact"));
          open++;
        }
      }
    }
    assertThat(open).isGreaterThanOrEqualTo(ROWS);
    return open;
  }

  private Vault vault(JarSluis sluis) {
    var configuration = new KeysConfiguration(sluis.folder.resolve("keys").toString(), Secret.none(),
        sluis.folder.resolve("secrets/keyring-password").toString(), null, null);
    var ledger = new KeyLedger(new DurableTransactions(Jdbi.create(() -> DriverManager.getConnection(url(sluis), "sluis", "")), true),
        new DatabaseClock()::now);
    return new Vault(Keys.start(configuration, ledger, random), random);
  }

  private static Connection connect(JarSluis sluis) throws SQLException {
    return DriverManager.getConnection(url(sluis), "sluis", "");
  }

  private static String url(JarSluis sluis) {
    return "jdbc:h2:" + sluis.folder.resolve("data/sluis");
  }

  private static long fileMebibytes(JarSluis sluis) {
    return sluis.folder.resolve("data/sluis.mv.db").toFile().length() >> 20;
  }

  private static String single(Connection connection, String query) throws SQLException {
    try (var row = connection.createStatement().executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  private byte[] draw(int bytes) {
    var drawn = new byte[bytes];
    random.nextBytes(drawn);
    return drawn;
  }

  private static BooleanSupplier until(Duration time) {
    var end = System.nanoTime() + time.toNanos();
    return () -> System.nanoTime() < end;
  }

  private static long seconds(long began) {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new java.io.InterruptedIOException());
    }
  }

  private static void say(String words, Object... values) {
    System.out.println("MEASURED " + String.format(Locale.ROOT, words, values));
  }
}
