package nl.sluis.fuzz;

import java.util.List;

/** One request as bytes: a good one, of which this and that is not good. One character is one byte. */
record FuzzedRequest(boolean admin, String bytes) {
  private static final List<String> PUBLIC = List.of("/i", "/i/", "/i/flow.js", "/i/words-nl.json", "/i/levels", "/i/logo", "/i/brand.css",
      "/i%23secret", "/i/%2523x",
      "/link/status", "/link/code", "/link/release", "/link/fetch", "/link/acknowledge", "/link/ask", "/link", "/v1/invitations",
      "/v1/invitations", "/v1/invitations/{id}",
      "/v1/invitations/{id}/trust", "/v1/invitations?meeting=x&limit=5&after={id}", "/v1/events", "/v1/events?limit=5&wait=0&after={id}",
      "/v1/nothing", "/demo", "/demo/post", "/", "*",
      "/nothing", "http://127.0.0.1/i");
  private static final List<String> ADMIN = List.of("/", "/healthcheck", "/metrics", "/keys", "/outbox", "/clients", "/ping", "/threads",
      "/tasks", "/tasks/rotate-keys",
      "/tasks/compromise-key?key=x", "/clients", "/tasks/create-client?name=x", "/tasks/backup?to=x", "/tasks/gc", "/tasks/log-level",
      "/tasks/bounce");
  private static final List<String> DETOURS = List.of("//", ";", ";a=b", "/..;/", "/.", "/..", "/./", "%2f", "%2e%2e", "%00", "%", "%zz",
      "%c0%af", "%ff", "\\", "%5c", "?", "#",
      "%25", "%23", "\u00e9", "~", "{", "<\">", "|", "^", " ", "\t", "?a=%ff&b=%", "x".repeat(3_000), "x".repeat(40_000));
  private static final List<String> METHODS = List.of("GET", "POST", "POST", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE",
      "CONNECT", "PRI", "PROPFIND", "get", "G\u00e9T", "X".repeat(200));
  private static final List<String> NAMES = List.of("Accept", "Accept-Charset", "Accept-Encoding", "Accept-Language", "Authorization",
      "Cache-Control", "Connection", "Content-Encoding",
      "Content-Language", "Content-Length", "Content-Range", "Content-Type", "Cookie", "Date", "Expect", "Forwarded", "From", "Host",
      "HTTP2-Settings", "Idempotency-Key", "If-Match", "If-Modified-Since",
      "If-None-Match", "Keep-Alive", "Max-Forwards", "Origin", "Pragma", "Range", "Referer", "Sec-Fetch-Site", "TE", "Trailer",
      "Transfer-Encoding", "Upgrade", "User-Agent", "Via", "X-Forwarded-For",
      "X-Forwarded-Host", "X-Forwarded-Proto", "X-HTTP-Method-Override", "X-Original-URL", "", "X\u00e9", "X Y", "X".repeat(500));
  private static final List<String> VALUES = List.of("", " ", ",", ";", "x", "*", "*/*", "*/*;q=x", "/", "a/b/c", "text/html",
      "application/json", "application/json;charset=utf-99",
      "application/json;charset=utf-16", "application/json;q=x", "application/json;qs=2", "application/json;charset=\"",
      "multipart/form-data", "multipart/form-data;boundary=x",
      "application/x-www-form-urlencoded", "application/x-www-form-urlencoded;charset=x", "gzip", "identity", "identity, gzip", "GZip",
      "x-gzip", "br", "deflate", "zstd", "chunked", "Chunked", "gzip, chunked",
      "chunked, gzip", "identity;q=0", "100-continue", "200-ok", "close", "keep-alive", "Upgrade", "h2c", "websocket", "trailers",
      "bytes=0-0", "bytes=-1", "bytes=x", "0", "-1", "1", "99999999999999999999", "+1",
      "0x10", "Mon, 01 Jan 0000 00:00:00 GMT", "\"", "\"x\"", "W/\"x\"", "unknown", "_x", "1.2.3.4:99999", "[::1]:80",
      "\"[2001:db8::1]:80\"", "a:b", "a b", "[::1", "\u00ff\u00fe", "\0", "\u00e9", "Bearer", "Bearer x",
      "Bearer " + "A".repeat(43), "Basic \u00ff", "a=b; c=\"d", "same-origin", "cross-site", "null", "en;q=x", "utf-99", "x".repeat(9_000),
      "x".repeat(60_000));

