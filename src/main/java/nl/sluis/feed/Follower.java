package nl.sluis.feed;

/** One who waits for the next event of a client. One of the two is called, once, by a thread that many share. */
public interface Follower {
  /** There is one to be read. */
  void somethingCame();

  /** The time is over. */
  void nothingCame();
}
