package nl.sluis.outbox;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import nl.sluis.audit.AuditLog;
import nl.sluis.brand.BrandConfiguration;
import nl.sluis.database.DatabaseClock;
import nl.sluis.database.DurableTransactions;
import nl.sluis.database.Transactions;
import nl.sluis.envelope.Base64Url;
import nl.sluis.keys.KeyFamily;
import nl.sluis.keys.KeyLedger;
import nl.sluis.keys.Keys;
import nl.sluis.keys.Rotation;
import nl.sluis.keys.SealedColumn;
import nl.sluis.keys.Vault;
import nl.sluis.limit.LimitConfiguration;
import nl.sluis.limit.RateLimiter;
import nl.sluis.mail.CancellationMail;
import nl.sluis.mail.InvitationMail;
import nl.sluis.mail.NoticeMail;
import nl.sluis.meeting.Invitee;
import nl.sluis.meeting.Organizer;
import nl.sluis.store.ClientKeys;
import nl.sluis.store.Clients;
import nl.sluis.store.Contact;
import nl.sluis.store.Contacts;
import nl.sluis.store.DailyPseudonyms;
import nl.sluis.store.Database;
import nl.sluis.store.Endings;
import nl.sluis.store.InvitationGuard;
import nl.sluis.store.InvitationState;
import nl.sluis.store.Level;
import nl.sluis.store.NewInvitation;
import nl.sluis.store.Scope;
import nl.sluis.store.SpoiledRows;
import nl.sluis.testing.Folders;
import nl.sluis.testing.Keyrings;
import nl.sluis.testing.Plans;
import nl.sluis.testing.TestClock;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;

/** Invitations whose mails wait in a real database, sealed under a real keyring; without doors. Time is turned by hand. */
final class Waiting implements AutoCloseable {
  static final Organizer ORGANIZER = new Organizer("Selection desk", "selection@example.org");
  private static final URI PUBLIC_URL = URI.create("https://sluis.example");

  final TestClock clock = new TestClock();
  /** One, as in a gateway: what one says now is not to come for another. */
  private final DatabaseClock databaseClock = clock.databaseClock();
  /** Of this gateway, in the place of {@link System#nanoTime}. */
  final AtomicLong nanos = new AtomicLong();
  final CountedStatements statements;
  final Database database;
  final Outcomes outcomes;
  final MailWriter writer;
  private final Plans plans;
  private final SecureRandom random = new SecureRandom();
  private final Transactions transactions;
  private final Keys keys;
  private final Vault vault;
  private final InvitationGuard guard;
  private final Contacts contacts;
  private final Endings endings;
  private final Outbox outbox;
  private final String client;

  Waiting(Plans plans) {
    this.plans = plans;
    statements = new CountedStatements(plans.jdbi());
    transactions = unforced(new DurableTransactions(statements.jdbi(), false));
    keys = Keys.start(Keyrings.in(Folders.make("sluis-waiting").resolve("keys")),
        new KeyLedger(transactions, databaseClock::now), random);
    vault = new Vault(keys, random);
    guard = new InvitationGuard(vault, new AuditLog());
    contacts = new Contacts(vault, guard);
    endings = new Endings(contacts);
    database = by(transactions);
    outbox = new Outbox(vault, new RateLimiter(LimitConfiguration.byDefault()), new DailyPseudonyms(vault, random));
    outcomes = new Outcomes(database, contacts, endings, outbox, new AuditLog());
    var brand = new BrandConfiguration(null, "#0b6570", "#ffffff").brand();
    writer = new MailWriter(vault, contacts, guard, new InvitationMail("Bureau", PUBLIC_URL, "nl", brand),
        new CancellationMail("Bureau", PUBLIC_URL, "nl", brand),
        new NoticeMail("Bureau", PUBLIC_URL, "nl", brand));
    var clients = new Clients(database, vault);
    client = clients.byKey(new ClientKeys(database, vault, random, clients::forget).create("scheduler", Scope.all(), null).key())
        .orElseThrow().client().id();
  }

