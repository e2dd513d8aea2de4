package nl.sluis.intake;

import java.time.Duration;
import java.util.Optional;
import nl.sluis.audit.AuditLog;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.store.Client;
import nl.sluis.store.Clients;
import nl.sluis.store.Database;
import nl.sluis.store.Endings;
import nl.sluis.store.InvitationState;

/** Answers what a scheduler asks about its invitations, and revokes them. Another client's invitation is answered like one that does not exist. */
public final class PostedInvitations {
  private static final String ID = "[A-Za-z0-9_-]{22}";
  private static final Duration TRY_AGAIN = Duration.ofSeconds(5);
  private final Database database;
  private final Clients clients;
  private final Endings endings;
  private final AuditLog audit;

  public PostedInvitations(Database database, Clients clients, Endings endings, AuditLog audit) {
    this.database = database;
    this.clients = clients;
    this.endings = endings;
    this.audit = audit;
  }

  Optional<InvitationView> find(Client client, String id) {
    // What is no id need not reach the database, which may not take every character.
    return !id.matches(ID)
        ? Optional.empty()
        : database.read(tx -> tx.invitations().byIdOf(id, client.id()).map(i -> InvitationView.of(i, tx.now())));
  }

  Optional<TrustStatement> trust(Client client, String id) {
    return !id.matches(ID)
        ? Optional.empty()
        : database.read(tx -> tx.invitations().byIdOf(id, client.id()).map(i -> TrustStatement.of(tx, i)));
  }

  /** @param after id of the last invitation seen, or null */
  InvitationView.Page ofMeeting(Client client, String uid, String after, int limit) {
    var hash = clients.meetingHash(client, uid);
    return database.read(tx -> {
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
      var state = invitation.stateAt(tx.now());
      if (state.isLive() || state == InvitationState.TAMPERED) {
        if (endings.revoke(tx, invitation)) {
          return true;
        }
        // Somebody was faster: judge what it is now.
        invitation = tx.invitations().byId(id).orElseThrow(() -> new ProblemException(Problem.UNKNOWN_INVITATION));
      }
      if (invitation.stateAt(tx.now()) == InvitationState.OPENED) {
        throw new ProblemException(Problem.ALREADY_OPENED);
      }
      if (invitation.stateAt(tx.now()) == InvitationState.LATER) {
        // It may come to life again, so nobody is told that it is revoked. A gateway of that version knows how.
        throw ProblemException.retryAfter(Problem.UNAVAILABLE, TRY_AGAIN);
      }
      return false;
    });
    if (revoked) {
      audit.record("invitation-revoked", id, "client=" + client.name());
    }
  }
}
