package nl.sluis.intake;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import nl.sluis.audit.AuditLog;
import nl.sluis.envelope.Base64Url;
import nl.sluis.envelope.SealedMeeting;
import nl.sluis.envelope.Sealer;
import nl.sluis.keys.StaleKeyException;
import nl.sluis.keys.Vault;
import nl.sluis.meeting.Invitee;
import nl.sluis.outbox.Outbox;
import nl.sluis.outbox.OutboxCourier;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.store.Client;
import nl.sluis.store.Clients;
import nl.sluis.store.Contact;
import nl.sluis.store.Contacts;
import nl.sluis.store.Database;
import nl.sluis.store.Endings;
import nl.sluis.store.InvitationState;
import nl.sluis.store.Level;
import nl.sluis.store.NewInvitation;
import nl.sluis.store.Tx;

/** Takes a meeting in: seal, store, enqueue, for all invitees in one transaction. When it answers, every invitation is on disk. */
public final class Intake {
  private static final String ID = "[A-Za-z0-9_-]{22}";
  private final Database database;
  private final Clients clients;
  private final Vault vault;
  private final Contacts contacts;
  private final Sealer sealer;
  private final Outbox outbox;
  private final OutboxCourier courier;
  private final Endings endings;
  private final AuditLog audit;
  private final RequestRules rules;
  private final SecureRandom random;

  public Intake(Database database, Clients clients, Vault vault, Contacts contacts, Sealer sealer, Outbox outbox, OutboxCourier courier,
      Endings endings, AuditLog audit, RequestRules rules, SecureRandom random) {
    this.database = database;
    this.clients = clients;
    this.vault = vault;
    this.contacts = contacts;
    this.sealer = sealer;
    this.outbox = outbox;
    this.courier = courier;
    this.endings = endings;
    this.audit = audit;
    this.rules = rules;
    this.random = random;
  }

  /** @param body as posted; wiped by the caller */
  InvitationReceipt post(Client client, byte[] body) {
    var request = InvitationRequest.read(body, rules, database.read(Tx::now));
    var plaintext = request.meeting().toJson();
    try {
      var entries = database.write(tx -> store(tx, client, request, plaintext));
      courier.wake();
      entries.forEach(entry -> audit.record("invitation-queued", entry.id(), "client=" + client.name()));
      return new InvitationReceipt(request.meeting().uid(), entries);
    } finally {
      Arrays.fill(plaintext, (byte) 0);
    }
  }

  Optional<InvitationView> find(Client client, String id) {
    // What is no id need not reach the database, which may not take every character.
    return !id.matches(ID) ? Optional.empty() : database.read(tx -> tx.invitations().byIdOf(id, client.id()).map(i -> InvitationView.of(i, tx.now())));
  }

  /** @param after id of the last invitation seen, or null */
  InvitationView.Page ofMeeting(Client client, String uid, String after, int limit) {
    return database.read(tx -> {
      var hash = clients.meetingHash(tx, client.id(), uid);
      var found = tx.invitations().ofMeeting(client.id(), hash, after, limit + 1);
      var shown = found.stream().limit(limit).map(i -> InvitationView.of(i, tx.now())).toList();
      return new InvitationView.Page(shown, found.size() > limit ? shown.get(limit - 1).id() : null);
    });
  }

  void revoke(Client client, String id) {
    if (!id.matches(ID)) {
      throw new ProblemException(Problem.UNKNOWN_INVITATION);
    }
    var revoked = database.write(tx -> {
      var invitation = tx.invitations().byIdOf(id, client.id())
          .orElseThrow(() -> new ProblemException(Problem.UNKNOWN_INVITATION));
      if (invitation.stateAt(tx.now()).isLive()) {
        if (endings.end(tx, invitation, InvitationState.REVOKED, null)) {
          return true;
        }
        // Somebody was faster: judge what it is now.
        invitation = tx.invitations().byId(id).orElseThrow();
      }
      if (invitation.stateAt(tx.now()) == InvitationState.OPENED) {
        throw new ProblemException(Problem.ALREADY_OPENED);
      }
      return false;
    });
    if (revoked) {
      audit.record("invitation-revoked", id, "client=" + client.name());
    }
  }

  private List<InvitationReceipt.Entry> store(Tx tx, Client client, InvitationRequest request, byte[] plaintext) {
    var meetingHash = clients.meetingHash(tx, client.id(), request.meeting().uid());
    var entries = new ArrayList<InvitationReceipt.Entry>();
    for (var invitee : request.invitees()) {
      var id = new byte[16];
      random.nextBytes(id);
      try (var sealed = sealer.seal(plaintext, id)) {
        store(tx, client, request, invitee, Base64Url.encode(id), meetingHash, sealed);
      }
      entries.add(new InvitationReceipt.Entry(Base64Url.encode(id), InvitationState.QUEUED.word(), Level.SEALED_AT_INTAKE.word(),
          request.expiresAt()));
    }
    return entries;
  }

  private void store(Tx tx, Client client, InvitationRequest request, Invitee invitee, String id, byte[] meetingHash,
      SealedMeeting sealed) {
    var contact = contacts.seal(id, new Contact(invitee, request.meeting().organizer()));
    var share = vault.seal(contact.keyId(), "invitation.share", id, sealed.share());
    var row = new NewInvitation(id, client.id(), sealed.accessHash(), meetingHash, Level.SEALED_AT_INTAKE.word(), tx.now(),
        request.expiresAt(), contact.keyId(), contact.bytes(), share.bytes(), sealed.envelope(), sealed.ackHash());
    if (!tx.invitations().insert(row)) {
      throw new StaleKeyException("invitation", contact.keyId());
    }
    outbox.enqueueInvitation(tx, id, sealed.linkSecret(), request.expiresAt());
  }
}
