package nl.sluis.database;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.slf4j.MDC;

/** Writes that wait one behind the other, because a test says whose row is whose. */
final class InOrder {
  static final String REQUEST = "request";

  private InOrder() {}

  /**
   * Begins the next when the last one waits for these writes. Each is the request of its number.
   *
   * @param write with its number
   */
  static List<CompletableFuture<Integer>> wait(int many, Object writes, IntFunction<Integer> write) {
    var all = new ArrayList<CompletableFuture<Integer>>();
    for (var number = 0; number < many; number++) {
      var mine = number;
      var answer = new CompletableFuture<Integer>();
      var thread = new Thread(() -> {
        MDC.put(REQUEST, String.valueOf(mine));
        try {
          answer.complete(write.apply(mine));
        } catch (RuntimeException e) {
          answer.completeExceptionally(e);
        }
      });
      thread.start();
      while (LockSupport.getBlocker(thread) != writes) {
        if (!thread.isAlive() || Thread.interrupted()) {
          throw new AssertionError("write " + mine + " did not wait");
        }
        Thread.onSpinWait();
      }
      all.add(answer);
    }
    return all;
  }

  /** Waits for the answers, whatever they are. */
  static List<CompletableFuture<Integer>> ended(List<CompletableFuture<Integer>> all) {
    all.forEach(one -> one.handle((answer, failure) -> answer).join());
    return all;
  }
}
