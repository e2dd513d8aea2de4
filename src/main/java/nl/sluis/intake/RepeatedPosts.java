package nl.sluis.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import nl.sluis.envelope.Base64Url;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.store.AnsweredPost;
import nl.sluis.store.AnsweredPostDao;
import nl.sluis.store.Client;
import nl.sluis.store.Clients;
import nl.sluis.store.Database;
import nl.sluis.store.Retention;
import nl.sluis.store.Tx;

/**
 * Answers a post that comes again with its {@code Idempotency-Key} as it was answered first, for a day. What is kept of it commits together
 * with its invitations: a crash leaves both or neither, and of two gateways one stores.
 */
public final class RepeatedPosts {
  private static final int ID_BYTES = 16;
  private final Intake intake;
  private final Database database;
  private final Clients clients;
  /** One entry per request under way on this gateway. Another gateway's is waited for, on the primary key. */
  private final Set<String> running = ConcurrentHashMap.newKeySet();

  public RepeatedPosts(Intake intake, Database database, Clients clients) {
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
      return intake.post(client, body, AroundPost.NOTHING);
    }
    var key = IdempotencyKey.read(header);
    try (var marks = new PostMarks(database.read(tx -> clients.postKey(tx, client.id(), key)))) {
      var post = new Post(client, body, postedUid(body), marks);
      return database.read(tx -> find(tx, post)).orElseGet(() -> firstOfMany(post, client.id() + " " + key));
    }
  }

  private InvitationReceipt firstOfMany(Post post, String name) {
    if (!running.add(name)) {
      throw ProblemException.retryAfter(Problem.IDEMPOTENCY_KEY_IN_USE, Duration.ofSeconds(1));
    }
    try {
      return first(post);
    } finally {
      running.remove(name);
    }
  }

  private InvitationReceipt first(Post post) {
    try {
      return intake.post(post.client, post.body, (tx, store) -> {
        // Asked in each try: another gateway may have been faster, or another request of this one.
        if (find(tx, post).isPresent()) {
          throw new AnsweredMeanwhileException();
        }
        var receipt = store.get();
        keep(tx, post, receipt);
        return receipt;
      });
    } catch (AnsweredMeanwhileException e) {
      return database.read(tx -> find(tx, post)).orElseThrow();
    }
  }

  private static Optional<InvitationReceipt> find(Tx tx, Post post) {
    var found = tx.dao(AnsweredPostDao.class).find(post.client.id(), post.marks.keyHash(), tx.now().minus(Retention.ANSWERS_KEPT));
    if (found.isPresent() && !MessageDigest.isEqual(found.get().bodyHash(), post.marks.bodyHash(post.body))) {
      throw new ProblemException(Problem.IDEMPOTENCY_KEY_REUSED);
    }
    return found.map(answered -> receipt(post, answered));
  }

  private static InvitationReceipt receipt(Post post, AnsweredPost answered) {
    var uid = post.uid == null ? post.marks.unmask(answered.maskedUid(), answered.ids()) : post.uid;
    var entries = new ArrayList<InvitationReceipt.Entry>();
    for (var ids = ByteBuffer.wrap(answered.ids()); ids.hasRemaining(); ) {
      var id = new byte[ID_BYTES];
      ids.get(id);
      entries.add(new InvitationReceipt.Entry(Base64Url.encode(id), answered.state(), answered.level(), answered.lapsesAt()));
    }
    return new InvitationReceipt(uid, entries);
  }

  private static void keep(Tx tx, Post post, InvitationReceipt receipt) {
    var ids = ByteBuffer.allocate(ID_BYTES * receipt.invitations().size());
    receipt.invitations().forEach(entry -> ids.put(Base64Url.decode(entry.id())));
    var one = receipt.invitations().get(0);
    var maskedUid = post.uid == null ? post.marks.mask(receipt.meeting(), ids.array()) : null;
    var dao = tx.dao(AnsweredPostDao.class);
    dao.forget(post.client.id(), post.marks.keyHash(), tx.now().minus(Retention.ANSWERS_KEPT));
    dao.insert(new AnsweredPost(post.client.id(), post.marks.keyHash(), post.marks.bodyHash(post.body), ids.array(), maskedUid, one.level(),
        one.state(), one.expiresAt(), tx.now()));
  }

  /** @return null where the gateway draws one */
  private static String postedUid(byte[] body) {
    var root = RequestBody.parse(body);
    JsonNode holder = SealedRequest.isMeant(root) ? root : root.path("meeting");
    return holder.path("uid").textValue();
  }

  private record Post(Client client, byte[] body, String uid, PostMarks marks) {}

  private static final class AnsweredMeanwhileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    AnsweredMeanwhileException() {
      super(null, null, false, false);
    }
  }
}