  static FuzzedRequest of(Fuzz fuzz, FuzzedSecrets secrets) {
    var admin = fuzz.oneIn(6);
    var client = !admin && fuzz.oneIn(2);
    var path = fuzz.any(admin ? ADMIN : PUBLIC).replace("{id}", secrets.id(fuzz));
    if (client && fuzz.oneIn(2)) {
      path = "/v1/invitations";
    }
    var body = new FuzzedBody(fuzz, secrets).forRoute(path);
    var method = path.startsWith("/link") && !fuzz.oneIn(8) ? "POST" : fuzz.any(METHODS);
    if (fuzz.oneIn(5)) {
      var at = fuzz.below(path.length() + 1);
      path = path.substring(0, at) + fuzz.any(DETOURS) + path.substring(at);
    }
    var version = fuzz.oneIn(25) ? fuzz.any("HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTP/3", "HTTP/1.2", "http/1.1", "", "X") : "HTTP/1.1";
    var head = new StringBuilder(method + " " + path + " " + version + "\r\n");
    if (!fuzz.oneIn(30)) {
      head.append("Host: 127.0.0.1\r\n");
    }
    if (client) {
      head.append("Authorization: Bearer ").append(secrets.clientKey()).append("\r\n");
    }
    if (!fuzz.oneIn(10)) {
      head.append("Sec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\n");
    }
    for (var more = fuzz.below(4) - 1; more > 0; more--) {
      head.append(fuzz.any(NAMES)).append(fuzz.oneIn(20) ? fuzz.any(" : ", "", ":", "\r\n ") : ": ").append(fuzz.any(VALUES))
          .append("\r\n");
    }
    var whole = framed(fuzz, head, body);
    return new FuzzedRequest(admin, fuzz.oneIn(10) ? fuzz.spoiled(whole) : fuzz.oneIn(30) ? whole + whole : whole);
  }

  private static String framed(Fuzz fuzz, StringBuilder head, String body) {
    return switch (fuzz.below(16)) {
      case 0 -> head + "Transfer-Encoding: chunked\r\n\r\n" + chunks(fuzz, body)
          + fuzz.any("0\r\n\r\n", "0\r\nX: y\r\n\r\n", "", "0", "0\r\nX y\r\n\r\n", "-1\r\n\r\n", "fffffffffffffffff\r\n", "0;x=y\r\n\r\n");
      case 1, 2, 3 -> head + "Transfer-Encoding: chunked\r\n\r\n" + chunks(fuzz, body) + "0\r\n\r\n";
      case 4 -> head + "Content-Length: "
          + fuzz.any("0", "-1", "5", "99999", "1048577", "x", "", "99999999999999999999", String.valueOf(body.length() + 1)) + "\r\n\r\n"
          + body;
      case 5 -> head + "Transfer-Encoding: " + fuzz.any(VALUES) + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
      case 6 -> head + "Content-Encoding: " + fuzz.any("gzip", "x-gzip", "br", "deflate", "zstd", "identity", "", "GZIP")
          + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
      case 7 -> head + "\r\n" + body;
      case 8 -> head + "Expect: 100-continue\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
      default -> head + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    };
  }

  private static String chunks(Fuzz fuzz, String body) {
    var chunks = new StringBuilder();
    for (var at = 0; at < body.length();) {
      var length = Math.min(body.length() - at, 1 + fuzz.below(fuzz.any(10, 1_000, 100_000)));
      // Of a long body in single bytes the frames would be most of it.
      length = Math.max(length, Math.min(body.length() - at, body.length() / 1_000));
      chunks.append(Integer.toHexString(length)).append("\r\n").append(body, at, at + length).append("\r\n");
      at += length;
    }
    return chunks.toString();
  }
}
