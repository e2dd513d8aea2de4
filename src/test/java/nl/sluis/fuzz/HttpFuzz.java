package nl.sluis.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import nl.sluis.testing.RawHttp;

/** Sends request after request; request n of a seed is the same each time, but for keys, ids and dates. */
final class HttpFuzz {
  private static final int SENDERS = 3;
  private static final int PATIENCE_MILLIS = 60_000;
  private static final int MOST_FINDINGS = 20;
  private final int port;
  private final int adminPort;
  private final FuzzedSecrets secrets;
  private final long seed;
  private final AtomicLong number = new AtomicLong();
  private final Map<Integer, Long> statuses = Collections.synchronizedMap(new TreeMap<>());
  private final List<String> findings = Collections.synchronizedList(new ArrayList<>());

  HttpFuzz(int port, int adminPort, FuzzedSecrets secrets, long seed) {
    this.port = port;
    this.adminPort = adminPort;
    this.secrets = secrets;
    this.seed = seed;
  }

  /** @param requests at least so many, however long it takes; @param seconds and for so long */
  void run(long requests, long seconds) throws InterruptedException {
    var end = System.nanoTime() + seconds * 1_000_000_000L;
    var senders = new ArrayList<Thread>();
    for (var i = 0; i < SENDERS; i++) {
      var sender = new Thread(() -> send(requests, end), "fuzz-" + i);
      senders.add(sender);
      sender.start();
    }
    for (var sender : senders) {
      sender.join();
    }
  }

  private void send(long requests, long end) {
    while (findings.size() < MOST_FINDINGS) {
      var n = number.getAndIncrement();
      if (n >= requests && System.nanoTime() > end) {
        number.decrementAndGet();
        return;
      }
      var fuzz = new Fuzz(seed * 1_000_003 + n);
      var request = FuzzedRequest.of(fuzz, secrets);
      try {
        if (fuzz.oneIn(40)) {
          breakOff(request, fuzz);
        } else {
          look(n, request, RawHttp.exchange(request.admin() ? adminPort : port, request.bytes(), PATIENCE_MILLIS));
        }
      } catch (IOException e) {
        found(n, request, e.toString());
      }
    }
  }

  private void look(long n, FuzzedRequest request, String answer) {
    for (var status : RawHttp.statuses(answer)) {
      statuses.merge(status, 1L, Long::sum);
      if (status == 201) {
        secrets.wasPosted();
      }
      if (status >= 500 && (status != 503 || !answer.contains("\r\nRetry-After:"))) {
        found(n, request, String.valueOf(status));
      }
      // A browser would take the fragment, and the secret in it, along.
      if (status >= 300 && status < 400) {
        found(n, request, "redirects: " + status);
      }
    }
  }

  /** Sends half of it, and is gone. */
  private void breakOff(FuzzedRequest request, Fuzz fuzz) throws IOException {
    var bytes = request.bytes().getBytes(ISO_8859_1);
    try (var socket = new Socket("127.0.0.1", request.admin() ? adminPort : port)) {
      socket.setSoLinger(fuzz.oneIn(2), 0);
      socket.getOutputStream().write(bytes, 0, fuzz.below(bytes.length + 1));
    } catch (java.net.SocketException alreadyClosed) {
      // The gateway was quicker.
    }
  }

  private void found(long n, FuzzedRequest request, String what) {
    findings.add("seed " + seed + " request " + n + (request.admin() ? " admin port: " : " public port: ") + what + "\n  "
        + Base64.getEncoder().encodeToString(request.bytes().getBytes(ISO_8859_1)));
  }

  long requests() {
    return number.get();
  }

  List<String> findings() {
    return List.copyOf(findings);
  }

  @Override
  public String toString() {
    return "seed " + seed + ": " + requests() + " requests, answers by status " + statuses;
  }
}
