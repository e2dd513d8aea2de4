package nl.sluis.conference;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import nl.sluis.envelope.Base64Url;
import nl.sluis.keys.StaleKeyException;
import nl.sluis.limit.Limit;
import nl.sluis.limit.RateLimiter;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.store.Tx;

/**
 * Writes down that a meeting will be made, before a service is asked. Whatever happens then, the database knows the marker, and nobody has to guess
 * whose meeting it is that is left behind.
 */
final class Intents {
  /** From then on a gateway looks whether it was made, and deletes it. */
  static final Duration SWEPT_AFTER = Duration.ofHours(1);
  /** A post is stored or given up within it; a gateway that was killed leaves an intent that is older. */
  static final Duration UNDER_WAY = Duration.ofMinutes(1);
  private static final int ID_BYTES = 16;
  private final MeetingProvider provider;
  private final ConferenceHashes hashes;
  private final ConferenceSeals seals;
  private final HostChoice hosts;
  private final RateLimiter limiter;
  private final SecureRandom random;

  Intents(MeetingProvider provider, ConferenceHashes hashes, ConferenceSeals seals, RateLimiter limiter, SecureRandom random) {
    this.provider = provider;
    this.hashes = hashes;
    this.seals = seals;
    this.hosts = new HostChoice(provider, limiter);
    this.limiter = limiter;
    this.random = random;
  }

  /**
   * Stores an intent, unless the same post was answered by now.
   *
   * @param answered looks whether it was; asked behind the lock, and behind the look for one that is under way
   * @return empty if it was answered
   * @throws ProblemException 409 the same post is under way on another gateway; 429 the client made as many as it may today
   */
  <A> Intended<A> intend(Tx tx, WantedMeeting wanted, Function<Tx, Optional<A>> answered) {
    try (var hashing = hashes.lock(tx)) {
      refuseUnderWay(tx, wanted);
      var former = answered.apply(tx);
      if (former.isPresent()) {
        return new Intended<>(null, former.get());
      }
      if (!limiter.take(tx.handle(), Limit.CONFERENCES_PER_CLIENT, wanted.clientId(), tx.now())) {
        throw ProblemException.retryAfter(Problem.TOO_SOON, RateLimiter.pause(Limit.CONFERENCES_PER_CLIENT, tx.now()))
            .by(Limit.CONFERENCES_PER_CLIENT.word());
      }
      var chosen = hosts.choose(tx, hashing, wanted);
      var id = drawId();
      var sealed = seals.seal(id, ConferenceReference.intended(provider.name(), chosen.host()));
      if (!tx.dao(ConferenceDao.class).insert(id, wanted.clientId(), wanted.meetingHash(), wanted.sequence(), tx.now(), wanted.start(),
          wanted.end(), chosen.hash(), wanted.postHash(), sealed.bytes(), sealed.keyId(), tx.now().plus(SWEPT_AFTER))) {
        throw new StaleKeyException("conference", sealed.keyId());
      }
      return new Intended<>(
          new Making(id, wanted.clientId(), wanted.meetingHash(), provider.name(), chosen.host(), chosen.hash(), tx.now(), null), null);
    }
  }

  /** The service made none, and never will: it is not counted. */
  void giveBack(Tx tx, Making making) {
    limiter.giveBack(tx.handle(), Limit.CONFERENCES_PER_CLIENT, making.clientId(), making.intendedAt());
    limiter.giveBack(tx.handle(), Limit.CONFERENCES_PER_HOST, HostChoice.subject(making.hostHash()), making.intendedAt());
  }

  private static void refuseUnderWay(Tx tx, WantedMeeting wanted) {
    if (wanted.postHash() == null) {
      return;
    }
    var dao = tx.dao(ConferenceDao.class);
    dao.ofPost(wanted.clientId(), wanted.postHash()).ifPresent(other -> {
      if (other.intendedAt().isAfter(tx.now().minus(UNDER_WAY))) {
        throw ProblemException.retryAfter(Problem.IDEMPOTENCY_KEY_IN_USE, Duration.ofSeconds(1));
      }
      // Its gateway was killed: the sweep sees to what it left.
      dao.forgetPost(other.id());
    });
  }

  private String drawId() {
    var id = new byte[ID_BYTES];
    random.nextBytes(id);
    return Base64Url.encode(id);
  }

  /**
   * What became of it.
   *
   * @param making null if the post was answered before
   * @param answer null if it was not
   */
  record Intended<A>(Making making, A answer) {
    @Override
    public String toString() {
      return "Intended[" + making + "]";
    }
  }
}
