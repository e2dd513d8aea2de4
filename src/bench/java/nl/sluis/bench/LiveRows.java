package nl.sluis.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import nl.sluis.envelope.Base64Url;

/** Fills a gateway with live invitations, by posts of 500 that a sender sealed: those owe no mail. What is in them is random. */
final class LiveRows {
  private static final int FULL_REQUEST = 500;
  private static final int ENVELOPE_BYTES = 1 + 12 + 32 + 1024 + 16;
  private static final SplittableRandom SEED = new SplittableRandom();

  private LiveRows() {}

  static void fill(Gateway gateway, int rows) throws Exception {
    var left = new AtomicInteger(rows);
    Load.run(gateway.port, Duration.ofDays(1), connection -> {
      var some = Math.min(FULL_REQUEST, left.getAndAdd(-FULL_REQUEST));
      if (some <= 0) {
        return 0;
      }
      gateway.post(connection, request(some));
      return some;
    });
  }

  private static String request(int invitees) {
    SplittableRandom random;
    synchronized (SEED) {
      random = SEED.split();
    }
    var json = new StringBuilder(2_000 * invitees)
        .append("{\"organizer\":{\"name\":\"Selection desk\",\"email\":\"selection@example.org\"},"
            + "\"expiresAt\":\"")
        .append(Instant.now().plus(Duration.ofDays(30))).append("\",\"delivery\":\"sender\",\"invitees\":[");
    for (var i = 0; i < invitees; i++) {
      json.append(i == 0 ? "" : ",")
          .append("{\"name\":\"Invitee One\",\"email\":\"invitee").append(i)
          .append("@example.net\",\"phone\":\"+31612345678\",\"sealed\":{");
      field(json, "id", draw(random, 16)).append(',');
      field(json, "share", draw(random, 32)).append(',');
      var envelope = draw(random, ENVELOPE_BYTES);
      envelope[0] = 1;
      field(json, "envelope", envelope).append(',');
      field(json, "accessHash", draw(random, 32)).append(',');
      field(json, "ackHash", draw(random, 32)).append("}}");
    }
    return json.append("]}").toString();
  }

  private static StringBuilder field(StringBuilder json, String name, byte[] value) {
    return json.append('"').append(name).append("\":\"").append(Base64Url.encode(value)).append('"');
  }

  private static byte[] draw(SplittableRandom random, int size) {
    var bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }
}
