package nl.sluis.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import nl.sluis.secret.Hashes;

/** The keys of the ledger in memory, so that they are opened once a day and not at each post. Those of a day before are wiped. */
final class LedgerKeys {
  private final List<LedgerDao.Key> rows = new ArrayList<>();
  private final List<byte[]> keys = new ArrayList<>();
  private String day = "";

  /** @return what this ID of this meeting is hashed to; empty if these are not the keys of that day */
  synchronized Optional<Names> names(String ofDay, String clientId, String uid, String meetingId) {
    if (!day.equals(ofDay)) {
      return Optional.empty();
    }
    var ids = keys.stream().map(key -> hash(key, "id", clientId, meetingId)).toList();
    var uids = keys.stream().map(key -> hash(key, "uid", clientId, uid)).toList();
    return Optional.of(new Names(List.copyOf(rows), ids, uids));
  }

  /** Takes the keys over, and wipes what it had. @param ofThem not empty, the oldest first */
  synchronized void keep(String ofDay, List<LedgerDao.Key> theirRows, List<byte[]> ofThem) {
    forget();
    rows.addAll(theirRows);
    keys.addAll(ofThem);
    day = ofDay;
  }

  synchronized void forget() {
    keys.forEach(key -> Arrays.fill(key, (byte) 0));
    keys.clear();
    rows.clear();
    day = "";
  }

  private static byte[] hash(byte[] key, String purpose, String clientId, String value) {
    return Hashes.hmac(key, (purpose + " " + clientId + " ").getBytes(StandardCharsets.US_ASCII), value.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * An ID under each key, the oldest first.
   *
   * @param keys their rows
   * @param ids  hashes of the ID
   * @param uids hashes of the meeting's uid
   */
  record Names(List<LedgerDao.Key> keys, List<byte[]> ids, List<byte[]> uids) {
    int newest() {
      return keys.size() - 1;
    }

    @Override
    public String toString() {
      return "Names[redacted]";
    }
  }
}
