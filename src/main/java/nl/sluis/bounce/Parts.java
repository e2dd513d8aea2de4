package nl.sluis.bounce;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes a multipart body apart (RFC 2046 §5.1.1), one level deep and no more than the first few parts, so that a body of a hundred thousand parts, or
 * a hundred thousand levels, costs no more than to read it.
 */
final class Parts {
  private static final int MOST = 10;

  private Parts() {}

  /** @return each with its headers; of a body that was cut off the last as far as it goes */
  static List<byte[]> of(byte[] body, String boundary) {
    var mark = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    var parts = new ArrayList<byte[]>();
    var from = -1;
    for (int at = 0, next; at < body.length && parts.size() < MOST; at = next) {
      next = nextLine(body, at);
      var end = at + mark.length;
      if (end <= body.length && Arrays.equals(body, at, end, mark, 0, mark.length)) {
        var rest = new String(body, end, Math.min(next - end, 100), StandardCharsets.ISO_8859_1).strip();
        if (rest.isEmpty() || rest.equals("--")) {
          add(parts, body, from, at);
          from = next;
          if (!rest.isEmpty()) {
            return parts;
          }
        }
      }
    }
    if (parts.size() < MOST) {
      add(parts, body, from, body.length);
    }
    return parts;
  }

  private static void add(List<byte[]> parts, byte[] body, int from, int to) {
    if (from >= 0) {
      parts.add(Arrays.copyOfRange(body, from, to));
    }
  }

  private static int nextLine(byte[] body, int at) {
    var next = at;
    while (next < body.length && body[next] != '\n') {
      next++;
    }
    return next + 1;
  }
}
