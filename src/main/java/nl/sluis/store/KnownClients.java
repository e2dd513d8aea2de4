package nl.sluis.store;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Clients by the digests of their keys, as the database had them less than a second ago. So a busy client is not read for each of its requests,
 * and a key that any gateway revoked is refused within a second. It holds no secret: the hash key of a client stays sealed.
 */
final class KnownClients {
  private static final long NANOS = Duration.ofSeconds(1).toNanos();
  private final LongSupplier nanoTime;
  /** As many as there are keys of clients. A key that is not known is asked for each time. */
  private final Map<ByteBuffer, Known> known = new HashMap<>();
  private long forgotten;

  /** @param nanoTime as {@link System#nanoTime} */
  KnownClients(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** @param read reads the client of this key from the database; called without a lock */
  Optional<Caller> find(byte[] keyHash, Supplier<Optional<Caller>> read) {
    var key = ByteBuffer.wrap(keyHash);
    var begun = nanoTime.getAsLong();
    long times;
    synchronized (this) {
      var found = known.get(key);
      if (found != null && begun - found.readAt < NANOS) {
        return Optional.of(found.caller);
      }
      times = forgotten;
    }
    var caller = read.get();
    caller.ifPresent(found -> put(key, new Known(found, begun), times));
    return caller;
  }

  /** Of what was read before this call, nothing is known after it. */
  synchronized void forget() {
    forgotten++;
    known.clear();
  }

  private synchronized void put(ByteBuffer key, Known read, long times) {
    if (times == forgotten) {
      known.put(key, read);
    }
  }

  /** @param readAt a moment before it was read */
  private record Known(Caller caller, long readAt) {}
}
