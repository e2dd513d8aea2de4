package nl.sluis.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import nl.sluis.envelope.Base64Url;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.store.Client;
import nl.sluis.store.Clients;
import nl.sluis.store.Database;
import nl.sluis.store.Retention;
import nl.sluis.store.Tx;

/**
 * Answers a post that comes again with its {@code Idempotency-Key} with the invitations that it made, for a day. If the gateway ended all of
 * them it is made anew, once each time, under the same key. What is kept of a post commits together with its invitations: a crash leaves both or
 * neither, and of two gateways one stores.
 */
public final class IdempotentPosts {
  private final Intake intake;
  private final Database database;
  private final Clients clients;
  /** One entry per request under way on this gateway. Another gateway's is waited for, on the primary key. */
  private final Set<String> running = ConcurrentHashMap.newKeySet();

  public IdempotentPosts(Intake intake, Database database, Clients clients) {
    this.intake = intake;
    this.database = database;
    this.clients = clients;
  }

  /**
   * @param header the {@code Idempotency-Key}, or null
   * @param body   as posted; wiped by the caller
   */
  InvitationReceipt post(Client client, String header, byte[] body) {
    if (header == null) {
      return intake.post(client, RequestBody.parse(body), body.length, AroundPost.NOTHING);
    }
    var key = IdempotencyKey.read(header);
    try (var marks = new IdempotencyHashes(database.read(tx -> clients.postKey(tx, client.id(), key)))) {
      var root = RequestBody.parse(body);
      var post = new Post(client, body, root, postedUid(root), marks);
      var former = database.read(tx -> find(tx, post));
      return former.isPresent() && !former.get().isVoid()
          ? former.get().receipt()
          : alone(post, former.orElse(null), client.id() + " " + key);
    }
  }

  private InvitationReceipt alone(Post post, IdempotentAnswer former, String name) {
    if (!running.add(name)) {
      throw ProblemException.retryAfter(Problem.IDEMPOTENCY_KEY_IN_USE, Duration.ofSeconds(1));
    }
    try {
      return store(post, former);
    } finally {
      running.remove(name);
    }
  }

  /** @param former what this takes the place of, or null */
  private InvitationReceipt store(Post post, IdempotentAnswer former) {
    if (former != null && post.uid == null) {
      // Whoever kept the uid that we drew finds the new ones by it too.
      post.root.withObject("/meeting").put("uid", former.receipt().meeting());
    }
    try {
      return intake.post(post.client, post.root, post.body.length, (tx, store) -> {
        takeOver(tx, post, former);
        var receipt = store.get();
        keep(tx, post, receipt);
        return receipt;
      });
    } catch (AnsweredMeanwhileException e) {
      return database.read(tx -> find(tx, post)).orElseThrow().receipt();
    } catch (ProblemException e) {
      // Of two gateways the other one may have taken what was left of the hour for this very post.
      return Optional.of(e).filter(thrown -> thrown.problem() == Problem.TOO_SOON && former == null)
          .flatMap(thrown -> database.read(tx -> find(tx, post))).map(IdempotentAnswer::receipt).orElseThrow(() -> e);
    }
  }

  /** Asked in each try: another gateway may have been faster, or another request of this one. */
  private static void takeOver(Tx tx, Post post, IdempotentAnswer former) {
    var isMine = former == null
        ? answered(tx, post).isEmpty()
        : tx.dao(IdempotencyDao.class).replace(post.client.id(), post.marks.keyHash(), former.ids());
    if (!isMine) {
      throw new AnsweredMeanwhileException();
    }
  }

  private static Optional<IdempotentAnswer> find(Tx tx, Post post) {
    return answered(tx, post).map(found -> IdempotentAnswer.of(tx, found,
        post.uid == null ? post.marks.unmask(found.maskedUid(), found.ids()) : post.uid));
  }

  private static Optional<IdempotencyRecord> answered(Tx tx, Post post) {
    var found = tx.dao(IdempotencyDao.class).find(post.client.id(), post.marks.keyHash(), tx.now().minus(Retention.ANSWERS_KEPT));
    if (found.isPresent() && !MessageDigest.isEqual(found.get().bodyHash(), post.marks.bodyHash(post.body))) {
      throw new ProblemException(Problem.IDEMPOTENCY_KEY_REUSED);
    }
    return found;
  }

  private static void keep(Tx tx, Post post, InvitationReceipt receipt) {
    var ids = ByteBuffer.allocate(IdempotentAnswer.ID_BYTES * receipt.invitations().size());
    receipt.invitations().forEach(entry -> ids.put(Base64Url.decode(entry.id())));
    var one = receipt.invitations().get(0);
    var maskedUid = post.uid == null ? post.marks.mask(receipt.meeting(), ids.array()) : null;
    var dao = tx.dao(IdempotencyDao.class);
    dao.forget(post.client.id(), post.marks.keyHash(), tx.now().minus(Retention.ANSWERS_KEPT));
    dao.insert(
        new IdempotencyRecord(post.client.id(), post.marks.keyHash(), post.marks.bodyHash(post.body), ids.array(), maskedUid, one.level(),
            one.state(), one.expiresAt(), tx.now()));
  }

  /** @return null where the gateway draws one */
  private static String postedUid(ObjectNode root) {
    var holder = SealedRequest.isMeant(root) ? root : root.path("meeting");
    return holder.path("uid").textValue();
  }

  /** @param uid as posted, or null */
  private record Post(Client client, byte[] body, ObjectNode root, String uid, IdempotencyHashes marks) {}

  private static final class AnsweredMeanwhileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    AnsweredMeanwhileException() {
      super(null, null, false, false);
    }
  }
}
