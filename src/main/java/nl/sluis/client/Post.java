package nl.sluis.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A post, with the key by which the gateway knows it again. Whoever sends the same post again, now or within 24 hours, invites nobody twice. To go on
 * after a crash, keep key and JSON before the post is sent, and make it again by the constructor.
 *
 * @param idempotencyKey 1 to 255 printable ASCII characters, without double quotes and backslashes
 * @param json           the body of {@code POST /v1/invitations}
 * @param lenient        true to leave out whoever is wrong, instead of refusing the whole post
 */
public record Post(String idempotencyKey, String json, boolean lenient) {
  private static final Pattern KEY = Pattern.compile("[ !#-\\[\\]-~]{1,255}");

  public Post {
    if (!KEY.matcher(idempotencyKey).matches()) {
      throw new IllegalArgumentException("An idempotency key has 1 to 255 printable ASCII characters, and no double quote or backslash");
    }
  }

  /**
   * Draws a key.
   *
   * @param body the fields of {@code POST /v1/invitations}: strings, whole numbers, booleans, lists and maps. A field that is null is left out
   * @throws IllegalArgumentException if it has something else
   */
  public static Post of(Map<String, ?> body) {
    var json = JsonWriter.write(body);
    try {
      return of(new String(json, UTF_8));
    } finally {
      Arrays.fill(json, (byte) 0);
    }
  }

  /** Draws a key. @param json the body of {@code POST /v1/invitations}, from a JSON library of yours */
  public static Post of(String json) {
    return new Post(UUID.randomUUID().toString(), json, false);
  }

  /** @return the same, but whoever is wrong is left out: the answer has them in {@code refused} */
  public Post asLenient() {
    return new Post(idempotencyKey, json, true);
  }

  @Override
  public String toString() {
    return "Post[" + idempotencyKey + "]";
  }
}
