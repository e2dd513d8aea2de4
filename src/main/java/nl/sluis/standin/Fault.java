package nl.sluis.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What goes wrong with one request. See {@link ZoomStandIn#fails}. */
@FunctionalInterface
public interface Fault {
  /** @param real does what was asked, and answers as always */
  Reply in(Supplier<Reply> real);

  /** A refusal in Zoom's form. Nothing is done. */
  static Fault error(int status, int code, String message) {
    return real -> Reply.error(status, code, message);
  }

  /** 401, 124. */
  static Fault expiredToken() {
    return error(401, 124, "Access token is expired.");
  }

  /** Too much in one second, with {@code Retry-After} as it is given here: seconds, an HTTP date or an ISO date-time. */
  static Fault tooFast(String retryAfter) {
    return real -> limited("QPS", "You have reached the maximum per-second rate limit for this API. Try again later.")
        .with("Retry-After", retryAfter);
  }

  /** Too much in one second, with {@code X-RateLimit-Reset} alone. */
  static Fault tooFastUntil(Instant reset) {
    return real -> limited("QPS", "You have reached the maximum per-second rate limit for this API. Try again later.")
        .with("X-RateLimit-Reset", String.valueOf(reset.getEpochSecond()));
  }

  /** Too much in one day. Zoom says until when as an ISO date-time. */
  static Fault usedUpUntil(Instant reset) {
    return real -> limited("Daily-limit", "You have reached the maximum daily rate limit for this API.").with("Retry-After",
        reset.toString());
  }

  /** XML in place of JSON, as Zoom sometimes answers. Nothing is done. */
  static Fault xml(int status) {
    return real -> Reply.text(status, "text/xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?><error><code>" + status + "</code></error>");
  }

  /** It is done, and XML says so. */
  static Fault xmlAfter(int status) {
    return real -> {
      var done = real.get();
      var said = xml(status).in(real);
      return new Reply(said.status(), said.headers(), said.body(), done.end());
    };
  }

  /** A page of something in between. Nothing is done. */
  static Fault page(int status) {
    return real -> Reply.text(status, "text/html", "<html><body>" + status + "</body></html>");
  }

  static Fault redirect(String location) {
    return real -> Reply.empty(307).with("Location", location);
  }

  /** Nothing is done, and no answer comes until the stand-in is closed. */
  static Fault silence() {
    return real -> Reply.empty(0).ending(Reply.End.NEVER);
  }

  /** It is done, and no answer comes until the stand-in is closed. */
  static Fault lostAnswer() {
    return real -> real.get().ending(Reply.End.NEVER);
  }

  /** Nothing is done, and the connection ends. */
  static Fault cut() {
    return real -> Reply.empty(0).ending(Reply.End.CUT);
  }

  /** It is done, and the connection ends without an answer. */
  static Fault cutAfter() {
    return real -> real.get().ending(Reply.End.CUT);
  }

  /** It is done, and half of the answer comes. */
  static Fault half() {
    return real -> real.get().ending(Reply.End.HALF);
  }

  /** It is done, and the answer is longer than anything of Zoom's. */
  static Fault tooLarge() {
    return answering(body -> body.put("padding", "x".repeat(8 << 20)));
  }

  /** It is done, and the answer is changed. */
  static Fault answering(Consumer<ObjectNode> change) {
    return real -> {
      var reply = real.get();
      var body = Json.read(new String(reply.body(), UTF_8));
      change.accept(body);
      return new Reply(reply.status(), reply.headers(), body.toString().getBytes(UTF_8), reply.end());
    };
  }

  /** It is done, and the answer has fields that no description has. */
  static Fault newFields() {
    return answering(body -> {
      body.put("holographic", true);
      body.putObject("settings_of_next_year").putArray("list").add(1).addNull();
      if (body.get("settings") instanceof ObjectNode settings) {
        settings.put("holographic", "everyone");
      }
    });
  }

  /** @return as HTTP writes a date, for {@link #tooFast} */
  static String httpDate(Instant at) {
    return DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US).format(at.atOffset(ZoneOffset.UTC));
  }

  private static Reply limited(String type, String message) {
    return Reply.error(429, 429, message).with("X-RateLimit-Category", "Light").with("X-RateLimit-Type", type)
        .with("X-RateLimit-Limit", "30").with("X-RateLimit-Remaining", "0");
  }
}
