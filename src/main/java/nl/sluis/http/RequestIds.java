package nl.sluis.http;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;

/**
 * What a request of a scheduler is called in its answer and in the log, so that people can speak of the same one. It is the trace-id that the
 * scheduler sent (W3C Trace Context, §3.2.2.3), or else a drawn one of the same shape.
 */
final class RequestIds {
  private static final String IDS = "(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}";
  /** §3.2.2 for version 00. Of a later one more may follow (§4), and ff is none. */
  private static final Pattern TRACEPARENT = Pattern.compile("(?:00-" + IDS + "|(?!00|ff)[0-9a-f]{2}-" + IDS + "(?:-.*)?)");
  private static final int BYTES = 16;
  private final SecureRandom random = new SecureRandom();

  /** @return 32 hexadecimal digits, whatever was sent */
  String of(HttpFields headers) {
    var sent = headers.getValuesList("traceparent");
    var trace = TRACEPARENT.matcher(sent.size() == 1 ? sent.get(0) : "");
    if (!trace.matches()) {
      return draw();
    }
    return trace.group(1) == null ? trace.group(2) : trace.group(1);
  }

  private String draw() {
    var id = new byte[BYTES];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }
}
