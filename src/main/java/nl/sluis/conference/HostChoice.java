package nl.sluis.conference;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nl.sluis.conference.ConferenceHashes.Hashing;
import nl.sluis.envelope.Base64Url;
import nl.sluis.limit.Limit;
import nl.sluis.limit.RateLimiter;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.store.Tx;

/**
 * Whose meeting it becomes. A host holds one meeting at a time, and may make so many a day; of those who are free, the one who made the fewest today.
 * Called behind the lock of the key, so that of two at once the second sees what the first took.
 */
final class HostChoice {
  private static final String NO_HOST_FREE = "no-host-free";
  private final MeetingProvider provider;
  private final RateLimiter limiter;

  HostChoice(MeetingProvider provider, RateLimiter limiter) {
    this.provider = provider;
    this.limiter = limiter;
  }

  /** @param hash as the day's meetings of the host are counted by */
  record Chosen(String host, byte[] hash) {
    @Override
    public String toString() {
      return "Chosen[redacted]";
    }
  }

  /**
   * Chooses a host, and counts one meeting of the day for him.
   *
   * @throws ConferenceRefusedException each of them has another meeting in that time
   * @throws ProblemException           503 until the day ends: each who is free made all meetings of the day
   */
  Chosen choose(Tx tx, Hashing hashing, WantedMeeting wanted) {
    var hosts = wanted.host() == null ? provider.hosts() : List.of(wanted.host());
    var hashes = new LinkedHashMap<String, byte[]>();
    hosts.forEach(host -> hashes.put(host, hashing.host(provider.name(), host)));
    var busy = tx.dao(ConferenceDao.class).busy(List.copyOf(hashes.values()), wanted.start(), wanted.end(),
        tx.now().minus(Intents.UNDER_WAY), wanted.clientId(), wanted.meetingHash()).stream().map(ByteBuffer::wrap)
        .collect(Collectors.toSet());
    hashes.values().removeIf(hash -> busy.contains(ByteBuffer.wrap(hash)));
    if (hashes.isEmpty()) {
      throw new ConferenceRefusedException(NO_HOST_FREE,
          "Each host has another meeting in that time, and one host holds one meeting at a time."
              + " Post another time, or have a host added to the gateway",
          null);
    }
    var used = new LinkedHashMap<String, Integer>();
    hashes.forEach((host, hash) -> used.put(host, limiter.used(tx.handle(), Limit.CONFERENCES_PER_HOST, subject(hash), tx.now())));
    var chosen = used.entrySet().stream().min(Comparator.comparingInt(Map.Entry::getValue)).orElseThrow().getKey();
    var hash = hashes.get(chosen);
    if (!limiter.take(tx.handle(), Limit.CONFERENCES_PER_HOST, subject(hash), tx.now())) {
      throw ProblemException.retryAfter(Problem.CONFERENCE_UNAVAILABLE, RateLimiter.pause(Limit.CONFERENCES_PER_HOST, tx.now()))
          .by(Limit.CONFERENCES_PER_HOST.word());
    }
    return new Chosen(chosen, hash);
  }

  /** @return how many meetings each host may still make today; as many as ever if no meeting was made so far */
  List<ConferenceList.HostLeft> left(Tx tx, ConferenceHashes hashes) {
    try (var hashing = hashes.find(tx)) {
      return provider.hosts().stream().map(host -> new ConferenceList.HostLeft(host, hashing == null
          ? limiter.most(Limit.CONFERENCES_PER_HOST)
          : left(tx, hashing.host(provider.name(), host)))).toList();
    }
  }

  private int left(Tx tx, byte[] hash) {
    return Math.max(0, limiter.most(Limit.CONFERENCES_PER_HOST)
        - limiter.used(tx.handle(), Limit.CONFERENCES_PER_HOST, subject(hash), tx.now()));
  }

  int most() {
    return limiter.most(Limit.CONFERENCES_PER_HOST) * provider.hosts().size();
  }

  static String subject(byte[] hash) {
    return Base64Url.encode(hash);
  }
}
