package nl.sluis.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import nl.sluis.audit.AuditLog;
import nl.sluis.problem.Outage;
import nl.sluis.store.Client;
import nl.sluis.store.Clients;
import nl.sluis.store.Database;

/** Cancels meetings, and closes them: each in one transaction, behind the lock of the meeting. */
public final class Withdrawal {
  private final Database database;
  private final RequestRules rules;
  private final ClientLimit limit;
  private final Clients clients;
  private final Cancellation cancellation;
  private final Runnable wakeCourier;
  private final AuditLog audit;

  /** @param wakeCourier for after a commit that owes mails */
  public Withdrawal(Database database, RequestRules rules, ClientLimit limit, Clients clients, Cancellation cancellation,
      Runnable wakeCourier,
      AuditLog audit) {
    this.database = database;
    this.rules = rules;
    this.limit = limit;
    this.clients = clients;
    this.cancellation = cancellation;
    this.wakeCourier = wakeCourier;
    this.audit = audit;
  }

  Cancelled cancel(Client client, ObjectNode body) {
    var request = CancelRequest.read(body, rules);
    var hash = clients.meetingHash(client, request.uid());
    // Each address that the scheduler names is mailed at its word, as of a post.
    var size = new PostSize(request.tell().size(), 0);
    var now = database.now();
    if (size.invitations() > 0 && !limit.take(client, size, now)) {
      throw limit.refusal(now);
    }
    try {
      var cancelled = database.write(tx -> cancellation.cancel(tx, client.id(), hash, request));
      wakeCourier.run();
      cancelled.cancelled().forEach(id -> audit.record("invitation-cancelled", id, "client=" + client.name()));
      return cancelled;
    } catch (RuntimeException e) {
      if (size.invitations() > 0 && !Outage.isCauseOf(e)) {
        limit.giveBack(client, size, now);
      }
      throw e;
    }
  }

  Closed close(Client client, ObjectNode body) {
    var errors = new FieldErrors();
    var fields = new Fields(body, "", errors, "is not a known field");
    var uid = fields.required("uid", FieldRules.line(255));
    fields.refuseOthers();
    errors.throwIfAny();
    var hash = clients.meetingHash(client, uid);
    var closed = database.write(tx -> cancellation.close(tx, client.id(), hash));
    closed.forEach(id -> audit.record("invitation-closed", id, "client=" + client.name()));
    return new Closed(uid, closed);
  }

  /**
   * @param cancelled ids of those that were live
   * @param told      ids of those that a mail is owed to by this call
   * @param untold    ids of those that were opened, and whose address the gateway does not have: nobody told them so far
   */
  record Cancelled(String meeting, int sequence, List<String> cancelled, List<String> told, List<String> untold) {
    @Override
    public String toString() {
      return "Cancelled[redacted]";
    }
  }

  /** @param closed ids of those that were live */
  record Closed(String meeting, List<String> closed) {
    @Override
    public String toString() {
      return "Closed[redacted]";
    }
  }
}
