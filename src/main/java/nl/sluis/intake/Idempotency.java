package nl.sluis.intake;

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
import nl.sluis.store.Retention;
import nl.sluis.store.Tx;

/**
 * Knows for a day which posts were answered, by their {@code Idempotency-Key}. If the gateway ended all invitations of one, it may be made anew,
 * once each time, under the same key. What is kept of a post commits together with its invitations: a crash leaves both or neither, and of two
 * gateways one stores.
 */
public final class Idempotency {
  private final Clients clients;
  /** One entry per request under way on this gateway. Another gateway's is waited for, on the primary key. */
  private final Set<String> running = ConcurrentHashMap.newKeySet();

  public Idempotency(Clients clients) {
    this.clients = clients;
  }

  /** @param key as {@link IdempotencyKey} read it */
  KeyedPost keyed(Client client, String key, RequestBody body) {
    return KeyedPost.of(client, key, body, new IdempotencyHashes(clients.postKey(client, key)));
  }

  /** @throws ProblemException 409 if the same post is under way on this gateway */
  void begin(KeyedPost post) {
    if (!running.add(post.name())) {
      throw ProblemException.retryAfter(Problem.IDEMPOTENCY_KEY_IN_USE, Duration.ofSeconds(1));
    }
  }

  /** After a {@link #begin} that threw nothing. */
  void end(KeyedPost post) {
    running.remove(post.name());
  }

  /**
   * What this post was answered with.
   *
   * @throws ProblemException 422 if its key came with another body
   */
  Optional<IdempotentAnswer> find(Tx tx, KeyedPost post) {
    return kept(tx, post).filter(kept -> !hasLapsed(tx, kept)).map(kept -> answer(tx, post, kept));
  }

  /**
   * Keeps what a post is about to be answered with. Called in each try, because another gateway may have been faster, or another request of this one.
   *
   * @return empty, or how the faster one was answered: then nothing is to be stored
   */
  Optional<InvitationReceipt> keep(Tx tx, KeyedPost post, InvitationReceipt receipt) {
    var former = kept(tx, post);
    if (former.isPresent() && !isReplaced(tx, post, former.get())) {
      var faster = find(tx, post);
      if (faster.isPresent()) {
        return faster.map(IdempotentAnswer::receipt);
      }
    }
    dao(tx).insert(recordOf(tx, post, receipt));
    return Optional.empty();
  }

  /** Makes room where the sweeper was not yet, and for the same post made anew. */
  private static boolean isReplaced(Tx tx, KeyedPost post, IdempotencyRecord former) {
    return (hasLapsed(tx, former) || answer(tx, post, former).isVoid())
        && dao(tx).erase(post.client().id(), post.keyHash(), former.ids());
  }

  private static Optional<IdempotencyRecord> kept(Tx tx, KeyedPost post) {
    return dao(tx).find(post.client().id(), post.keyHash());
  }

  private static boolean hasLapsed(Tx tx, IdempotencyRecord kept) {
    return !kept.postedAt().isAfter(tx.now().minus(Retention.ANSWERS_KEPT));
  }

  private static IdempotentAnswer answer(Tx tx, KeyedPost post, IdempotencyRecord kept) {
    if (!MessageDigest.isEqual(kept.bodyHash(), post.bodyHash())) {
      throw new ProblemException(Problem.IDEMPOTENCY_KEY_REUSED);
    }
    return IdempotentAnswer.of(tx, kept, post.uid() == null ? post.hashes().unmask(kept.maskedUid(), kept.ids()) : post.uid());
  }

  private static IdempotencyRecord recordOf(Tx tx, KeyedPost post, InvitationReceipt receipt) {
    var ids = ByteBuffer.allocate(IdempotentAnswer.ID_BYTES * receipt.invitations().size());
    receipt.invitations().forEach(entry -> ids.put(Base64Url.decode(entry.id())));
    var one = receipt.invitations().get(0);
    var maskedUid = post.uid() == null ? post.hashes().mask(receipt.meeting(), ids.array()) : null;
    return new IdempotencyRecord(post.client().id(), post.keyHash(), post.bodyHash(), ids.array(), maskedUid, one.level(), one.state(),
        one.expiresAt(), tx.now());
  }

  private static IdempotencyDao dao(Tx tx) {
    return tx.dao(IdempotencyDao.class);
  }
}
