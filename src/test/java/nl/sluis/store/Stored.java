package nl.sluis.store;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import nl.sluis.audit.AuditLog;
import nl.sluis.database.DatabaseClock;
import nl.sluis.database.DurableTransactions;
import nl.sluis.envelope.Base64Url;
import nl.sluis.keys.KeyLedger;
import nl.sluis.keys.Keys;
import nl.sluis.keys.Vault;
import nl.sluis.meeting.Invitee;
import nl.sluis.meeting.Organizer;
import nl.sluis.testing.Folders;
import nl.sluis.testing.Keyrings;
import nl.sluis.testing.Plans;

/** Invitations in a real database, sealed under a real keyring, without the doors before them. */
final class Stored implements AutoCloseable {
  final Plans plans;
  final Database database;
  final Vault vault;
  final Contacts contacts;
  final Keys keys;
  private final SecureRandom random = new SecureRandom();
  private final DurableTransactions transactions;
  private final DatabaseClock clock = new DatabaseClock();
  private final String client;

  private Stored(Plans plans) {
    this.plans = plans;
    transactions = new DurableTransactions(plans.jdbi(), false);
    keys = Keys.start(Keyrings.in(Folders.make("sluis-stored").resolve("keys")),
        new KeyLedger(transactions, clock::now), random);
    vault = new Vault(keys, random);
    var guard = new InvitationGuard(vault, new AuditLog());
    contacts = new Contacts(vault, guard);
    database = new Database(transactions, clock, keys, guard);
    var clients = new Clients(database, vault);
    client = clients.byKey(new ClientKeys(database, vault, random, clients::forget).create("scheduler", Scope.all(), null).key())
        .orElseThrow().client().id();
  }

  static Stored in(Supplier<Plans> plans) {
    return new Stored(plans.get());
  }

  /** The same database by another gateway that has met nothing yet. */
  Database byAnotherGateway() {
    return new Database(transactions, clock, keys, new InvitationGuard(vault, new AuditLog()));
  }

  /** @return the id of a live invitation whose link left */
  String posts() {
    var id = Base64Url.encode(drawn(16));
    database.write(tx -> {
      var contact = contacts.seal(id, new Contact(new Invitee("Invitee One", "one@example.net", "+31612345678", "nl"),
          new Organizer("Organizer", "organizer@example.org")));
      var envelope = drawn(90);
      var row = NewInvitation.row(id, client, drawn(32), drawn(32), Level.SEALED_AT_INTAKE, InvitationState.MAILED, tx.now(),
          tx.now().plus(Duration.ofDays(7)), envelope, drawn(32));
      tx.invitations().insert(List.of(new NewInvitation(row, contact.keyId(), contact.bytes(), drawn(60), envelope)));
      return id;
    });
    return id;
  }

  /** As whoever can write to the database does. */
  void putSeal(String id, byte[] seal) {
    plans.jdbi().useHandle(handle -> handle.execute("UPDATE invitation SET seal = ? WHERE id = ?", seal, id));
  }

  /** @return every column, by its name in lower case; bytes as their text, so that rows can be compared */
  Map<String, Object> row(String id) {
    return plans.jdbi().withHandle(handle -> handle.createQuery("SELECT * FROM invitation WHERE id = :id").bind("id", id)
        .map((row, context) -> {
          var values = new LinkedHashMap<String, Object>();
          for (var i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            // The driver's text of bytes is another one once it knows the statement well.
            var value = row.getObject(i) instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : row.getString(i);
            values.put(row.getMetaData().getColumnLabel(i).toLowerCase(Locale.ROOT), value);
          }
          return values;
        }).one());
  }

  /** Writes past the gateway. */
  void sets(String id, String column, String value) {
    plans.jdbi().useHandle(handle -> handle.createUpdate("UPDATE invitation SET " + column + " = :value WHERE id = :id")
        .bind("value", value).bind("id", id).execute());
  }

  String client() {
    return client;
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