  /** Without what either database says beside the statements that are counted. */
  private static Transactions unforced(Transactions all) {
    return new Transactions() {
      @Override
      public <T> T read(HandleCallback<T, RuntimeException> work) {
        return all.read(work);
      }

      @Override
      public <T> T write(HandleCallback<T, RuntimeException> work) {
        return all.write(work);
      }

      @Override
      public void drain() {
        all.drain();
      }
    };
  }

  /** The same database by transactions of another kind. */
  Database by(Transactions others) {
    return new Database(others, databaseClock, keys, guard);
  }

  Transactions transactions() {
    return transactions;
  }

  Jdbi jdbi() {
    return plans.jdbi();
  }

  /** Another gateway's are others. */
  Leases leases() {
    return new Leases(database, random, nanos::get);
  }

  /** @return the ids of new invitations, in the order in which their mails are to leave */
  List<String> posts(int many) {
    return database.write(tx -> {
      var ids = new ArrayList<String>();
      IntStream.range(0, many).forEach(place -> {
        var id = Base64Url.encode(drawn(16));
        var contact = contacts.seal(id, new Contact(new Invitee("Invitee", place + "@example.net", "+31612345678", "nl"), ORGANIZER));
        var share = vault.seal(contact.keyId(), SealedColumn.INVITATION_SHARE, id, drawn(32));
        var expiresAt = tx.now().plus(Duration.ofDays(7));
        var envelope = drawn(1500);
        var row = NewInvitation.row(id, client, drawn(32), drawn(32), Level.SEALED_AT_INTAKE, InvitationState.QUEUED, tx.now(), expiresAt,
            envelope, drawn(32));
        tx.invitations().insert(List.of(new NewInvitation(row, contact.keyId(), contact.bytes(), share.bytes(), envelope)));
        outbox.enqueue(tx, List.of(outbox.seal(id, drawn(32))), expiresAt, place);
        ids.add(id);
      });
      return ids;
    });
  }

  String posts() {
    return posts(1).get(0);
  }

  void revokes(String id) {
    database.write(tx -> endings.end(tx, tx.invitations().byId(id).orElseThrow(), InvitationState.REVOKED, null));
  }

  /** @return the seal that its row had */
  byte[] sealsByALaterVersion(String id) {
    var digest = drawn(33);
    digest[0] = 99;
    return jdbi().withHandle(handle -> {
      var key = handle.createQuery("SELECT key_id FROM invitation WHERE id = :id").bind("id", id).mapTo(String.class).one();
      var former = handle.createQuery("SELECT seal FROM invitation WHERE id = :id").bind("id", id).mapTo(byte[].class).one();
      putSeal(id, vault.seal(key, SealedColumn.INVITATION_SEAL, id, digest).bytes());
      return former;
    });
  }

  void putSeal(String id, byte[] seal) {
    jdbi().useHandle(handle -> handle.execute("UPDATE invitation SET seal = ? WHERE id = ?", seal, id));
  }

  void rotates() {
    new Rotation(keys, vault, SealedColumn.tables(), new SpoiledRows(vault, random, new AuditLog())).rotate(EnumSet.allOf(KeyFamily.class),
        line -> {});
  }

  /** @return what a gateway believes of it */
  String state(String id) {
    return database.read(tx -> tx.invitations().byId(id).orElseThrow().wordAt(tx.now()));
  }

  boolean wasShown(String id) {
    return count("mail_shown WHERE invitation_id = '" + id + "'") == 1;
  }

  int count(String rows) {
    return jdbi().withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM " + rows).mapTo(Integer.class).one());
  }

  /** Writes past the gateway. */
  void executes(String sql) {
    jdbi().useHandle(handle -> handle.execute(sql));
  }

  private byte[] drawn(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  @Override
  public void close() {
    plans.close();
  }
}
