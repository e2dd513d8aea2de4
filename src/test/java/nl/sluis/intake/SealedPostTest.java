package nl.sluis.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.List;
import nl.sluis.audit.AuditLog;
import nl.sluis.database.DatabaseClock;
import nl.sluis.database.DurableTransactions;
import nl.sluis.envelope.Sealer;
import nl.sluis.keys.KeyFamily;
import nl.sluis.keys.KeyLedger;
import nl.sluis.keys.Keys;
import nl.sluis.keys.Rotation;
import nl.sluis.keys.SealedColumn;
import nl.sluis.keys.Vault;
import nl.sluis.outbox.Outbox;
import nl.sluis.store.Caller;
import nl.sluis.store.ClientKeys;
import nl.sluis.store.Clients;
import nl.sluis.store.Contacts;
import nl.sluis.limit.LimitConfiguration;
import nl.sluis.limit.RateLimiter;
import nl.sluis.store.DailyPseudonyms;
import nl.sluis.store.Database;
import nl.sluis.store.Endings;
import nl.sluis.store.InvitationGuard;
import nl.sluis.store.Meetings;
import nl.sluis.store.SchedulerRefs;
import nl.sluis.store.Scope;
import nl.sluis.store.SpoiledRows;
import nl.sluis.testing.Keyrings;
import nl.sluis.testing.Plans;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What is sealed before its transaction is stored under keys of the transaction's moment, whatever a rotation did in between. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SealedPostTest {
  private final SecureRandom random = new SecureRandom();
  private final Plans plans = Plans.onH2();
  private Database database;
  private Contacts contacts;
  private Clients clients;
  private Caller caller;
  private SchedulerRefs marks;
  private Succession succession;
  private PostSealer sealer;
  private Rotation rotation;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    var transactions = new DurableTransactions(plans.jdbi(), true);
    var clock = new DatabaseClock();
    var keys = Keys.start(Keyrings.in(Files.createDirectory(folder.resolve("keys"))), new KeyLedger(transactions, clock::now), random);
    var vault = new Vault(keys, random);
    var guard = new InvitationGuard(vault, new AuditLog());
    database = new Database(transactions, clock, keys, guard);
    contacts = new Contacts(vault, guard);
    clients = new Clients(database, vault);
    caller = clients.byKey(new ClientKeys(database, vault, random, clients::forget).create("scheduler", Scope.all(), null).key())
        .orElseThrow();
    marks = new SchedulerRefs(vault, new AuditLog());
    succession = new Succession(new Meetings(vault, new AuditLog()), new Endings(contacts), new SchedulerRefs(vault, new AuditLog()));
    var outbox = new Outbox(vault, new RateLimiter(LimitConfiguration.byDefault()), new DailyPseudonyms(vault, random));
    sealer = new PostSealer(clients, vault, contacts, marks, new Sealer(random), outbox, random);
    rotation = new Rotation(keys, vault, SealedColumn.tables(), new SpoiledRows(vault, random, new AuditLog()));
  }

  @AfterAll
  void stop() {
    plans.close();
  }

  @Test
  void whatWasSealedBeforeARotationIsSealedAgain() {
    var request = Posts.read(Posts.example().withInvitees(3));
    try (var post = sealer.seal(caller, request)) {
      rotation.rotate(EnumSet.allOf(KeyFamily.class), said -> {});
      var at = 0;
      for (var entry : stored(post).invitations()) {
        var one = database.read(tx -> tx.invitations().byId(entry.id())).orElseThrow();
        assertThat(contacts.open(one).invitee()).isEqualTo(request.invitee(at++));
        assertThat(one.wordAt(Posts.NOW)).as("its seal holds").isEqualTo("queued");
      }
      assertThat(rows("outbox o JOIN sealing_key k ON k.id = o.key_id AND k.state = 'active'")).isEqualTo(3);
    }
  }

  @Test
  void hashKeyOfAClientIsReadAgainAfterARotation() {
    var before = clients.meetingHash(caller.client(), "uid");
    rotation.rotate(EnumSet.allOf(KeyFamily.class), said -> {});
    assertThat(clients.meetingHash(caller.client(), "uid")).isEqualTo(before);
    assertThat(clients.postKey(caller.client(), "uid")).isNotEqualTo(before);
  }

  @Test
  void aPostThatIsTooLargeForOnePieceIsStoredWhole() {
    var request = Posts.read(Posts.example().with("/meeting/description", "x".repeat(60_000)).withInvitees(80));
    var before = rows("invitation");
    try (var post = sealer.seal(caller, request)) {
      var receipt = stored(post);
      assertThat(receipt.invitations()).extracting(InvitationReceipt.Entry::id).hasSize(80).doesNotHaveDuplicates();
      assertThat(rows("invitation") - before).isEqualTo(80);
      for (var invitee : List.of(0, 9, 10, 19, 79)) {
        assertThat(rows(mailOf(receipt, invitee) + " AND due_at = DATEADD('SECOND', " + invitee / 10 * 10 + ", owed_at)"))
            .as("invitee " + invitee + ": ten share a place in the queue").isEqualTo(1);
      }
    }
  }

  private static String mailOf(InvitationReceipt receipt, int invitee) {
    return "outbox WHERE invitation_number = (SELECT number FROM invitation WHERE id = '" + receipt.invitations().get(invitee).id() + "')";
  }

  private InvitationReceipt stored(SealedPost post) {
    return database.write(tx -> {
      var succeeded = post.settle(tx, succession);
      post.store(tx, succeeded.existing().keySet());
      return post.receipt(tx, succeeded, java.util.List.of());
    });
  }

  private int rows(String table) {
    return plans.jdbi().withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM " + table).mapTo(Integer.class).one());
  }
}
