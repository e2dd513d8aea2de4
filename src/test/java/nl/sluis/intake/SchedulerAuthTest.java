package nl.sluis.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.security.SecureRandom;
import nl.sluis.database.Columns;
import nl.sluis.database.DatabaseClock;
import nl.sluis.database.DurableTransactions;
import nl.sluis.envelope.Base64Url;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.problem.ProblemMapper;
import nl.sluis.secret.Hashes;
import nl.sluis.store.Clients;
import nl.sluis.store.Database;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchedulerAuthTest {
  private final SecureRandom random = new SecureRandom();
  private final Jdbi jdbi = Columns
      .configure(Jdbi.create("jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1"));

  @Test
  void aRowThatCannotBeReadIsOurFailureAndNotAWrongKey() {
    var key = new byte[32];
    var auth = auth(key);
    jdbi.useHandle(handle -> handle.execute("ALTER TABLE client ALTER COLUMN hash_key RENAME TO other"));
    var thrown = catchThrowable(() -> auth.require("Bearer " + Base64Url.encode(key)));
    assertThat(thrown).isInstanceOf(RuntimeException.class).isNotInstanceOf(ProblemException.class);
    assertThat(new ProblemMapper(limit -> {}).toResponse(thrown).getStatus()).isEqualTo(500);
  }

  @Test
  void thatTheDayOfUseCannotBeNotedRefusesNobody() {
    var key = new byte[32];
    var auth = auth(key);
    jdbi.useHandle(handle -> {
      handle.execute("ALTER TABLE client_key RENAME TO client_key_rows");
      handle.execute("CREATE VIEW client_key AS SELECT * FROM client_key_rows");
    });
    assertThat(auth.require("Bearer " + Base64Url.encode(key)).client().name()).isEqualTo("scheduler");
    var noted = jdbi.withHandle(handle -> handle.createQuery("SELECT COUNT(used_on) FROM client_key").mapTo(Integer.class).one());
    assertThat(noted).isZero();
  }

  @Test
  void aClientIsKnownByItsKey() {
    var key = new byte[32];
    random.nextBytes(key);
    assertThat(auth(key).require("bearer  " + Base64Url.encode(key)).client().name()).isEqualTo("scheduler");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB", "Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE"})
  void whatIsNoKeyIsAnsweredAsAnUnknownOne(String authorization) {
    var auth = auth(new byte[] {1});
    assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> auth.require(authorization))
        .satisfies(refused -> assertThat(refused.problem()).isEqualTo(Problem.UNAUTHORIZED));
  }

  private SchedulerAuth auth(byte[] key) {
    jdbi.useHandle(handle -> {
      handle.execute("CREATE TABLE client (id VARCHAR, name VARCHAR, key_id VARCHAR, hash_key VARBINARY)");
      handle.execute("CREATE TABLE client_key (key_hash VARBINARY, client_id VARCHAR, scopes VARCHAR, expires_at TIMESTAMP WITH TIME ZONE, "
          + "used_on VARCHAR, revoked_at TIMESTAMP WITH TIME ZONE)");
      handle.execute("INSERT INTO client VALUES ('one', 'scheduler', 'key', X'00')");
      handle.execute("INSERT INTO client_key (key_hash, client_id) VALUES (?, 'one')", nl.sluis.secret.Hashes.sha256(key));
    });
    var database = new Database(new DurableTransactions(jdbi, true), new DatabaseClock(), null, null);
    return new SchedulerAuth(new Clients(database, null));
  }
}
