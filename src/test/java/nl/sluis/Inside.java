package nl.sluis;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import nl.sluis.audit.AuditLog;
import nl.sluis.database.Columns;
import nl.sluis.database.DurableTransactions;
import nl.sluis.incident.Voiding;
import nl.sluis.keys.KeyLedger;
import nl.sluis.keys.Keys;
import nl.sluis.keys.KeysConfiguration;
import nl.sluis.keys.Vault;
import nl.sluis.mail.MailSender;
import nl.sluis.secret.Secret;
import nl.sluis.store.Attention;
import nl.sluis.store.Contact;
import nl.sluis.store.Contacts;
import nl.sluis.store.Database;
import nl.sluis.store.InvitationGuard;
import nl.sluis.store.Retention;
import nl.sluis.testgateway.TestMailbox;
import nl.sluis.testgateway.TestMessages;
import nl.sluis.testing.LocalSluis;
import org.jdbi.v3.core.Jdbi;

/** The rows of a gateway, its keys and its clock: to look at what it keeps, and to do beside it what it does now and then. */
final class Inside {
  private final Jdbi jdbi;
  private final Database database;
  private final Contacts contacts;
  private final Vault vault;

  Inside(LocalSluis gateway, Databases databases) {
    jdbi = Columns.configure(databases.jdbi(gateway));
    var transactions = new DurableTransactions(jdbi, databases.gateways() == 1);
    var clock = gateway.clock.databaseClock();
    var random = new SecureRandom();
    var keys = Keys.start(new KeysConfiguration(gateway.folder.resolve("keys").toString(), Secret.none(),
        gateway.folder.resolve("secrets/keyring-password").toString(), null, null), new KeyLedger(transactions, clock::began), random);
    vault = new Vault(keys, random);
    var guard = new InvitationGuard(vault, new AuditLog());
    database = new Database(transactions, clock, keys, guard);
    contacts = new Contacts(vault, guard);
  }

  void sweep() {
    new Retention(database, contacts, Duration.ofDays(30)).sweep();
  }

  /** The mailbox of a test gateway, for a mail that a gateway gave it and could not book. */
  MailSender testMailbox(LocalSluis gateway) {
    return new TestMailbox(new TestMessages(database, vault), URI.create(gateway.settings.publicUrl()));
  }

  /** Ends what a restored database has, as after a restore. */
  void endRestored() {
    new Voiding(database, new AuditLog()).end(Voiding.Scope.everything(), Attention.RESTORED);
  }

  /** @return null if it was erased */
  Contact contact(String id) {
    return database.read(tx -> contacts.open(tx.invitations().byId(id).orElseThrow()));
  }

  /** The row of an invitation, without what another key seals anew. */
  Map<String, String> row(String id) {
    return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM invitation WHERE id = :id").bind("id", id).map((row, context) -> {
      Map<String, String> values = new TreeMap<>();
      for (var i = 1; i <= row.getMetaData().getColumnCount(); i++) {
        var name = row.getMetaData().getColumnLabel(i).toLowerCase(Locale.ROOT);
        if (row.getObject(i) != null && !List.of("key_id", "contact", "seal", "share").contains(name)) {
          values.put(name, switch (row.getMetaData().getColumnTypeName(i).toLowerCase(Locale.ROOT)) {
            case "bytea", "binary varying" -> Base64.getEncoder().encodeToString(row.getBytes(i));
            case "timestamptz", "timestamp with time zone" -> row.getObject(i, OffsetDateTime.class).toInstant().toString();
            default -> row.getString(i);
          });
        } else if (name.equals("share") && row.getObject(i) != null) {
          values.put(name, "there");
        }
      }
      return values;
    }).one());
  }

  /** @return the key under which invitations are sealed now */
  String activeKey() {
    return jdbi.withHandle(
        handle -> handle.createQuery("SELECT id FROM sealing_key WHERE active_family = 'store'").mapTo(String.class).one());
  }

  long count(String from) {
    return jdbi.withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM " + from).mapTo(Long.class).one());
  }

  /** @return of what kinds mails are owed */
  List<String> owed(String id) {
    return jdbi.withHandle(handle -> handle.createQuery("""
        SELECT kind FROM outbox WHERE invitation_number = (SELECT number FROM invitation WHERE id = :id) ORDER BY number
        """).bind("id", id).mapTo(String.class).list());
  }
}
