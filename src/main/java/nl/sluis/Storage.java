package nl.sluis;

import java.util.Map;
import nl.sluis.database.Columns;
import nl.sluis.database.DurableTransactions;
import nl.sluis.database.Migrations;
import nl.sluis.feed.EventMeters;
import nl.sluis.feed.Followers;
import nl.sluis.feed.Placer;
import nl.sluis.database.Purpose;
import nl.sluis.host.Loopback;
import nl.sluis.keys.KeyLedger;
import nl.sluis.keys.KeyList;
import nl.sluis.keys.Keys;
import nl.sluis.keys.Rotation;
import nl.sluis.keys.SealedColumn;
import nl.sluis.keys.Vault;
import nl.sluis.limit.RateLimiter;
import nl.sluis.store.ClientKeys;
import nl.sluis.store.Clients;
import nl.sluis.store.Contacts;
import nl.sluis.store.DailyPseudonyms;
import nl.sluis.store.Database;
import nl.sluis.store.Endings;
import nl.sluis.store.EventViews;
import nl.sluis.store.InvitationGuard;
import nl.sluis.store.MeetingIds;
import nl.sluis.store.Meetings;
import nl.sluis.store.SchedulerRefs;
import nl.sluis.store.SpoiledRows;
import nl.sluis.testgateway.TestMessages;
import nl.sluis.webhook.OwedDeliveries;
import nl.sluis.webhook.WebhookParts;
import org.apache.tomcat.jdbc.pool.DataSourceProxy;
import org.jdbi.v3.core.Jdbi;

/** First part: the database, the keys, and what reads and writes both. */
final class Storage {
  final DurableTransactions transactions;
  final Keys keys;
  final Vault vault;
  final InvitationGuard guard;
  final Rotation rotation;
  final KeyList keyList;
  final Database database;
  final Contacts contacts;
  final Endings endings;
  final Clients clients;
  final ClientKeys clientKeys;
  final Meetings meetings;
  final SchedulerRefs marks;
  final MeetingIds meetingIds;
  final DailyPseudonyms pseudonyms;
  final RateLimiter limiter;
  final Followers followers;
  final Placer placer;
  final TestMessages testMessages;
  final EventViews eventViews;
  final WebhookParts webhooks;

  /** Migrates the database and opens the keyring. */
  Storage(StartContext start) {
    var configuration = start.configuration();
    var random = start.random();
    var embedded = configuration.database().embedded();
    transactions = new DurableTransactions(migrated(start), embedded);
    Purpose.claim(transactions, configuration.test());
    var clock = embedded ? start.clock().embedded() : start.clock();
    var ledger = new KeyLedger(transactions, clock::began);
    keys = Keys.start(configuration.keys(), ledger, random);
    vault = new Vault(keys, random);
    guard = new InvitationGuard(vault, start.audit());
    rotation = new Rotation(keys, vault, SealedColumn.tables(), new SpoiledRows(vault, random, start.audit()));
    keyList = new KeyList(ledger, SealedColumn.tables());
    followers = new Followers(transactions);
    placer = new Placer(transactions, new OwedDeliveries(), this::told, random);
    var meters = new EventMeters(start.environment().metrics());
    database = new Database(transactions, clock, keys, guard, types -> {
      meters.mark(types);
      placer.wake();
    });
    contacts = new Contacts(vault, guard);
    endings = new Endings(contacts);
    clients = new Clients(database, vault);
    clientKeys = new ClientKeys(database, vault, random, clients::forget);
    meetings = new Meetings(vault, start.audit());
    marks = new SchedulerRefs(vault, start.audit());
    meetingIds = new MeetingIds(vault, random);
    pseudonyms = new DailyPseudonyms(vault, random);
    limiter = new RateLimiter(configuration.limits());
    testMessages = new TestMessages(database, vault);
    eventViews = new EventViews(marks);
    webhooks = WebhookParts.of(database, vault, eventViews, start.environment().getObjectMapper(),
        new WebhookParts.Manner(Loopback.is(start.publicUrl().getHost()), configuration.test(), embedded), start.environment().metrics(),
        random,
        start.audit());
  }

  /** Events have places, and that is on disk. */
  private void told(Map<String, Long> places) {
    followers.placed(places);
    webhooks.sender().wake();
  }

  private static Jdbi migrated(StartContext start) {
    var source = start.configuration().database().dataSource();
    var pool = source.build(start.environment().metrics(), "database");
    if (pool instanceof DataSourceProxy tomcat) {
      // Its facade of each statement works by reflection. It is for those who use a statement after they closed its connection.
      tomcat.setUseStatementFacade(false);
    }
    DatabasePatience.await(pool, start.configuration().database().embedded(), start.patience());
    Migrations.run(start.configuration().database(), pool);
    start.environment().lifecycle().manage(pool);
    var jdbi = Columns.configure(Jdbi.create(pool));
    start.environment().healthChecks().register("database", new DatabaseHealthCheck(jdbi));
    var disk = new DiskHealthCheck(start.configuration());
    disk.register(start.environment().metrics());
    start.environment().healthChecks().register("disk", disk);
    return jdbi;
  }
}
