package nl.sluis.intake;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import nl.sluis.audit.AuditLog;
import nl.sluis.outbox.OutboxCourier;
import nl.sluis.problem.Outage;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.store.Client;
import nl.sluis.store.Database;
import nl.sluis.store.Tx;

/**
 * Takes a meeting in: reads it, counts it, seals it, and then stores it with its mails in one short transaction. When it answers, every
 * invitation is on disk.
 */
public final class Intake {
  private final Database database;
  private final RequestRules rules;
  private final ClientLimit limit;
  private final PostSealer sealer;
  private final Idempotency idempotency;
  private final OutboxCourier courier;
  private final AuditLog audit;

  public Intake(Database database, RequestRules rules, ClientLimit limit, PostSealer sealer, Idempotency idempotency, OutboxCourier courier,
      AuditLog audit) {
    this.database = database;
    this.rules = rules;
    this.limit = limit;
    this.sealer = sealer;
    this.idempotency = idempotency;
    this.courier = courier;
    this.audit = audit;
  }

  /**
   * Stores a post, or answers it as it was answered before.
   *
   * @param idempotencyKey the header, or null
   * @param bytes          as posted; wiped by the caller
   */
  InvitationReceipt post(Client client, String idempotencyKey, byte[] bytes) {
    if (idempotencyKey == null) {
      return make(client, RequestBody.parse(bytes), null);
    }
    var key = IdempotencyKey.read(idempotencyKey);
    var body = RequestBody.parse(bytes);
    try (var keyed = idempotency.keyed(client, key, body)) {
      var former = database.read(tx -> idempotency.find(tx, keyed));
      if (former.isPresent() && !former.get().isVoid()) {
        return former.get().receipt();
      }
      former.ifPresent(found -> body.keepUid(found.receipt().meeting()));
      idempotency.begin(keyed);
      try {
        return make(client, body, keyed);
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
  PostRequest read(RequestBody body, Instant now) {
    return body.isSealed() ? new SealedRequestReader(rules, now).read(body.root()) : new RequestReader(rules, now).read(body.root());
  }

  /** @param keyed null without an Idempotency-Key */
  private InvitationReceipt make(Client client, RequestBody body, KeyedPost keyed) {
    var now = database.now();
    try (var request = read(body, now)) {
      var size = PostSize.of(body);
      if (!limit.take(client, size, now)) {
        return answeredMeanwhile(keyed).orElseThrow(() -> limit.refusal(now));
      }
      var outcome = sealAndStore(client, request, keyed, size, now);
      if (outcome.isNew()) {
        courier.wake();
        outcome.receipt().invitations().forEach(
            entry -> audit.record("invitation-" + entry.state(), entry.id(), "client=" + client.name() + " level=" + entry.level()));
      } else {
        limit.giveBack(client, size, now);
      }
      return outcome.receipt();
    }
  }

  private Outcome sealAndStore(Client client, PostRequest request, KeyedPost keyed, PostSize size, Instant now) {
    try (var post = sealer.seal(client, request)) {
      return database.write(tx -> store(tx, request, post, keyed));
    } catch (RuntimeException e) {
      // Where the database broke off nobody knows whether the post is stored, so it stays counted until the hour ends.
      if (!Outage.isCauseOf(e)) {
        limit.giveBack(client, size, now);
      }
      throw e;
    }
  }

  /** All of a post's transaction, in each of its tries. */
  private Outcome store(Tx tx, PostRequest request, SealedPost post, KeyedPost keyed) {
    var faster = keyed == null ? Optional.<InvitationReceipt>empty() : idempotency.keep(tx, keyed, post.receipt());
    if (faster.isPresent()) {
      return new Outcome(faster.get(), false);
    }
    if (request instanceof SealedRequest sealed) {
      refusePosted(tx, sealed);
    }
    post.store(tx);
    return new Outcome(post.receipt(), true);
  }

  /** Of two gateways the other one may have taken what was left of the hour for this very post. */
  private Optional<InvitationReceipt> answeredMeanwhile(KeyedPost keyed) {
    return keyed == null
        ? Optional.empty()
        : database.read(tx -> idempotency.find(tx, keyed)).filter(found -> !found.isVoid()).map(IdempotentAnswer::receipt);
  }

  /** Asked in each try of the transaction: who was faster by an instant shows as a duplicate, and then it is run again. */
  private static void refusePosted(Tx tx, SealedRequest request) {
    var posted = request.entries().stream().map(SealedRequest.Entry::sealed).toList();
    var taken = tx.invitations().taken(posted.stream().map(SealedInvitation::id).toList(),
        posted.stream().map(SealedInvitation::accessHash).toList());
    for (var at = 0; at < posted.size() && !taken.isEmpty(); at++) {
      var one = posted.get(at);
      if (taken.stream().anyMatch(found -> found.id().equals(one.id()) || Arrays.equals(found.accessHash(), one.accessHash()))) {
        throw new ProblemException(Problem.ALREADY_POSTED,
            "/invitees/" + at + "/sealed was posted before; a new invitation is sealed anew");
      }
    }
  }

  /** @param isNew false if the same post was answered meanwhile, and nothing was stored */
  private record Outcome(InvitationReceipt receipt, boolean isNew) {}
}
