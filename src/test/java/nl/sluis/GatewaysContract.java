package nl.sluis;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.sluis.database.Daos;
import nl.sluis.database.TransientFailures;
import nl.sluis.store.DayKeyDao;
import nl.sluis.store.VoidingDao;
import nl.sluis.testing.Answer;
import nl.sluis.testing.Http;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Settings;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** One gateway on H2, or two on one PostgreSQL database: what holds for all of them together. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GatewaysContract {
  /** Small, so that a test may use them up. */
  static final int WRONG = 20;
  static final int INVITATIONS = 500;
  /** More than the tests send otherwise. */
  static final int CODES = 400;
  static final int CODES_IN_ALL = 800;
  private List<LocalSluis> gateways;
  private final Map<String, DayKeyDao.Row> daysKeys = new LinkedHashMap<>();
  private Databases database;

  /** Starts what the gateways need. */
  abstract Databases database();

  @BeforeAll
  void start() {
    database = database();
    var first = LocalSluis.started(settings -> adjust(set(settings)));
    gateways = database.gateways() == 1
        ? List.of(first)
        : List.of(first, LocalSluis.started(settings -> adjust(join(set(settings), first))));
  }

  /** What a contract needs otherwise. */
  void adjust(Settings settings) {
    // Nothing.
  }

  @AfterAll
  void stop() {
    gateways.forEach(LocalSluis::close);
    database.close();
  }

  @AfterEach
  void setTheClocksBack() {
    gateways.forEach(gateway -> gateway.clock.reset());
    keepTheDaysKey();
  }

  /** A sweeper whose clock is a day ahead erases the key of today, which one of the gateways may remember. */
  private void keepTheDaysKey() {
    jdbi().useHandle(handle -> daysKeys.forEach(
        (day, row) -> handle.execute("INSERT INTO day_key (id, hash_key, key_id) SELECT ?, ?, k.id FROM sealing_key k WHERE k.id = ?"
            + " AND NOT EXISTS (SELECT 1 FROM day_key d WHERE d.id = ?)", day, row.hashKey(), row.keyId(), day)));
    daysKeys.clear();
  }

  LocalSluis at(int gateway) {
    return gateways.get(gateway);
  }

  int gateways() {
    return gateways.size();
  }

  int last() {
    return gateways.size() - 1;
  }

  void advance(Duration by) {
    rememberTheDaysKeys();
    gateways.forEach(gateway -> gateway.clock.advance(by));
  }

  /** Before a clock is set ahead, be it only a sweeper's: two hours may be the next day. */
  void rememberTheDaysKeys() {
    jdbi().useHandle(handle -> handle.registerRowMapper(ConstructorMapper.factory(DayKeyDao.Row.class))
        .createQuery("SELECT id, hash_key, key_id FROM day_key")
        .mapTo(DayKeyDao.Row.class).forEach(row -> daysKeys.putIfAbsent(row.id(), row)));
  }

  /** A test that counts an hour's use may not begin at its end. */
  void awayFromTheEndOfTheHour() {
    if (Instant.now().plusSeconds(300).truncatedTo(ChronoUnit.HOURS).isAfter(Instant.now())) {
      advance(Duration.ofSeconds(300));
    }
  }

  /** As schedulers do: where a busy database is answered 503, once more with the same key. */
  Answer postAs(String clientKey, int gateway, String body, String idempotencyKey) {
    for (var left = 5;; left--) {
      var answer = Http.send("POST", at(gateway).settings.publicUrl() + "/v1/invitations", body, "Authorization", "Bearer " + clientKey,
          "Idempotency-Key", idempotencyKey);
      if (answer.status() != 503 || left == 0) {
        return answer;
      }
    }
  }

  /** A look at the rows with the keys of the gateways. */
  Inside inside() {
    return new Inside(at(0), database);
  }

  /** Every file of the database, as it lies there. */
  List<Path> files() {
    return database.files(at(0));
  }

  /** Sweeps as the gateways do every minute, so much later. */
  void sweep(Duration later) {
    rememberTheDaysKeys();
    Sweeper.sweep(at(0), database, later);
  }

  void sweepRunning(Duration later) {
    Sweeper.sweepRunning(at(0), database, later);
  }

  Jdbi jdbi() {
    return database.jdbi(at(0));
  }

  long rows(String table) {
    return database.jdbi(at(0)).withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM " + table).mapTo(Long.class).one());
  }

  /** Which of all invitations that were ever inserted this one is; those count too that were rolled back. */
  long number(String id) {
    return database.jdbi(at(0))
        .withHandle(handle -> handle.createQuery("SELECT number FROM invitation WHERE id = ?").bind(0, id).mapTo(Long.class).one());
  }

  /** Ends them as the gateway ends what it can no longer vouch for. */
  void voided(List<String> ids, String attention) {
    // A courier may have one of the mails in hand: of two that wait for each other the database ends one, and a gateway tries again.
    await().ignoreExceptionsMatching(TransientFailures::passes).until(() -> {
      database.jdbi(at(0)).useTransaction(handle -> {
        var dao = Daos.attach(handle, VoidingDao.class);
        dao.eraseCodes(ids);
        dao.eraseMailsOwed(ids);
        dao.end(ids, attention, Instant.now());
      });
      return true;
    });
  }

  long used(String subject) {
    return database.jdbi(at(0)).withHandle(handle -> handle.createQuery("SELECT COALESCE(SUM(used), 0) FROM limit_use WHERE subject = ?")
        .bind(0, subject).mapTo(Long.class).one());
  }

  /** Past the gateway. Of two that wait for each other the database ends one: then once more, as a gateway does. */
  void execute(String sql, Object... values) {
    TransientFailures.retry(() -> database.jdbi(at(0)).withHandle(handle -> handle.execute(sql, values)));
  }

  private Settings set(Settings settings) {
    database.set(settings);
    return settings.set("limits.invitationsPerHour", String.valueOf(INVITATIONS)).set("limits.unknownLinksPerHour", String.valueOf(WRONG))
        .set("limits.wrongTriesPerHour", String.valueOf(WRONG))
        .set("limits.codesPerDay", String.valueOf(CODES)).set("limits.codesPerDayInAll", String.valueOf(CODES_IN_ALL))
        // Whatever an operator sets, the first entry of a forwarded header is a stranger's.
        .set("server.applicationConnectors[0].useForwardedHeaders", "true");
  }

  private static Settings join(Settings settings, LocalSluis first) {
    return settings.set("keys.folder", first.folder.resolve("keys").toString())
        .set("keys.passwordFile", first.folder.resolve("secrets/keyring-password").toString())
        .set("mail.port", String.valueOf(first.mailbox.port()))
        .set("sms.twilio.baseUrl", first.twilio.baseUrl());
  }
}
