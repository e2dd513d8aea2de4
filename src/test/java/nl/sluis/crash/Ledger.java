package nl.sluis.crash;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** What was asked of the gateways and what they promised, kept where no kill reaches it. */
final class Ledger {
  /** One post, of one state of its meeting. {@code answered} when its 201 came. */
  static final class Post {
    final String uid;
    final int sequence;
    final List<Invited> invited;
    volatile boolean answered;

    Post(String uid, int sequence, List<Invited> invited) {
      this.uid = uid;
      this.sequence = sequence;
      this.invited = invited;
    }
  }

  final Queue<Post> posts = new ConcurrentLinkedQueue<>();
  private final Map<String, Invited> byEmail = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final Queue<String> broken = new ConcurrentLinkedQueue<>();

  /** Before it is posted: a mail may be faster than the answer. */
  void add(Post post) {
    posts.add(post);
    post.invited.forEach(invited -> byEmail.put(invited.email, invited));
  }

  /** @return null for an organizer's address */
  Invited at(String email) {
    return byEmail.get(email);
  }

  /** All that must be there: what was answered, and what was found although it was not. */
  Stream<Invited> present() {
    return posts.stream().flatMap(post -> post.invited.stream()).filter(invited -> invited.id != null);
  }

  void count(String what) {
    counts.computeIfAbsent(what, any -> new LongAdder()).increment();
  }

  long counted(String what) {
    var count = counts.get(what);
    return count == null ? 0 : count.sum();
  }

  void broken(String promise) {
    broken.add(promise);
    System.out.println("BROKEN: " + promise);
  }

  List<String> brokenPromises() {
    return List.copyOf(broken);
  }
}
