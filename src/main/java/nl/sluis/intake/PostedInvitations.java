package nl.sluis.intake;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nl.sluis.audit.AuditLog;
import nl.sluis.conference.Conferences;
import nl.sluis.feed.FeedDao;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.store.Client;
import nl.sluis.store.Database;
import nl.sluis.store.Endings;
import nl.sluis.store.InvitationState;
import nl.sluis.store.SchedulerRefDao;
import nl.sluis.store.SchedulerRefs;
import nl.sluis.store.Tx;

/** Answers what a scheduler asks about its invitations, and revokes them. Another client's invitation is answered like one that does not exist. */
public final class PostedInvitations {
  private static final String ID = "[A-Za-z0-9_-]{22}";
  private static final Duration TRY_AGAIN = Duration.ofSeconds(5);
  private final Database database;
  private final SchedulerRefs marks;
  private final Endings endings;
  private final EventReading events;
  private final Conferences conferences;
  private final AuditLog audit;
  private final boolean test;

  /** @param test whether this is a test gateway */
  public PostedInvitations(Database database, SchedulerRefs marks, Endings endings, EventReading events, Conferences conferences,
      AuditLog audit, boolean test) {
    this.database = database;
    this.marks = marks;
    this.endings = endings;
    this.events = events;
    this.conferences = conferences;
    this.audit = audit;
    this.test = test;
  }

  Optional<InvitationView> find(Client client, String id) {
    // What is no id need not reach the database, which may not take every character.
    return !id.matches(ID)
        ? Optional.empty()
        : database.read(tx -> tx.invitations().byIdOf(id, client.id()).map(one -> InvitationView.of(tx, one, ref(tx, id))));
  }

  Optional<TrustStatement> trust(Client client, String id) {
    return !id.matches(ID)
        ? Optional.empty()
        : database.read(tx -> tx.invitations().byIdOf(id, client.id()).map(one -> TrustStatement.of(tx, one, ref(tx, id),
            conferences.of(tx, one.clientId(), one.row().meetingHash(), one.sequence()).orElse(null), test)));
  }

  private String ref(Tx tx, String id) {
    return marks.of(tx, List.of(id)).get(id);
  }

  /** @param forget whether of one that ended by then, opened too, the ref, whom to ask and its events are erased */
  void revoke(Client client, String id, boolean forget) {
    if (!id.matches(ID)) {
      throw new ProblemException(Problem.UNKNOWN_INVITATION);
    }
    var revoked = database.write(tx -> {
      var invitation = tx.invitations().byIdOf(id, client.id())
          .orElseThrow(() -> new ProblemException(Problem.UNKNOWN_INVITATION));
      if (invitation.isLiveAt(tx.now()) || invitation.stateAt(tx.now()) == InvitationState.TAMPERED) {
        if (endings.revoke(tx, invitation)) {
          forgetIf(forget, tx, client, id);
          return true;
        }
        // Somebody was faster: judge what it is now.
        invitation = tx.invitations().byId(id).orElseThrow(() -> new ProblemException(Problem.UNKNOWN_INVITATION));
      }
      if (invitation.stateAt(tx.now()) == InvitationState.OPENED && !forget) {
        throw new ProblemException(Problem.ALREADY_OPENED);
      }
      if (invitation.stateAt(tx.now()) == InvitationState.LATER) {
        // It may come to life again, so nobody is told that it is revoked. A gateway of that version knows how.
        throw ProblemException.retryAfter(Problem.UNAVAILABLE, TRY_AGAIN);
      }
      forgetIf(forget, tx, client, id);
      return false;
    });
    if (forget) {
      events.forget(client, id);
    }
    if (revoked) {
      audit.record("invitation-revoked", id, "client=" + client.name());
    }
  }

  private static void forgetIf(boolean forget, Tx tx, Client client, String id) {
    if (forget) {
      tx.events().forget(id);
      tx.dao(FeedDao.class).forgetUnplaced(client.id(), id);
      tx.dao(SchedulerRefDao.class).erase(id);
      tx.invitations().forgetContact(id);
    }
  }
}
