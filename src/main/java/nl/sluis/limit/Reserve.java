package nl.sluis.limit;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts unknown links in memory, by address range, and takes them from the limit in the database a handful at a time. So a flood costs few
 * writes. It never lets through more than was taken. What is left of it when the gateway stops, or when others push it out, was taken for
 * nothing.
 */
public final class Reserve {
  /** What is known of one subject. */
  public enum Use {
    TAKEN,
    ASK,
    USED_UP
  }

  /** Strangers may come from many places: of so many it is remembered what was taken for them. */
  private static final int SUBJECTS = 10_000;
  private final Map<String, Share> shares = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Share> eldest) {
      return size() > SUBJECTS;
    }
  };

  /** @param window as {@link Window#name} says it: of another one nothing is left */
  public synchronized Use use(String subject, String window) {
    var share = shares.get(subject);
    if (share == null || !share.window.equals(window)) {
      return Use.ASK;
    }
    if (share.left > 0) {
      share.left--;
      return Use.TAKEN;
    }
    return share.usedUp ? Use.USED_UP : Use.ASK;
  }

  /**
   * Adds what was taken in advance, and uses one of it for the caller: others may be as quick.
   *
   * @param many that were taken, none if nothing was left to take
   */
  public synchronized Use add(String subject, String window, int many) {
    var share = shares.get(subject);
    if (share == null || !share.window.equals(window)) {
      share = new Share(window);
      shares.put(subject, share);
    }
    share.usedUp = many == 0;
    if (share.usedUp) {
      return use(subject, window);
    }
    share.left += many - 1;
    return Use.TAKEN;
  }

  private static final class Share {
    private final String window;
    private int left;
    private boolean usedUp;

    private Share(String window) {
      this.window = window;
    }
  }
}
