package nl.sluis.feed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import nl.sluis.envelope.Base64Url;
import nl.sluis.secret.Hashes;

/**
 * How far a client has read: which feed, and the place of the last event in it. The feed stands there as a hash with the client, so that a cursor of
 * another client is one of another feed.
 */
public record FeedCursor(String feed, long place) {
  private static final int MARK_BYTES = 16;

  static FeedCursor of(String feedId, String clientId, long place) {
    var hash = Hashes.sha256((feedId + " " + clientId).getBytes(StandardCharsets.US_ASCII));
    return new FeedCursor(Base64Url.encode(Arrays.copyOf(hash, MARK_BYTES)), place);
  }

  /** @return empty if no gateway wrote this */
  public static Optional<FeedCursor> read(String posted) {
    try {
      var bytes = Base64Url.decode(posted);
      if (bytes.length == MARK_BYTES + Long.BYTES) {
        var place = ByteBuffer.wrap(bytes).getLong(MARK_BYTES);
        return Optional.of(new FeedCursor(Base64Url.encode(Arrays.copyOf(bytes, MARK_BYTES)), place)).filter(read -> place >= 0);
      }
    } catch (IllegalArgumentException e) {
      // The same answer.
    }
    return Optional.empty();
  }

  boolean isOf(String otherFeed) {
    return MessageDigest.isEqual(feed.getBytes(StandardCharsets.US_ASCII), otherFeed.getBytes(StandardCharsets.US_ASCII));
  }

  /** @return as clients get it: 32 characters */
  public String text() {
    return Base64Url.encode(ByteBuffer.allocate(MARK_BYTES + Long.BYTES).put(Base64Url.decode(feed)).putLong(place).array());
  }
}
