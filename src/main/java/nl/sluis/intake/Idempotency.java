package nl.sluis.intake;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import nl.sluis.conference.Conferences;
import nl.sluis.envelope.Base64Url;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.rules.MeetingRule;
import nl.sluis.store.Client;
import nl.sluis.store.Clients;
import nl.sluis.store.Invitation;
import nl.sluis.store.Retention;
import nl.sluis.store.SchedulerRefDao;
import nl.sluis.store.SchedulerRefs;
import nl.sluis.store.Tx;

/**
 * Knows for a day which posts were answered, by their {@code Idempotency-Key}. If the gateway ended all invitations of one, it may be made anew,
 * once each time, under the same key. What is kept of a post commits together with its invitations: a crash leaves both or neither, and of two
 * gateways one stores.
 */
public final class Idempotency {
  private final Clients clients;
  private final SchedulerRefs marks;
  private final Conferences conferences;
  /** One entry per request under way on this gateway. Another gateway's is waited for, on the primary key. */
  private final Set<String> running = ConcurrentHashMap.newKeySet();

  public Idempotency(Clients clients, SchedulerRefs marks, Conferences conferences) {
    this.clients = clients;
    this.marks = marks;
    this.conferences = conferences;
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
   * Asked in each try of a post: another gateway may have been faster, or another request of this one. Makes room for a post that is made anew.
   *
   * @return empty, or how the faster one was answered: then nothing is to be stored
   */
  Optional<InvitationReceipt> faster(Tx tx, KeyedPost post) {
    var former = kept(tx, post);
    return former.isPresent() && !isReplaced(tx, post, former.get()) ? find(tx, post).map(IdempotentAnswer::receipt) : Optional.empty();
  }

  /** Keeps what a post is answered with. Of two at once the second fails here, and is run again. */
  void keep(Tx tx, KeyedPost post, InvitationReceipt receipt, List<MeetingRule> broken) {
    dao(tx).insert(recordOf(tx, post, receipt, broken));
  }

  /** Makes room where the sweeper was not yet, and for the same post made anew. */
  private boolean isReplaced(Tx tx, KeyedPost post, IdempotencyRecord former) {
    var isVoid = !hasLapsed(tx, former) && answer(tx, post, former).isVoid();
    if (!isVoid && !hasLapsed(tx, former) || !dao(tx).erase(post.client().id(), post.keyHash(), former.ids())) {
      return false;
    }
    if (isVoid) {
      // The same marks are given to those that take the place of what the gateway ended.
      tx.dao(SchedulerRefDao.class).free(IdempotentAnswer.ids(former));
    }
    return true;
  }

  private static Optional<IdempotencyRecord> kept(Tx tx, KeyedPost post) {
    return dao(tx).find(post.client().id(), post.keyHash());
  }

  private static boolean hasLapsed(Tx tx, IdempotencyRecord kept) {
    return !kept.postedAt().isAfter(tx.now().minus(Retention.ANSWERS_KEPT));
  }

  private IdempotentAnswer answer(Tx tx, KeyedPost post, IdempotencyRecord kept) {
    if (!MessageDigest.isEqual(kept.bodyHash(), post.bodyHash())) {
      throw new ProblemException(Problem.IDEMPOTENCY_KEY_REUSED);
    }
    return IdempotentAnswer.of(tx, marks, kept, post.uid() == null ? post.hashes().unmask(kept.maskedUid(), kept.ids()) : post.uid(),
        one -> post.wantsConference() ? conference(tx, one) : null);
  }

  /** @return null if nothing was made for it, or nobody can tell */
  private ConferenceView conference(Tx tx, Invitation invitation) {
    return conferences.of(tx, invitation.clientId(), invitation.row().meetingHash(), invitation.sequence()).map(ConferenceView::of)
        .orElse(null);
  }

  private static IdempotencyRecord recordOf(Tx tx, KeyedPost post, InvitationReceipt receipt, List<MeetingRule> broken) {
    var ids = ByteBuffer.allocate(IdempotentAnswer.ID_BYTES * receipt.invitations().size());
    receipt.invitations().forEach(entry -> ids.put(Base64Url.decode(entry.id())));
    var one = receipt.invitations().get(0);
    var maskedUid = post.uid() == null ? post.hashes().mask(receipt.meeting(), ids.array()) : null;
    return new IdempotencyRecord(post.client().id(), post.keyHash(), post.bodyHash(), ids.array(), maskedUid, one.level(), one.state(),
        one.expiresAt(), tx.now(), IdempotencyRecord.bits(broken));
  }

  private static IdempotencyDao dao(Tx tx) {
    return tx.dao(IdempotencyDao.class);
  }
}
