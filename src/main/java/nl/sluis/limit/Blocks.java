package nl.sluis.limit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts what clients post in memory, and takes it from the limit in the database a block at a time. So those who take of the same limit do
 * not wait for each other's commits. It never lets through more than was counted in the database. What is left of a block when the gateway
 * stops, or when the window ends, was counted for nothing.
 */
public final class Blocks {
  /** Counts in the database, in a transaction of its own. */
  @FunctionalInterface
  public interface Count {
    /**
     * @param wanted at least what is needed
     * @return what was counted: all that is wanted, or what is needed if there is no more, or {@link Use#NONE} if there is not so much
     */
    Use take(Use wanted, Use needed);
  }

  private final Use block;
  private final Map<String, Share> shares = new ConcurrentHashMap<>();

  /** @param block how much is taken at once, each at least 1 */
  public Blocks(Use block) {
    this.block = block;
  }

  /**
   * Takes of what is left in memory. If that is not enough, it counts a block in the database, or exactly what is missing where no whole block
   * is left.
   *
   * @param subject whom the limit is for; their number is the operator's choice, because all of them are kept
   * @param window  as {@link Window#name} says it: what is left is of this one only
   * @return false if there is not so much left; nothing is taken then
   */
  public boolean take(String subject, String window, Use use, Count count) {
    var share = shares.compute(subject, (name, kept) -> kept == null || kept.window.compareTo(window) < 0 ? new Share(window) : kept);
    if (!share.window.equals(window)) {
      // Its window ended while the request was under way.
      return count.take(use, use).covers(use);
    }
    return share.use(use) || share.fetch(use, block, count);
  }

  /** @return what was counted in the database and is not taken yet */
  public Use left(String subject, String window) {
    var share = shares.get(subject);
    return share == null || !share.window.equals(window) ? Use.NONE : share.left();
  }

  /** What is left of one subject's blocks in one window. */
  private static final class Share {
    private final String window;
    private final ReentrantLock fetching = new ReentrantLock();
    private Use left = Use.NONE;

    private Share(String window) {
      this.window = window;
    }

    synchronized boolean use(Use use) {
      var enough = left.covers(use);
      left = enough ? left.minus(use) : left;
      return enough;
    }

    synchronized Use left() {
      return left;
    }

    private synchronized Use part(Use use) {
      var part = left.atMost(use);
      left = left.minus(part);
      return part;
    }

    private synchronized void add(Use use) {
      left = left.plus(use);
    }

    /** One fetches a block. Whoever comes meanwhile counts exactly its own, and waits only if there was not so much left. */
    boolean fetch(Use use, Use block, Count count) {
      if (!fetching.tryLock()) {
        if (count.take(use, use).covers(use)) {
          return true;
        }
        fetching.lock();
      }
      try {
        return use(use) || fetchAlone(use, block, count);
      } finally {
        fetching.unlock();
      }
    }

    private boolean fetchAlone(Use use, Use block, Count count) {
      var part = part(use);
      var needed = use.minus(part);
      var taken = Use.NONE;
      try {
        taken = count.take(needed.upTo(block), needed);
        return taken.covers(needed);
      } finally {
        add(taken.covers(needed) ? taken.minus(needed) : part);
      }
    }
  }
}
