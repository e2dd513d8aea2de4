package nl.sluis.fuzz;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What the senders know: the key of a client, its invitations, and the access of one of them that may be spent. */
final class FuzzedSecrets {
  /** More mails than this no relay of a test takes in time; from here on every post has a field too many. */
  private static final int MOST_POSTED = 500;
  private final String clientKey;
  private final List<String> ids;
  private final String access;
  private final AtomicInteger posted = new AtomicInteger();

  FuzzedSecrets(String clientKey, List<String> ids, String access) {
    this.clientKey = clientKey;
    this.ids = ids;
    this.access = access;
  }

  String clientKey() {
    return clientKey;
  }

  String id(Fuzz fuzz) {
    return fuzz.any(ids);
  }

  String access(Fuzz fuzz) {
    return fuzz.oneIn(4)
        ? access
        : fuzz.any("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "AAAA", "", "=", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB");
  }

  void wasPosted() {
    posted.incrementAndGet();
  }

  boolean enoughPosted() {
    return posted.get() >= MOST_POSTED;
  }
}
