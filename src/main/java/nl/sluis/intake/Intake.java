package nl.sluis.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import nl.sluis.audit.AuditLog;
import nl.sluis.envelope.Sealer;
import nl.sluis.keys.SealedColumn;
import nl.sluis.keys.StaleKeyException;
import nl.sluis.keys.Vault;
import nl.sluis.outbox.Outbox;
import nl.sluis.outbox.OutboxCourier;
import nl.sluis.problem.Outage;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.store.Client;
import nl.sluis.store.Clients;
import nl.sluis.store.Contact;
import nl.sluis.store.Contacts;
import nl.sluis.store.Database;
import nl.sluis.store.InvitationState;
import nl.sluis.store.Level;
import nl.sluis.store.NewInvitation;
import nl.sluis.store.Tx;

/**
 * Takes a meeting in: seal, unless the sender did, store, enqueue, for all invitees in one transaction. When it answers, every invitation is
 * on disk.
 */
public final class Intake {
  private final Database database;
  private final Clients clients;
  private final Vault vault;
  private final Contacts contacts;
  private final Sealer sealer;
  private final Outbox outbox;
  private final OutboxCourier courier;
  private final ClientLimit clientLimit;
  private final AuditLog audit;
  private final RequestRules rules;
  private final SecureRandom random;

  public Intake(Database database, Clients clients, Vault vault, Contacts contacts, Sealer sealer, Outbox outbox, OutboxCourier courier,
      ClientLimit clientLimit, AuditLog audit, RequestRules rules, SecureRandom random) {
    this.database = database;
    this.clients = clients;
    this.vault = vault;
    this.contacts = contacts;
    this.sealer = sealer;
    this.outbox = outbox;
    this.courier = courier;
    this.clientLimit = clientLimit;
    this.audit = audit;
    this.rules = rules;
    this.random = random;
  }

  /**
   * @param root      as posted
   * @param bodyBytes how long that was
   * @param around    what else commits with the invitations
   */
  InvitationReceipt post(Client client, ObjectNode root, int bodyBytes, AroundPost around) {
    var size = PostSize.of(root, bodyBytes);
    var now = database.read(tx -> clientLimit.begin(tx, client, size));
    var receipt = SealedRequest.isMeant(root)
        ? postSealed(client, size, new SealedRequestReader(rules, now).read(root), around)
        : postMeeting(client, size, new RequestReader(rules, now).read(root), around);
    courier.wake();
    receipt.invitations()
        .forEach(entry -> audit.record("invitation-" + entry.state(), entry.id(), "client=" + client.name() + " level=" + entry.level()));
    return receipt;
  }

  private InvitationReceipt postMeeting(Client client, PostSize size, InvitationRequest request, AroundPost around) {
    var meeting = request.meeting();
    var plaintext = meeting.toJson();
    try {
      return write(client, size, around, tx -> {
        var batch = batch(tx, client, meeting.uid(), Level.SEALED_AT_INTAKE, InvitationState.QUEUED, request.expiresAt());
        var entries = new ArrayList<InvitationReceipt.Entry>();
        for (var invitee : request.invitees()) {
          var id = new byte[16];
          random.nextBytes(id);
          try (var sealed = sealer.seal(plaintext, id)) {
            var invitation = SealedInvitation.of(id, sealed);
            entries.add(store(tx, batch, new Contact(invitee, meeting.organizer()), invitation));
            outbox.enqueueInvitation(tx, invitation.id(), sealed.linkSecret(), request.expiresAt(), entries.size() - 1);
          }
        }
        return new InvitationReceipt(meeting.uid(), entries);
      });
    } finally {
      Arrays.fill(plaintext, (byte) 0);
    }
  }

  private InvitationReceipt postSealed(Client client, PostSize size, SealedRequest request, AroundPost around) {
    var isOurMail = request.delivery() == LinkDelivery.POINTER;
    try (request) {
      return write(client, size, around, tx -> {
        refusePosted(tx, request);
        var state = isOurMail ? InvitationState.QUEUED : InvitationState.MAILED;
        var batch = batch(tx, client, request.uid(), Level.SEALED_BY_SENDER, state, request.expiresAt());
        var entries = new ArrayList<InvitationReceipt.Entry>();
        for (var one : request.invitees()) {
          entries.add(store(tx, batch, new Contact(one.invitee(), request.organizer()), one.sealed()));
          if (isOurMail) {
            outbox.enqueuePointer(tx, one.sealed().id(), request.expiresAt(), entries.size() - 1);
          }
        }
        return new InvitationReceipt(request.uid(), entries);
      });
    }
  }

  /**
   * A large post is counted and on disk before it is sealed: of many at once only those are sealed that there is room for. Any other is counted
   * in the transaction that stores it, at its end, for from there the client's other posts wait. Either way the count is exact.
   */
  private InvitationReceipt write(Client client, PostSize size, AroundPost around, Function<Tx, InvitationReceipt> store) {
    if (!size.isLarge()) {
      return database.write(tx -> around.post(tx, () -> {
        var receipt = store.apply(tx);
        clientLimit.take(tx, client, size);
        return receipt;
      }));
    }
    var taken = database.write(tx -> clientLimit.take(tx, client, size));
    try {
      return database.write(tx -> around.post(tx, () -> store.apply(tx)));
    } catch (RuntimeException e) {
      giveBack(client, size, taken, e);
      throw e;
    }
  }

  /** Where the database broke off nobody knows whether the post is stored, so it stays counted until the hour ends. */
  private void giveBack(Client client, PostSize size, Instant taken, RuntimeException reason) {
    if (!Outage.isCauseOf(reason)) {
      database.write(tx -> {
        clientLimit.giveBack(tx, client, size, taken);
        return null;
      });
    }
  }

  /** Asked in each try of the transaction: who was faster by an instant shows as a duplicate, and then it is run again. */
  private static void refusePosted(Tx tx, SealedRequest request) {
    for (var at = 0; at < request.invitees().size(); at++) {
      var sealed = request.invitees().get(at).sealed();
      if (tx.invitations().exists(sealed.id(), sealed.accessHash())) {
        throw new ProblemException(Problem.ALREADY_POSTED,
            "/invitees/" + at + "/sealed was posted before; a new invitation is sealed anew");
      }
    }
  }

  private Batch batch(Tx tx, Client client, String uid, Level level, InvitationState state, Instant expiresAt) {
    return new Batch(client.id(), clients.meetingHash(tx, client.id(), uid), level, state, expiresAt);
  }

  private InvitationReceipt.Entry store(Tx tx, Batch batch, Contact contact, SealedInvitation sealed) {
    var id = sealed.id();
    var kept = contacts.seal(id, contact);
    var share = vault.seal(kept.keyId(), SealedColumn.INVITATION_SHARE, id, sealed.share());
    var row = NewInvitation.row(id, batch.clientId(), sealed.accessHash(), batch.meetingHash(), batch.level(), batch.state(), tx.now(),
        batch.expiresAt(), sealed.envelope(), sealed.ackHash());
    if (!tx.invitations().insert(List.of(new NewInvitation(row, kept.keyId(), kept.bytes(), share.bytes(), sealed.envelope())))) {
      throw new StaleKeyException("invitation", kept.keyId());
    }
    return new InvitationReceipt.Entry(id, batch.state().word(), batch.level().word(), batch.expiresAt());
  }

  /** What the invitations of one request share. */
  private record Batch(String clientId, byte[] meetingHash, Level level, InvitationState state, Instant expiresAt) {}
}
