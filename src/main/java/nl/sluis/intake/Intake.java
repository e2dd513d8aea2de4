package nl.sluis.intake;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.sluis.audit.AuditLog;
import nl.sluis.intake.InvitationReceipt.Entry;
import nl.sluis.outbox.OutboxCourier;
import nl.sluis.problem.Outage;
import nl.sluis.problem.ProblemException;
import nl.sluis.store.Caller;
import nl.sluis.store.Database;

/**
 * Takes a meeting in: reads it, counts it, seals it, and then stores it with its mails in one short transaction. When it answers, every
 * invitation is on disk.
 */
public final class Intake {
  private final Database database;
  private final RequestRules rules;
  private final ClientLimit limit;
  private final PostStore store;
  private final Idempotency idempotency;
  private final OutboxCourier courier;
  private final AuditLog audit;

  public Intake(Database database, RequestRules rules, ClientLimit limit, PostStore store, Idempotency idempotency,
      OutboxCourier courier, AuditLog audit) {
    this.database = database;
    this.rules = rules;
    this.limit = limit;
    this.store = store;
    this.idempotency = idempotency;
    this.courier = courier;
    this.audit = audit;
  }

  /**
   * Stores a post, or answers it as it was answered before.
   *
   * @param idempotencyKey the header, or null
   * @param lenient        whether an invitee who is wrong is left out
   * @param bytes          as posted; wiped by the caller
   */
  InvitationReceipt post(Caller caller, String idempotencyKey, boolean lenient, byte[] bytes) {
    if (idempotencyKey == null) {
      return make(caller, RequestBody.parse(bytes), lenient, null);
    }
    var key = IdempotencyKey.read(idempotencyKey);
    var body = RequestBody.parse(bytes);
    try (var keyed = idempotency.keyed(caller.client(), key, body)) {
      var former = database.read(tx -> idempotency.find(tx, keyed));
      if (former.isPresent() && !former.get().isVoid()) {
        return repeated(body, lenient, former.get());
      }
      former.ifPresent(found -> body.keepUid(found.receipt().meeting()));
      idempotency.begin(keyed);
      try {
        return make(caller, body, lenient, keyed);
      } finally {
        idempotency.end(keyed);
      }
    }
  }

  /**
   * Reads what a scheduler asks.
   *
   * @param now the moment that it is judged by; the transaction that stores it is a little later
   * @throws ProblemException {@code INVALID}
   */
  private static PostRequest read(RequestBody body, RequestRules rules, boolean lenient, Instant now) {
    return body.isSealed()
        ? new SealedRequestReader(rules, now, lenient).read(body.root())
        : new RequestReader(rules, now, lenient).read(body.root());
  }

  /** Who was left out is not kept: read once more as of then, the same are wrong. */
  private InvitationReceipt repeated(RequestBody body, boolean lenient, IdempotentAnswer former) {
    if (!lenient) {
      return former.receipt();
    }
    try (var request = read(body, rules.forRepeated(), true, former.postedAt())) {
      return former.receipt().withRefused(request.frame().refused());
    }
  }

  /** @param keyed null without an Idempotency-Key */
  private InvitationReceipt make(Caller caller, RequestBody body, boolean lenient, KeyedPost keyed) {
    var client = caller.client();
    var now = database.now();
    try (var request = read(body, rules, lenient, now)) {
      var size = PostSize.of(body);
      if (!limit.take(client, size, now)) {
        return answeredMeanwhile(keyed).orElseThrow(() -> limit.refusal(now));
      }
      var outcome = sealAndStore(caller, request, keyed, size, now);
      var made = outcome.isNew()
          ? outcome.receipt().invitations().stream().filter(entry -> entry.existing() == null).toList()
          : List.<Entry>of();
      if (made.size() < size.invitations()) {
        limit.giveBack(client, size.share(size.invitations() - made.size()), now);
      }
      if (outcome.isNew()) {
        courier.wake();
        made.forEach(
            entry -> audit.record("invitation-" + entry.state(), entry.id(), "client=" + client.name() + " level=" + entry.level()));
        var replaced = outcome.receipt().replaced();
        if (replaced != null) {
          replaced.forEach(id -> audit.record("invitation-replaced", id, "client=" + client.name()));
        }
      }
      return outcome.receipt();
    }
  }

  private Storing.Outcome sealAndStore(Caller caller, PostRequest request, KeyedPost keyed, PostSize size, Instant now) {
    try {
      return store.store(caller, request, keyed);
    } catch (RuntimeException e) {
      // Where the database broke off nobody knows whether the post is stored, so it stays counted until the hour ends.
      if (!Outage.isCauseOf(e)) {
        limit.giveBack(caller.client(), size, now);
      }
      throw e;
    }
  }

  /** Of two gateways the other one may have taken what was left of the hour for this very post. */
  private Optional<InvitationReceipt> answeredMeanwhile(KeyedPost keyed) {
    return keyed == null
        ? Optional.empty()
        : database.read(tx -> idempotency.find(tx, keyed)).filter(found -> !found.isVoid()).map(IdempotentAnswer::receipt);
  }
}
