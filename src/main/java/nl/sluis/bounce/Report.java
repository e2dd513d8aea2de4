package nl.sluis.bounce;

import java.util.List;
import nl.sluis.words.Worded;

/**
 * What is read of a mail that came to the address for reports.
 *
 * @param tags   of the addresses that it came to, in the order of their trust; a few at most
 * @param action of what it reports
 * @param status class and subject of the status (RFC 3463 §2), as 5001 for 5.1; 0 for none
 */
record Report(List<String> tags, Action action, int status) {
  static final int SUBJECTS = 1_000;

  /** What a report says of a mail (RFC 3464 §2.3.3). */
  enum Action implements Worded {
    /** It will not arrive. */
    FAILED,
    /** It has not arrived, and is tried again. */
    DELAYED,
    /** It arrived, or was handed on. */
    OTHER,
    /** It is no report that programs can read. */
    NONE
  }

  /** @return as {@code 5.1}; null for none */
  String statusText() {
    return status == 0 ? null : status / SUBJECTS + "." + status % SUBJECTS;
  }

  @Override
  public String toString() {
    return "Report[" + action + " " + status + "]";
  }
}
