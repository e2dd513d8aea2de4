package nl.sluis.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import nl.sluis.secret.Hashes;

/**
 * What is sent: Standard Webhooks 1.0.0, "Signature scheme", symmetric.
 *
 * @param id   the same for each attempt; without a dot
 * @param body the exact bytes
 */
record Message(String id, byte[] body) {
  /** @param at of the attempt; @param secrets each signs. @return the value of {@code webhook-signature}, signatures with blanks between */
  String signature(Instant at, List<byte[]> secrets) {
    var before = (id + "." + at.getEpochSecond() + ".").getBytes(StandardCharsets.US_ASCII);
    return secrets.stream().map(secret -> "v1," + Base64.getEncoder().encodeToString(Hashes.hmac(secret, before, body)))
        .collect(Collectors.joining(" "));
  }

  @Override
  public String toString() {
    return "Message[" + id + "]";
  }
}
